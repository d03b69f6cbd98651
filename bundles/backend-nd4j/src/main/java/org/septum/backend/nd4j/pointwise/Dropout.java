// SPDX-License-Identifier: Apache-2.0
package org.septum.backend.nd4j.pointwise;

import org.septum.api.graph.Op;
import org.septum.api.plan.Value;
import org.septum.backend.common.kernels.DropoutNoise;
import org.septum.backend.common.kernels.Lanes;
import org.septum.backend.common.kernels.Rows;
import org.septum.backend.common.kernels.Sizes;
import org.septum.backend.nd4j.memory.Bindings;
import org.septum.backend.nd4j.memory.Kernel;
import org.septum.backend.nd4j.memory.Memory;

/** Dropout with counter-based noise. */
public final class Dropout implements Kernel {

    private final DropoutNoise noise;
    private final Sizes sizes;
    private final Memory x;
    private final Memory y;
    private final Memory mask;
    private final Lanes lanes;

    public Dropout(Op.Dropout op, Value x, Value y, Value mask, Bindings bindings) {
        this.sizes = Sizes.of(x);
        this.noise = new DropoutNoise(op, sizes, bindings.seed());
        this.x = bindings.memory(x);
        this.y = bindings.memory(y);
        this.mask = bindings.memory(mask);
        this.lanes = bindings.lanes();
    }

    @Override
    public void run(long step) {
        int channels = sizes.channels();
        Rows rows = Rows.of(sizes.pixels(), channels);
        lanes.run(rows.parts(), (part, workspace) -> {
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
