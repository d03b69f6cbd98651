// SPDX-License-Identifier: Apache-2.0
package org.septum.backend.nd4j.layer;

import java.util.Arrays;
import org.septum.api.graph.Op;
import org.septum.api.plan.Plan;
import org.septum.api.plan.Value;
import org.septum.backend.common.kernels.Lanes;
import org.septum.backend.common.kernels.Sizes;
import org.septum.backend.common.program.Kernel;
import org.septum.backend.nd4j.memory.Bindings;
import org.septum.backend.nd4j.memory.Memory;

/**
 * Upsampling by a whole factor, and its gradient. Both interpolations are sums over at most two rows and two columns with
 * fixed weights; the gradient runs over the same pairs the other way round, one image at a time.
 */
public final class Upsampling {

    /** For each output index the two input indices it draws on and the weight of the second. */
    private record Taps(int[] first, int[] second, float[] weight) {

        static Taps of(int size, int factor, Op.Interpolation interpolation) {
            int[] first = new int[size * factor];
            int[] second = new int[size * factor];
            float[] weight = new float[size * factor];
            for (int i = 0; i < first.length; i++) {
                if (interpolation == Op.Interpolation.NEAREST) {
                    first[i] = i / factor;
                    second[i] = first[i];
                } else {
                    double position = Math.max(0, (i + 0.5) / factor - 0.5);
                    first[i] = (int) position;
                    second[i] = Math.min(first[i] + 1, size - 1);
                    weight[i] = (float) (position - first[i]);
                }
            }
            return new Taps(first, second, weight);
        }
    }

    private final Sizes small;
    private final Sizes large;
    private final Taps rows;
    private final Taps columns;
    private final Lanes lanes;

    private Upsampling(Op.Upsample op, Value small, Value large, Bindings bindings) {
        this.small = Sizes.of(small);
        this.large = Sizes.of(large);
        this.rows = Taps.of(this.small.height(), op.factor().height(), op.interpolation());
        this.columns = Taps.of(this.small.width(), op.factor().width(), op.interpolation());
        this.lanes = bindings.lanes();
    }

    /** x -> y. */
    public static Kernel forward(Op.Upsample op, Plan.Call call, Bindings bindings) {
        Upsampling upsampling = new Upsampling(op, call.input(0), call.output(0), bindings);
        Memory input = bindings.memory(call.input(0));
        Memory output = bindings.memory(call.output(0));
        return step -> upsampling.forward(input, output);
    }

    /** dy -> dx. */
    public static Kernel backward(Op.UpsampleBackward op, Plan.Call call, Bindings bindings) {
        Upsampling upsampling = new Upsampling(op.forward(), call.output(0), call.input(0), bindings);
        Memory gradient = bindings.memory(call.input(0));
        Memory result = bindings.memory(call.output(0));
        return step -> upsampling.backward(gradient, result);
    }

    private void forward(Memory input, Memory output) {
        int from = small.width() * small.channels();
        int to = large.width() * large.channels();
        lanes.run(large.batch() * large.height(), (part, workspace) -> {
            int image = part / large.height();
            int h = part % large.height();
            float[] upper = workspace.array(0, from);
            float[] lower = workspace.array(1, from);
            float[] row = workspace.array(2, to);
            input.get((image * small.height() + rows.first[h]) * from, upper, from);
            input.get((image * small.height() + rows.second[h]) * from, lower, from);
            float weight = rows.weight[h];
            for (int i = 0; i < from; i++) {
                upper[i] += weight * (lower[i] - upper[i]);
            }
            int channels = small.channels();
            for (int w = 0; w < large.width(); w++) {
                int left = columns.first[w] * channels;
                int right = columns.second[w] * channels;
                float share = columns.weight[w];
                for (int c = 0; c < channels; c++) {
                    row[w * channels + c] = upper[left + c] + share * (upper[right + c] - upper[left + c]);
                }
            }
            output.put(part * to, row, to);
        });
    }

    private void backward(Memory gradient, Memory result) {
        int from = large.width() * large.channels();
        int to = small.width() * small.channels();
        lanes.run(large.batch(), (image, workspace) -> {
            float[] row = workspace.array(0, from);
            float[] narrow = workspace.array(1, to);
            float[] dx = workspace.array(2, small.height() * to);
            Arrays.fill(dx, 0, small.height() * to, 0);
            int channels = small.channels();
            for (int h = 0; h < large.height(); h++) {
                gradient.get((image * large.height() + h) * from, row, from);
                Arrays.fill(narrow, 0, to, 0);
                for (int w = 0; w < large.width(); w++) {
                    float share = columns.weight[w];
                    for (int c = 0; c < channels; c++) {
                        float value = row[w * channels + c];
                        narrow[columns.first[w] * channels + c] += (1 - share) * value;
                        narrow[columns.second[w] * channels + c] += share * value;
                    }
                }
                float weight = rows.weight[h];
                int upper = rows.first[h] * to;
                int lower = rows.second[h] * to;
                for (int i = 0; i < to; i++) {
                    dx[upper + i] += (1 - weight) * narrow[i];
                    dx[lower + i] += weight * narrow[i];
                }
            }
            result.put(image * small.height() * to, dx, small.height() * to);
        });
    }
}
