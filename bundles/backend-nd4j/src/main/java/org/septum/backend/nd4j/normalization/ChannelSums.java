// SPDX-License-Identifier: Apache-2.0
package org.septum.backend.nd4j.normalization;

import java.util.Arrays;
import org.septum.api.plan.Value;
import org.septum.backend.common.kernels.Lanes;
import org.septum.backend.common.kernels.Rows;
import org.septum.backend.common.kernels.Sizes;
import org.septum.backend.common.program.Kernel;
import org.septum.backend.nd4j.memory.Bindings;
import org.septum.backend.nd4j.memory.Memory;

/** The sum of each channel over batch, height and width: the gradient of a bias. */
public final class ChannelSums {

    private ChannelSums() {}

    public static Kernel of(Value from, Value to, Bindings bindings) {
        int channels = Sizes.of(from).channels();
        Rows rows = Rows.of(Sizes.of(from).pixels(), channels);
        Lanes lanes = bindings.lanes();
        Memory source = bindings.memory(from);
        Memory target = bindings.memory(to);
        double[] sums = new double[rows.parts() * channels];
        return step -> {
            lanes.run(rows.parts(), (part, workspace) -> {
                float[] values = workspace.array(0, rows.largest());
                float[] sum = workspace.array(1, channels);
                int count = rows.rowsOf(part);
                source.get(rows.firstRow(part) * channels, values, count * channels);
                Arrays.fill(sum, 0, channels, 0);
                for (int row = 0; row < count; row++) {
                    int at = row * channels;
                    for (int c = 0; c < channels; c++) {
                        sum[c] += values[at + c];
                    }
                }
                for (int c = 0; c < channels; c++) {
                    sums[part * channels + c] = sum[c];
                }
            });
            for (int c = 0; c < channels; c++) {
                double total = 0;
                for (int part = 0; part < rows.parts(); part++) {
                    total += sums[part * channels + c];
                }
                target.put(c, (float) total);
            }
        };
    }
}
