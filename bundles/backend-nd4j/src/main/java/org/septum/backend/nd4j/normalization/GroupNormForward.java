// SPDX-License-Identifier: Apache-2.0
package org.septum.backend.nd4j.normalization;

import org.septum.api.graph.Op;
import org.septum.api.plan.Plan;
import org.septum.backend.common.kernels.Lanes;
import org.septum.backend.common.kernels.Sizes;
import org.septum.backend.common.program.Kernel;
import org.septum.backend.nd4j.memory.Bindings;
import org.septum.backend.nd4j.memory.Memory;

/** Group normalization: one pass for the sums, one for the result, y = factor x + offset for each sample and channel. */
public final class GroupNormForward implements Kernel {

    private final Op.GroupNorm op;
    private final Sizes sizes;
    private final Memory x;
    private final Memory scale;
    private final Memory shift;
    private final Memory y;
    private final Memory means;
    private final Memory inverseDeviations;
    private final Lanes lanes;
    private final SampleSums sums;
    private final float[] factors;
    private final float[] offsets;

    public GroupNormForward(Op.GroupNorm op, Plan.Call call, Bindings bindings) {
        this.op = op;
        this.sizes = Sizes.of(call.input(0));
        this.x = bindings.memory(call.input(0));
        this.scale = bindings.memory(call.input(1));
        this.shift = bindings.memory(call.input(2));
        this.y = bindings.memory(call.output(0));
        this.means = bindings.memory(call.output(1));
        this.inverseDeviations = bindings.memory(call.output(2));
        this.lanes = bindings.lanes();
        this.sums = new SampleSums(sizes, lanes);
        this.factors = new float[sizes.batch() * sizes.channels()];
        this.offsets = new float[sizes.batch() * sizes.channels()];
    }

    @Override
    public void run(long step) {
        int channels = sizes.channels();
        int length = sizes.width() * channels;
        sums.compute((row, workspace, sum, squares) -> {
            float[] values = workspace.array(0, length);
            x.get(row * length, values, length);
            for (int at = 0; at < length; at += channels) {
                for (int c = 0; c < channels; c++) {
                    double value = values[at + c];
                    sum[c] += value;
                    squares[c] += value * value;
                }
            }
        });
        for (int sample = 0; sample < sizes.batch(); sample++) {
            for (int group = 0; group < op.groups(); group++) {
                statistics(sample, group);
            }
        }
        lanes.run(sizes.batch() * sizes.height(), (row, workspace) -> {
            float[] values = workspace.array(0, length);
            x.get(row * length, values, length);
            int first = row / sizes.height() * channels;
            for (int at = 0; at < length; at += channels) {
                for (int c = 0; c < channels; c++) {
                    values[at + c] = factors[first + c] * values[at + c] + offsets[first + c];
                }
            }
            y.put(row * length, values, length);
        });
    }

    private void statistics(int sample, int group) {
        int together = sizes.channels() / op.groups();
        long count = (long) together * sizes.height() * sizes.width();
        double sum = 0;
        double squares = 0;
        for (int c = group * together; c < (group + 1) * together; c++) {
            sum += sums.first(sample, c);
            squares += sums.second(sample, c);
        }
        double mean = sum / count;
        double inverse = 1 / Math.sqrt(Math.max(0, squares / count - mean * mean) + op.epsilon());
        means.put(sample * op.groups() + group, (float) mean);
        inverseDeviations.put(sample * op.groups() + group, (float) inverse);
        for (int c = group * together; c < (group + 1) * together; c++) {
            double factor = scale.get(c) * inverse;
            factors[sample * sizes.channels() + c] = (float) factor;
            offsets[sample * sizes.channels() + c] = (float) (shift.get(c) - mean * factor);
        }
    }
}
