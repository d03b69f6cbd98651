// SPDX-License-Identifier: Apache-2.0
package org.septum.backend.common.kernels;

import java.util.Arrays;

/**
 * Sums over some roles, in double precision: each image row by itself, then rows in order. oneDNN's own reduction is a plain
 * loop in float32 on one thread.
 */
final class Sums implements HostKernel {

    private final Sizes from;
    private final Sizes to;
    private final Lanes lanes;
    private double[] rowSums = new double[0];
    private double[] totals = new double[0];

    Sums(Sizes from, Sizes to, Lanes lanes) {
        this.from = from;
        this.to = to;
        this.lanes = lanes;
    }

    private int rowLength() {
        return to.width() * to.channels();
    }

    @Override
    public void run(long step, Floats[] inputs, Floats[] outputs) {
        if (totals.length == 0) {
            rowSums = new double[from.batch() * from.height() * rowLength()];
            totals = new double[to.elements()];
        }
        lanes.run(
                from.batch() * from.height(),
                from.width() * from.channels(),
                (part, workspace) -> sumRow(inputs[0], part, workspace));
        Arrays.fill(totals, 0);
        for (int image = 0; image < from.batch(); image++) {
            for (int row = 0; row < from.height(); row++) {
                int n = to.batch() == 1 ? 0 : image;
                int h = to.height() == 1 ? 0 : row;
                int target = (n * to.height() + h) * rowLength();
                int start = (image * from.height() + row) * rowLength();
                for (int i = 0; i < rowLength(); i++) {
                    totals[target + i] += rowSums[start + i];
                }
            }
        }
        for (int i = 0; i < totals.length; i++) {
            outputs[0].put(i, (float) totals[i]);
        }
    }

    private void sumRow(Floats input, int part, Lanes.Workspace workspace) {
        int channels = from.channels();
        int width = from.width();
        float[] values = workspace.array(0, width * channels);
        input.get(part * width * channels, values, width * channels);
        int at = part * rowLength();
        Arrays.fill(rowSums, at, at + rowLength(), 0);
        for (int w = 0; w < width; w++) {
            int target = at + (to.width() == 1 ? 0 : w * to.channels());
            for (int c = 0; c < channels; c++) {
                rowSums[target + (to.channels() == 1 ? 0 : c)] += values[w * channels + c];
            }
        }
    }
}
