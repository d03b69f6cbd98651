// SPDX-License-Identifier: Apache-2.0
package org.septum.backend.nd4j.normalization;

import java.util.Arrays;
import org.septum.api.graph.Mode;
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
 * Batch normalization and the activation after it. In evaluation the running statistics are given; in training one pass over
 * the input finds each channel's mean and squared deviation: each piece about its own mean, the pieces joined by the formula of Chan, Golub and LeVeque
 * ("Updating Formulae and a Pairwise Algorithm for Computing Sample Variances", 1979), so that a mean that is large beside
 * the deviation costs no accuracy. A second pass normalizes.
 */
public final class BatchNormForward implements Kernel {

    private final Op.BatchNorm op;
    private final boolean training;
    private final Rows rows;
    private final int channels;
    private final Lanes lanes;
    private final Memory x;
    private final Memory y;
    private final Memory scale;
    private final Memory shift;
    private final Memory runningMean;
    private final Memory runningVariance;
    private final Memory mean;
    private final Memory inverseDeviation;
    private final double[] partMeans;
    private final double[] partSquares;
    private final float[] factor;
    private final float[] offset;

    public BatchNormForward(Op.BatchNorm op, Plan.Call call, Bindings bindings) {
        Sizes sizes = Sizes.of(call.input(0));
        this.op = op;
        this.channels = sizes.channels();
        this.rows = Rows.of(sizes.pixels(), channels);
        this.lanes = bindings.lanes();
        this.x = bindings.memory(call.input(0));
        this.scale = bindings.memory(call.input(1));
        this.shift = bindings.memory(call.input(2));
        this.runningMean = bindings.memory(call.input(3));
        this.runningVariance = bindings.memory(call.input(4));
        this.y = bindings.memory(call.output(0));
        this.training = op.mode() == Mode.TRAINING;
        this.mean = training ? bindings.memory(call.output(1)) : null;
        this.inverseDeviation = training ? bindings.memory(call.output(2)) : null;
        this.partMeans = new double[training ? rows.parts() * channels : 0];
        this.partSquares = new double[partMeans.length];
        this.factor = new float[channels];
        this.offset = new float[channels];
    }

    @Override
    public void run(long step) {
        if (training) {
            lanes.run(rows.parts(), this::statistics);
        }
        for (int c = 0; c < channels; c++) {
            if (training) {
                join(c);
            } else {
                take(c);
            }
        }
        lanes.run(rows.parts(), this::normalize);
    }

    private void statistics(int part, Lanes.Workspace workspace) {
        float[] values = workspace.array(0, rows.largest());
        float[] sum = workspace.array(1, channels);
        float[] squares = workspace.array(2, channels);
        int count = rows.rowsOf(part);
        x.get(rows.firstRow(part) * channels, values, count * channels);
        Arrays.fill(sum, 0, channels, 0);
        Arrays.fill(squares, 0, channels, 0);
        for (int row = 0; row < count; row++) {
            int at = row * channels;
            for (int c = 0; c < channels; c++) {
                sum[c] += values[at + c];
            }
        }
        for (int c = 0; c < channels; c++) {
            sum[c] /= count;
        }
        for (int row = 0; row < count; row++) {
            int at = row * channels;
            for (int c = 0; c < channels; c++) {
                float deviation = values[at + c] - sum[c];
                squares[c] += deviation * deviation;
            }
        }
        for (int c = 0; c < channels; c++) {
            partMeans[part * channels + c] = sum[c];
            partSquares[part * channels + c] = squares[c];
        }
    }

    private void join(int channel) {
        double mean = 0;
        double squares = 0;
        double count = 0;
        for (int part = 0; part < rows.parts(); part++) {
            double more = rows.rowsOf(part);
            double difference = partMeans[part * channels + channel] - mean;
            mean += difference * more / (count + more);
            squares += partSquares[part * channels + channel] + difference * difference * count * more / (count + more);
            count += more;
        }
        float inverse = (float) (1 / Math.sqrt(squares / count + op.epsilon()));
        this.mean.put(channel, (float) mean);
        inverseDeviation.put(channel, inverse);
        factor[channel] = inverse * scale.get(channel);
        offset[channel] = shift.get(channel) - (float) mean * factor[channel];
        double momentum = op.momentum();
        runningMean.put(channel, (float) ((1 - momentum) * runningMean.get(channel) + momentum * mean));
        runningVariance.put(
                channel, (float) ((1 - momentum) * runningVariance.get(channel) + momentum * squares / (count - 1)));
    }

    private void take(int channel) {
        double deviation = Math.sqrt(runningVariance.get(channel) + op.epsilon());
        factor[channel] = (float) (scale.get(channel) / deviation);
        offset[channel] = shift.get(channel) - runningMean.get(channel) * factor[channel];
    }

    private void normalize(int part, Lanes.Workspace workspace) {
        float[] values = workspace.array(0, rows.largest());
        int count = rows.rowsOf(part);
        int from = rows.firstRow(part) * channels;
        x.get(from, values, count * channels);
        for (int row = 0; row < count; row++) {
            int at = row * channels;
            for (int c = 0; c < channels; c++) {
                values[at + c] = values[at + c] * factor[c] + offset[c];
            }
        }
        Nonlinearity.apply(op.activation(), values, count * channels);
        y.put(from, values, count * channels);
    }
}
