// SPDX-License-Identifier: Apache-2.0
package org.septum.backend.nd4j.layer;

import java.util.Arrays;
import org.septum.api.graph.Extent;
import org.septum.api.graph.Op;
import org.septum.api.plan.Plan;
import org.septum.backend.common.kernels.Lanes;
import org.septum.backend.common.kernels.Sizes;
import org.septum.backend.common.program.Kernel;
import org.septum.backend.nd4j.memory.Bindings;
import org.septum.backend.nd4j.memory.Memory;
import org.septum.backend.nd4j.pointwise.Nonlinearity;

/** Maximum over windows that do not overlap, and its gradient; one output row at a time. */
public final class MaxPooling {

    private MaxPooling() {}

    /** x -> y. */
    public static Kernel forward(Op.MaxPool2d op, Plan.Call call, Bindings bindings) {
        Extent window = op.window();
        Sizes y = Sizes.of(call.output(0));
        int channels = y.channels();
        int outputRow = y.width() * channels;
        int inputRow = window.width() * outputRow;
        int inputRows = window.height() * inputRow;
        Memory input = bindings.memory(call.input(0));
        Memory output = bindings.memory(call.output(0));
        Lanes lanes = bindings.lanes();
        return step -> lanes.run(y.batch() * y.height(), (part, workspace) -> {
            float[] rows = workspace.array(0, inputRows);
            float[] best = workspace.array(1, outputRow);
            input.get(part * inputRows, rows, inputRows);
            Arrays.fill(best, 0, outputRow, Float.NEGATIVE_INFINITY);
            for (int ky = 0; ky < window.height(); ky++) {
                for (int w = 0; w < y.width(); w++) {
                    for (int kx = 0; kx < window.width(); kx++) {
                        int at = ky * inputRow + (w * window.width() + kx) * channels;
                        int pixel = w * channels;
                        for (int c = 0; c < channels; c++) {
                            best[pixel + c] = Math.max(best[pixel + c], rows[at + c]);
                        }
                    }
                }
            }
            output.put(part * outputRow, best, outputRow);
        });
    }

    /** x, y, dy -> dx; a window's gradient goes to its first maximum in row order. */
    public static Kernel backward(Op.MaxPool2dBackward op, Plan.Call call, Bindings bindings) {
        Extent window = op.forward().window();
        Sizes y = Sizes.of(call.input(1));
        int channels = y.channels();
        int outputRow = y.width() * channels;
        int inputRow = window.width() * outputRow;
        int inputRows = window.height() * inputRow;
        Memory input = bindings.memory(call.input(0));
        Memory output = bindings.memory(call.input(1));
        Memory gradient = bindings.memory(call.input(2));
        Memory result = bindings.memory(call.output(0));
        Lanes lanes = bindings.lanes();
        return step -> lanes.run(y.batch() * y.height(), (part, workspace) -> {
            float[] rows = workspace.array(0, inputRows);
            float[] best = workspace.array(1, outputRow);
            float[] left = workspace.array(2, outputRow);
            float[] dx = workspace.array(3, inputRows);
            input.get(part * inputRows, rows, inputRows);
            output.get(part * outputRow, best, outputRow);
            gradient.get(part * outputRow, left, outputRow);
            for (int ky = 0; ky < window.height(); ky++) {
                for (int w = 0; w < y.width(); w++) {
                    for (int kx = 0; kx < window.width(); kx++) {
                        int at = ky * inputRow + (w * window.width() + kx) * channels;
                        int pixel = w * channels;
                        for (int c = 0; c < channels; c++) {
                            // Once given to the first maximum, nothing is left for an equal one.
                            float missed = Nonlinearity.positive(best[pixel + c] - rows[at + c]);
                            dx[at + c] = left[pixel + c] * (1 - missed);
                            left[pixel + c] *= missed;
                        }
                    }
                }
            }
            result.put(part * inputRows, dx, inputRows);
        });
    }
}
