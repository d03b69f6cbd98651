// SPDX-License-Identifier: Apache-2.0
package org.septum.backend.nd4j.normalization;

import java.util.Arrays;
import org.septum.api.plan.Value;
import org.septum.backend.common.kernels.Lanes;
import org.septum.backend.common.kernels.Rows;
import org.septum.backend.common.kernels.Sizes;
import org.septum.backend.nd4j.memory.Bindings;
import org.septum.backend.nd4j.memory.Kernel;
import org.septum.backend.nd4j.memory.Memory;

/** The sum of each channel over batch, height and width: the gradient of a bias. */
public final class ChannelSums implements Kernel {

    private final Rows rows;
    private final int channels;
    private final Lanes lanes;
    private final Memory from;
    private final Memory to;
    private final double[] sums;

    public ChannelSums(Value from, Value to, Bindings bindings) {
        Sizes sizes = Sizes.of(from);
        this.channels = sizes.channels();
        this.rows = Rows.of(sizes.pixels(), channels);
        this.lanes = bindings.lanes();
        this.from = bindings.memory(from);
        this.to = bindings.memory(to);
        this.sums = new double[rows.parts() * channels];
    }

    @Override
    public void run(long step) {
        lanes.run(rows.parts(), (part, workspace) -> {
            float[] values = workspace.array(0, rows.largest());
            float[] sum = workspace.array(1, channels);
            int count = rows.rowsOf(part);
            from.get(rows.firstRow(part) * channels, values, count * channels);
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
            to.put(c, (float) total);
        }
    }
}
