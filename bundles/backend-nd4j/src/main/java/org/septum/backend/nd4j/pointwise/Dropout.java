// SPDX-License-Identifier: Apache-2.0
package org.septum.backend.nd4j.pointwise;

import org.septum.api.graph.Op;
import org.septum.api.plan.Plan;
import org.septum.backend.common.kernels.DropoutNoise;
import org.septum.backend.common.kernels.Lanes;
import org.septum.backend.common.kernels.Rows;
import org.septum.backend.common.kernels.Sizes;
import org.septum.backend.common.program.Kernel;
import org.septum.backend.nd4j.memory.Bindings;
import org.septum.backend.nd4j.memory.Memory;

/** Dropout with counter-based noise. */
public final class Dropout {

    private Dropout() {}

    /** x -> y, mask. */
    public static Kernel forward(Op.Dropout op, Plan.Call call, Bindings bindings) {
        Sizes sizes = Sizes.of(call.input(0));
        int channels = sizes.channels();
        DropoutNoise noise = new DropoutNoise(op, sizes, bindings.seed());
        Memory x = bindings.memory(call.input(0));
        Memory y = bindings.memory(call.output(0));
        Memory mask = bindings.memory(call.output(1));
        Rows rows = Rows.of(sizes.pixels(), channels);
        Lanes lanes = bindings.lanes();
        return step -> lanes.run(rows.parts(), (part, workspace) -> {
            float[] values = workspace.array(0, rows.largest());
            float[] masks = workspace.array(1, rows.largest());
            int first = rows.firstRow(part);
            int length = rows.rowsOf(part) * channels;
            x.get(first * channels, values, length);
            noise.fill(step, first, rows.rowsOf(part), masks);
            for (int i = 0; i < length; i++) {
                values[i] *= masks[i];
            }
            mask.put(first * channels, masks, length);
            y.put(first * channels, values, length);
        });
    }
}
