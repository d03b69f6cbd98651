// SPDX-License-Identifier: Apache-2.0
package org.septum.backend.nd4j.layer;

import org.septum.api.graph.Extent;
import org.septum.api.graph.Op;
import org.septum.api.plan.Plan;
import org.septum.backend.common.kernels.Lanes;
import org.septum.backend.common.kernels.Sizes;
import org.septum.backend.common.program.Kernel;
import org.septum.backend.nd4j.memory.Bindings;
import org.septum.backend.nd4j.memory.Memory;

/** Moves channels into space and back; one row of the smaller image at a time. */
public final class PixelShuffle implements Kernel {

    private final Extent factor;
    private final Sizes small;
    private final Memory from;
    private final Memory to;
    private final boolean enlarging;
    private final Lanes lanes;

    private PixelShuffle(Op.PixelShuffle op, boolean enlarging, Plan.Call call, Bindings bindings) {
        this.factor = op.factor();
        this.small = Sizes.of(enlarging ? call.input(0) : call.output(0));
        this.from = bindings.memory(call.input(0));
        this.to = bindings.memory(call.output(0));
        this.enlarging = enlarging;
        this.lanes = bindings.lanes();
    }

    /** x -> y. */
    public static Kernel forward(Op.PixelShuffle op, Plan.Call call, Bindings bindings) {
        return new PixelShuffle(op, true, call, bindings);
    }

    /** dy -> dx. */
    public static Kernel backward(Op.PixelShuffleBackward op, Plan.Call call, Bindings bindings) {
        return new PixelShuffle(op.forward(), false, call, bindings);
    }

    @Override
    public void run(long step) {
        // A row of small pixels with all their channels and the large rows above it hold the same elements.
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
        int area = factor.area();
        int channels = small.channels() / area;
        for (int i = 0; i < factor.height(); i++) {
            for (int w = 0; w < small.width(); w++) {
                for (int j = 0; j < factor.width(); j++) {
                    int large = ((i * small.width() + w) * factor.width() + j) * channels;
                    int packed = w * small.channels() + i * factor.width() + j;
                    for (int c = 0; c < channels; c++) {
                        if (enlarging) {
                            target[large + c] = source[packed + c * area];
                        } else {
                            target[packed + c * area] = source[large + c];
                        }
                    }
                }
            }
        }
    }
}
