// SPDX-License-Identifier: Apache-2.0
package org.septum.backend.nd4j.normalization;

import java.util.Arrays;
import org.septum.api.graph.Op;
import org.septum.api.plan.Plan;
import org.septum.backend.common.kernels.Lanes;
import org.septum.backend.common.kernels.Rows;
import org.septum.backend.common.kernels.Sizes;
import org.septum.backend.common.program.Kernel;
import org.septum.backend.nd4j.memory.Bindings;
import org.septum.backend.nd4j.memory.Memory;
import org.septum.backend.nd4j.pointwise.Nonlinearity;

/**
 * The gradient of batch normalization and of the activation after it. With g the gradient before the activation and n the
 * normalized input: dshift = sum g, dscale = sum g n, dx = scale / deviation * (g - mean g - n mean(g n)). One pass finds
 * the sums, a second one computes dx.
 */
public final class BatchNormGradient implements Kernel {

    private final Op.BatchNorm op;
    private final Rows rows;
    private final int channels;
    private final Lanes lanes;
    private final Memory dy;
    private final Memory x;
    private final Memory y;
    private final Memory scale;
    private final Memory mean;
    private final Memory inverseDeviation;
    private final Memory dx;
    private final Memory dscale;
    private final Memory dshift;
    private final double[] partShift;
    private final double[] partScale;
    private final float[] means;
    private final float[] inverses;
    private final float[] gradientFactor;
    private final float[] inputFactor;
    private final float[] offset;

    public BatchNormGradient(Op.BatchNormBackward op, Plan.Call call, Bindings bindings) {
        Sizes sizes = Sizes.of(call.input(0));
        this.op = op.forward();
        this.channels = sizes.channels();
        this.rows = Rows.of(sizes.pixels(), channels);
        this.lanes = bindings.lanes();
        this.dy = bindings.memory(call.input(0));
        this.x = bindings.memory(call.input(1));
        this.y = bindings.memory(call.input(2));
        this.scale = bindings.memory(call.input(3));
        this.mean = bindings.memory(call.input(4));
        this.inverseDeviation = bindings.memory(call.input(5));
        this.dx = bindings.memory(call.output(0));
        this.dscale = bindings.memory(call.output(1));
        this.dshift = bindings.memory(call.output(2));
        this.partShift = new double[rows.parts() * channels];
        this.partScale = new double[rows.parts() * channels];
        this.means = new float[channels];
        this.inverses = new float[channels];
        this.gradientFactor = new float[channels];
        this.inputFactor = new float[channels];
        this.offset = new float[channels];
    }

    @Override
    public void run(long step) {
        mean.get(0, means, channels);
        inverseDeviation.get(0, inverses, channels);
        lanes.run(rows.parts(), this::sums);
        for (int c = 0; c < channels; c++) {
            join(c);
        }
        lanes.run(rows.parts(), this::inputGradient);
    }

    /** dy before the activation, for the rows of a part. */
    private void gradient(int from, int length, float[] gradient, float[] outputs) {
        dy.get(from, gradient, length);
        if (op.activation().function() != org.septum.api.graph.Activation.Function.IDENTITY) {
            y.get(from, outputs, length);
            Nonlinearity.multiplyBySlope(op.activation(), outputs, gradient, length);
        }
    }

    private void sums(int part, Lanes.Workspace workspace) {
        float[] gradient = workspace.array(0, rows.largest());
        float[] values = workspace.array(1, rows.largest());
        float[] sum = workspace.array(2, channels);
        float[] product = workspace.array(3, channels);
        int count = rows.rowsOf(part);
        int from = rows.firstRow(part) * channels;
        gradient(from, count * channels, gradient, values);
        x.get(from, values, count * channels);
        Arrays.fill(sum, 0, channels, 0);
        Arrays.fill(product, 0, channels, 0);
        for (int row = 0; row < count; row++) {
            int at = row * channels;
            for (int c = 0; c < channels; c++) {
                sum[c] += gradient[at + c];
            }
            for (int c = 0; c < channels; c++) {
                product[c] += gradient[at + c] * (values[at + c] - means[c]);
            }
        }
        for (int c = 0; c < channels; c++) {
            partShift[part * channels + c] = sum[c];
            partScale[part * channels + c] = product[c];
        }
    }

    private void join(int c) {
        double shiftSum = 0;
        double scaleSum = 0;
        for (int part = 0; part < rows.parts(); part++) {
            shiftSum += partShift[part * channels + c];
            scaleSum += partScale[part * channels + c];
        }
        scaleSum *= inverses[c];
        dshift.put(c, (float) shiftSum);
        dscale.put(c, (float) scaleSum);
        double factor = (double) scale.get(c) * inverses[c];
        double slope = -factor * scaleSum * inverses[c] / rows.rows();
        gradientFactor[c] = (float) factor;
        inputFactor[c] = (float) slope;
        offset[c] = (float) (-factor * shiftSum / rows.rows());
    }

    private void inputGradient(int part, Lanes.Workspace workspace) {
        float[] gradient = workspace.array(0, rows.largest());
        float[] values = workspace.array(1, rows.largest());
        int count = rows.rowsOf(part);
        int from = rows.firstRow(part) * channels;
        gradient(from, count * channels, gradient, values);
        x.get(from, values, count * channels);
        for (int row = 0; row < count; row++) {
            int at = row * channels;
            for (int c = 0; c < channels; c++) {
                gradient[at + c] =
                        gradient[at + c] * gradientFactor[c] + (values[at + c] - means[c]) * inputFactor[c] + offset[c];
            }
        }
        dx.put(from, gradient, count * channels);
    }
}
