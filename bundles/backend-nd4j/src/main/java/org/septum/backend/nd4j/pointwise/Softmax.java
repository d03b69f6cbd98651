// SPDX-License-Identifier: Apache-2.0
package org.septum.backend.nd4j.pointwise;

import java.util.List;
import org.septum.api.plan.Value;
import org.septum.backend.common.kernels.Lanes;
import org.septum.backend.common.kernels.Rows;
import org.septum.backend.common.kernels.Sizes;
import org.septum.backend.nd4j.memory.Bindings;
import org.septum.backend.nd4j.memory.Kernel;
import org.septum.backend.nd4j.memory.Memory;

/** Softmax and log-softmax over channels, and their gradients; every pixel by itself, its largest value subtracted. */
public final class Softmax implements Kernel {

    /** Works on one pixel. */
    @FunctionalInterface
    private interface Pixel {

        /**
         * @param values receives the result; holds x, or dy
         * @param outputs y, for gradients
         * @param at the pixel's first channel
         */
        void apply(float[] values, float[] outputs, int at, int channels);
    }

    private final Pixel pixel;
    private final Memory first;
    private final Memory second;
    private final Memory result;
    private final int channels;
    private final Rows rows;
    private final Lanes lanes;

    private Softmax(Pixel pixel, List<Value> inputs, Value result, Bindings bindings) {
        Sizes sizes = Sizes.of(result);
        this.pixel = pixel;
        this.first = bindings.memory(inputs.get(0));
        this.second = bindings.memory(inputs.get(inputs.size() - 1));
        this.result = bindings.memory(result);
        this.channels = sizes.channels();
        this.rows = Rows.of(sizes.pixels(), channels);
        this.lanes = bindings.lanes();
    }

    public static Kernel softmax(List<Value> inputs, Value result, Bindings bindings) {
        return new Softmax(
                (x, unused, at, channels) -> {
                    double logSum = logSumExp(x, at, channels);
                    for (int c = at; c < at + channels; c++) {
                        x[c] = (float) Math.exp(x[c] - logSum);
                    }
                },
                inputs,
                result,
                bindings);
    }

    public static Kernel softmaxGradient(List<Value> inputs, Value result, Bindings bindings) {
        return new Softmax(
                (dy, y, at, channels) -> {
                    double sum = 0;
                    for (int c = at; c < at + channels; c++) {
                        sum += dy[c] * y[c];
                    }
                    for (int c = at; c < at + channels; c++) {
                        dy[c] = (float) (y[c] * (dy[c] - sum));
                    }
                },
                inputs,
                result,
                bindings);
    }

    public static Kernel logSoftmax(List<Value> inputs, Value result, Bindings bindings) {
        return new Softmax(
                (x, unused, at, channels) -> {
                    double logSum = logSumExp(x, at, channels);
                    for (int c = at; c < at + channels; c++) {
                        x[c] = (float) (x[c] - logSum);
                    }
                },
                inputs,
                result,
                bindings);
    }

    public static Kernel logSoftmaxGradient(List<Value> inputs, Value result, Bindings bindings) {
        return new Softmax(
                (dy, y, at, channels) -> {
                    double sum = 0;
                    for (int c = at; c < at + channels; c++) {
                        sum += dy[c];
                    }
                    for (int c = at; c < at + channels; c++) {
                        dy[c] = (float) (dy[c] - Math.exp(y[c]) * sum);
                    }
                },
                inputs,
                result,
                bindings);
    }

    private static double logSumExp(float[] x, int at, int channels) {
        float largest = Float.NEGATIVE_INFINITY;
        for (int c = at; c < at + channels; c++) {
            largest = Math.max(largest, x[c]);
        }
        double sum = 0;
        for (int c = at; c < at + channels; c++) {
            sum += Math.exp(x[c] - largest);
        }
        return largest + Math.log(sum);
    }

    @Override
    public void run(long step) {
        lanes.run(rows.parts(), (part, workspace) -> {
            float[] values = workspace.array(0, rows.largest());
            float[] outputs = workspace.array(1, rows.largest());
            int from = rows.firstRow(part) * channels;
            int count = rows.rowsOf(part);
            first.get(from, values, count * channels);
            second.get(from, outputs, count * channels);
            for (int row = 0; row < count; row++) {
                pixel.apply(values, outputs, row * channels, channels);
            }
            result.put(from, values, count * channels);
        });
    }
}
