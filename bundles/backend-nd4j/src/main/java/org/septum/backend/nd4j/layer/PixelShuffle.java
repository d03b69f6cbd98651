// SPDX-License-Identifier: Apache-2.0
package org.septum.backend.nd4j.layer;

import org.septum.api.plan.Value;
import org.septum.backend.common.kernels.Lanes;
import org.septum.backend.common.kernels.Sizes;
import org.septum.backend.nd4j.memory.Bindings;
import org.septum.backend.nd4j.memory.Kernel;
import org.septum.backend.nd4j.memory.Memory;

/** Moves channels into space and back; one row of the smaller image at a time. */
public final class PixelShuffle implements Kernel {

    private final int factor;
    private final Sizes small;
    private final Memory from;
    private final Memory to;
    private final boolean enlarging;
    private final Lanes lanes;

    private PixelShuffle(int factor, Value small, Value from, Value to, Bindings bindings) {
        this.factor = factor;
        this.small = Sizes.of(small);
        this.from = bindings.memory(from);
        this.to = bindings.memory(to);
        this.enlarging = small == from;
        this.lanes = bindings.lanes();
    }

    /** x -> y. */
    public static Kernel forward(int factor, Value x, Value y, Bindings bindings) {
        return new PixelShuffle(factor, x, x, y, bindings);
    }

    /** dy -> dx. */
    public static Kernel backward(int factor, Value dy, Value dx, Bindings bindings) {
        return new PixelShuffle(factor, dx, dy, dx, bindings);
    }

    @Override
    public void run(long step) {
        // A row of small pixels with all their channels and the factor rows above it hold the same elements.
        int length = small.width() * small.channels();
        lanes.run(small.batch() * small.height(), (row, workspace) -> {
            float[] source = workspace.array(0, length);
            float[] target = workspace.array(1, length);
            from.get(row * length, source, length);
            move(source, target);
            to.put(row * length, target, length);
        });
    }

    private void move(float[] source, float[] target) {
        int square = factor * factor;
        int channels = small.channels() / square;
        for (int i = 0; i < factor; i++) {
            for (int w = 0; w < small.width(); w++) {
                for (int j = 0; j < factor; j++) {
                    int large = ((i * small.width() + w) * factor + j) * channels;
                    int packed = w * small.channels() + i * factor + j;
                    for (int c = 0; c < channels; c++) {
                        if (enlarging) {
                            target[large + c] = source[packed + c * square];
                        } else {
                            target[packed + c * square] = source[large + c];
                        }
                    }
                }
            }
        }
    }
}
