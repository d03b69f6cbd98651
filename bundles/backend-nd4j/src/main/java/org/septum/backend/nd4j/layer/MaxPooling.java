// SPDX-License-Identifier: Apache-2.0
package org.septum.backend.nd4j.layer;

import java.util.Arrays;
import org.septum.api.plan.Value;
import org.septum.backend.common.kernels.Lanes;
import org.septum.backend.common.kernels.Sizes;
import org.septum.backend.nd4j.memory.Bindings;
import org.septum.backend.nd4j.memory.Kernel;
import org.septum.backend.nd4j.memory.Memory;
import org.septum.backend.nd4j.pointwise.Nonlinearity;

/** Maximum over windows that do not overlap, and its gradient; one output row at a time. */
public final class MaxPooling {

    private final int window;
    private final Sizes x;
    private final Sizes y;
    private final Lanes lanes;

    private MaxPooling(int window, Value x, Value y, Bindings bindings) {
        this.window = window;
        this.x = Sizes.of(x);
        this.y = Sizes.of(y);
        this.lanes = bindings.lanes();
    }

    /** x -> y. */
    public static Kernel forward(int window, Value x, Value y, Bindings bindings) {
        MaxPooling pooling = new MaxPooling(window, x, y, bindings);
        Memory input = bindings.memory(x);
        Memory output = bindings.memory(y);
        return step -> pooling.forward(input, output);
    }

    /** x, y, dy -> dx; a window's gradient goes to its first maximum in row order. */
    public static Kernel backward(int window, Value x, Value y, Value dy, Value dx, Bindings bindings) {
        MaxPooling pooling = new MaxPooling(window, x, y, bindings);
        Memory input = bindings.memory(x);
        Memory output = bindings.memory(y);
        Memory gradient = bindings.memory(dy);
        Memory result = bindings.memory(dx);
        return step -> pooling.backward(input, output, gradient, result);
    }

    private int inputRow() {
        return x.width() * x.channels();
    }

    private int outputRow() {
        return y.width() * y.channels();
    }

    private void forward(Memory input, Memory output) {
        lanes.run(y.batch() * y.height(), (part, workspace) -> {
            float[] rows = workspace.array(0, window * inputRow());
            float[] best = workspace.array(1, outputRow());
            input.get(part * window * inputRow(), rows, window * inputRow());
            Arrays.fill(best, 0, outputRow(), Float.NEGATIVE_INFINITY);
            int channels = x.channels();
            for (int ky = 0; ky < window; ky++) {
                for (int w = 0; w < y.width(); w++) {
                    for (int kx = 0; kx < window; kx++) {
                        int from = ky * inputRow() + (w * window + kx) * channels;
                        int to = w * channels;
                        for (int c = 0; c < channels; c++) {
                            best[to + c] = Math.max(best[to + c], rows[from + c]);
                        }
                    }
                }
            }
            output.put(part * outputRow(), best, outputRow());
        });
    }

    private void backward(Memory input, Memory output, Memory gradient, Memory result) {
        lanes.run(y.batch() * y.height(), (part, workspace) -> {
            float[] rows = workspace.array(0, window * inputRow());
            float[] best = workspace.array(1, outputRow());
            float[] left = workspace.array(2, outputRow());
            float[] dx = workspace.array(3, window * inputRow());
            input.get(part * window * inputRow(), rows, window * inputRow());
            output.get(part * outputRow(), best, outputRow());
            gradient.get(part * outputRow(), left, outputRow());
            int channels = x.channels();
            for (int ky = 0; ky < window; ky++) {
                for (int w = 0; w < y.width(); w++) {
                    for (int kx = 0; kx < window; kx++) {
                        int from = ky * inputRow() + (w * window + kx) * channels;
                        int to = w * channels;
                        for (int c = 0; c < channels; c++) {
                            // Once given to the first maximum, nothing is left for an equal one.
                            float missed = Nonlinearity.positive(best[to + c] - rows[from + c]);
                            dx[from + c] = left[to + c] * (1 - missed);
                            left[to + c] *= missed;
                        }
                    }
                }
            }
            result.put(part * window * inputRow(), dx, window * inputRow());
        });
    }
}
