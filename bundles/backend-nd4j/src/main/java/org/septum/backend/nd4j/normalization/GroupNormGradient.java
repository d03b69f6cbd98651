// SPDX-License-Identifier: Apache-2.0
package org.septum.backend.nd4j.normalization;

import org.septum.api.plan.Plan;
import org.septum.backend.common.kernels.Lanes;
import org.septum.backend.common.kernels.Sizes;
import org.septum.backend.common.program.Kernel;
import org.septum.backend.nd4j.memory.Bindings;
import org.septum.backend.nd4j.memory.Memory;

/**
 * The gradient of group normalization: one pass for the sums of dy and dy x, one for dx = a dy + b x + c with three numbers for
 * each sample and channel.
 */
public final class GroupNormGradient implements Kernel {

    private final Sizes sizes;
    private final int groups;
    private final Memory dy;
    private final Memory x;
    private final Memory scale;
    private final Memory means;
    private final Memory inverseDeviations;
    private final Memory dx;
    private final Memory dscale;
    private final Memory dshift;
    private final Lanes lanes;
    private final SampleSums sums;
    private final float[] ofGradient;
    private final float[] ofInput;
    private final float[] offsets;

    public GroupNormGradient(Plan.Call call, Bindings bindings) {
        this.sizes = Sizes.of(call.input(1));
        this.groups = call.input(3).dimension(1);
        this.dy = bindings.memory(call.input(0));
        this.x = bindings.memory(call.input(1));
        this.scale = bindings.memory(call.input(2));
        this.means = bindings.memory(call.input(3));
        this.inverseDeviations = bindings.memory(call.input(4));
        this.dx = bindings.memory(call.output(0));
        this.dscale = bindings.memory(call.output(1));
        this.dshift = bindings.memory(call.output(2));
        this.lanes = bindings.lanes();
        this.sums = new SampleSums(sizes, lanes);
        this.ofGradient = new float[sizes.batch() * sizes.channels()];
        this.ofInput = new float[sizes.batch() * sizes.channels()];
        this.offsets = new float[sizes.batch() * sizes.channels()];
    }

    @Override
    public void run(long step) {
        int channels = sizes.channels();
        int length = sizes.width() * channels;
        sums.compute((row, workspace, sum, products) -> {
            float[] gradients = workspace.array(0, length);
            float[] values = workspace.array(1, length);
            dy.get(row * length, gradients, length);
            x.get(row * length, values, length);
            for (int at = 0; at < length; at += channels) {
                for (int c = 0; c < channels; c++) {
                    double gradient = gradients[at + c];
                    sum[c] += gradient;
                    products[c] += gradient * values[at + c];
                }
            }
        });
        ofParameters();
        for (int sample = 0; sample < sizes.batch(); sample++) {
            for (int group = 0; group < groups; group++) {
                coefficients(sample, group);
            }
        }
        lanes.run(sizes.batch() * sizes.height(), (row, workspace) -> {
            float[] gradients = workspace.array(0, length);
            float[] values = workspace.array(1, length);
            dy.get(row * length, gradients, length);
            x.get(row * length, values, length);
            int first = row / sizes.height() * channels;
            for (int at = 0; at < length; at += channels) {
                for (int c = 0; c < channels; c++) {
                    gradients[at + c] = ofGradient[first + c] * gradients[at + c]
                            + ofInput[first + c] * values[at + c]
                            + offsets[first + c];
                }
            }
            dx.put(row * length, gradients, length);
        });
    }

    private void ofParameters() {
        int together = sizes.channels() / groups;
        for (int c = 0; c < sizes.channels(); c++) {
            double ofScale = 0;
            double ofShift = 0;
            for (int sample = 0; sample < sizes.batch(); sample++) {
                ofScale += normalizedProduct(sample, c, sample * groups + c / together);
                ofShift += sums.first(sample, c);
            }
            dscale.put(c, (float) ofScale);
            dshift.put(c, (float) ofShift);
        }
    }

    /** The sum of dy times the normalized x. */
    private double normalizedProduct(int sample, int channel, int statistic) {
        double mean = means.get(statistic);
        return (sums.second(sample, channel) - mean * sums.first(sample, channel)) * inverseDeviations.get(statistic);
    }

    private void coefficients(int sample, int group) {
        int together = sizes.channels() / groups;
        int statistic = sample * groups + group;
        long count = (long) together * sizes.height() * sizes.width();
        double sum = 0;
        double product = 0;
        for (int c = group * together; c < (group + 1) * together; c++) {
            sum += scale.get(c) * sums.first(sample, c);
            product += scale.get(c) * normalizedProduct(sample, c, statistic);
        }
        double mean = means.get(statistic);
        double inverse = inverseDeviations.get(statistic);
        double slope = -inverse * inverse * product / count;
        for (int c = group * together; c < (group + 1) * together; c++) {
            int at = sample * sizes.channels() + c;
            ofGradient[at] = (float) (inverse * scale.get(c));
            ofInput[at] = (float) slope;
            offsets[at] = (float) (-slope * mean - inverse * sum / count);
        }
    }
}
