// SPDX-License-Identifier: Apache-2.0
package org.septum.backend.nd4j.normalization;

import java.util.Arrays;
import org.septum.backend.common.kernels.Lanes;
import org.septum.backend.common.kernels.Sizes;

/** Two sums for each channel of each sample; image rows are summed by themselves in double precision and added in order. */
public final class SampleSums {

    /** What is summed. */
    @FunctionalInterface
    public interface Row {
        /** Adds one image row, [width, channels], to its sums, [channels] each. */
        void add(int row, Lanes.Workspace workspace, double[] first, double[] second);
    }

    private final Sizes sizes;
    private final Lanes lanes;
    private final double[][] firstOfRow;
    private final double[][] secondOfRow;
    private final double[] first;
    private final double[] second;

    public SampleSums(Sizes sizes, Lanes lanes) {
        this.sizes = sizes;
        this.lanes = lanes;
        this.firstOfRow = new double[sizes.batch() * sizes.height()][sizes.channels()];
        this.secondOfRow = new double[sizes.batch() * sizes.height()][sizes.channels()];
        this.first = new double[sizes.batch() * sizes.channels()];
        this.second = new double[sizes.batch() * sizes.channels()];
    }

    public void compute(Row what) {
        lanes.run(firstOfRow.length, (row, workspace) -> {
            Arrays.fill(firstOfRow[row], 0);
            Arrays.fill(secondOfRow[row], 0);
            what.add(row, workspace, firstOfRow[row], secondOfRow[row]);
        });
        Arrays.fill(first, 0);
        Arrays.fill(second, 0);
        for (int row = 0; row < firstOfRow.length; row++) {
            int at = row / sizes.height() * sizes.channels();
            for (int c = 0; c < sizes.channels(); c++) {
                first[at + c] += firstOfRow[row][c];
                second[at + c] += secondOfRow[row][c];
            }
        }
    }

    /** The first sum of each sample and channel. */
    public double first(int sample, int channel) {
        return first[sample * sizes.channels() + channel];
    }

    /** The second sum of each sample and channel. */
    public double second(int sample, int channel) {
        return second[sample * sizes.channels() + channel];
    }
}
