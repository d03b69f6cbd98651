// SPDX-License-Identifier: Apache-2.0
package org.septum.backend.nd4j.normalization;

import org.septum.api.graph.Op;
import org.septum.api.plan.Plan;
import org.septum.backend.common.kernels.Lanes;
import org.septum.backend.common.kernels.Rows;
import org.septum.backend.common.kernels.Sizes;
import org.septum.backend.nd4j.memory.Bindings;
import org.septum.backend.nd4j.memory.Kernel;
import org.septum.backend.nd4j.memory.Memory;
import org.septum.backend.nd4j.pointwise.Nonlinearity;

/** Batch normalization with running statistics, and the activation after it. */
public final class BatchNormEvaluation implements Kernel {

    private final Op.BatchNorm op;
    private final Rows rows;
    private final int channels;
    private final Lanes lanes;
    private final Memory x;
    private final Memory y;
    private final Memory scale;
    private final Memory shift;
    private final Memory mean;
    private final Memory variance;
    private final float[] factor;
    private final float[] offset;

    public BatchNormEvaluation(Op.BatchNorm op, Plan.Call call, Bindings bindings) {
        Sizes sizes = Sizes.of(call.input(0));
        this.op = op;
        this.channels = sizes.channels();
        this.rows = Rows.of(sizes.pixels(), channels);
        this.lanes = bindings.lanes();
        this.x = bindings.memory(call.input(0));
        this.scale = bindings.memory(call.input(1));
        this.shift = bindings.memory(call.input(2));
        this.mean = bindings.memory(call.input(3));
        this.variance = bindings.memory(call.input(4));
        this.y = bindings.memory(call.output(0));
        this.factor = new float[channels];
        this.offset = new float[channels];
    }

    @Override
    public void run(long step) {
        for (int c = 0; c < channels; c++) {
            factor[c] = (float) (scale.get(c) / Math.sqrt(variance.get(c) + op.epsilon()));
            offset[c] = shift.get(c) - mean.get(c) * factor[c];
        }
        lanes.run(rows.parts(), (part, workspace) -> {
            float[] values = workspace.array(0, rows.largest());
            int count = rows.rowsOf(part);
            int from = rows.firstRow(part) * channels;
            x.get(from, values, count * channels);
            Channelwise.affine(values, count, channels, factor, offset);
            Nonlinearity.apply(op.activation(), values, count * channels);
            y.put(from, values, count * channels);
        });
    }
}
