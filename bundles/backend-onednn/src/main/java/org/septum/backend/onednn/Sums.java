// SPDX-License-Identifier: Apache-2.0
package org.septum.backend.onednn;

import java.util.Arrays;

/**
 * Sums over some roles, in double precision: each image row by itself, then rows in order. oneDNN's own reduction is a plain
 * loop in float32 on one thread.
 */
final class Sums implements Kernel {

    private final Operand from;
    private final Operand to;
    private final Place source;
    private final Place result;
    private final Lanes lanes;
    private final double[] rowSums;
    private final double[] totals;
    private Floats input;
    private Floats output;

    Sums(Node node, Compilation compilation) {
        this.from = node.in(0);
        this.to = node.out(0);
        this.source = compilation.as(Element.FLOAT32, from);
        this.result = compilation.place(to);
        this.lanes = compilation.session().lanes();
        this.rowSums = new double[from.dimension(0) * from.dimension(2) * rowLength()];
        this.totals = new double[Math.toIntExact(to.elements())];
    }

    private int rowLength() {
        return to.dimension(3) * to.channels();
    }

    @Override
    public void bind() {
        input = new Floats(source.address(), from.elements());
        output = new Floats(result.address(), to.elements());
    }

    @Override
    public void run(long step) {
        lanes.run(from.dimension(0) * from.dimension(2), from.dimension(3) * from.channels(), this::sumRow);
        Arrays.fill(totals, 0);
        for (int image = 0; image < from.dimension(0); image++) {
            for (int row = 0; row < from.dimension(2); row++) {
                int n = to.dimension(0) == 1 ? 0 : image;
                int h = to.dimension(2) == 1 ? 0 : row;
                int target = (n * to.dimension(2) + h) * rowLength();
                int start = (image * from.dimension(2) + row) * rowLength();
                for (int i = 0; i < rowLength(); i++) {
                    totals[target + i] += rowSums[start + i];
                }
            }
        }
        for (int i = 0; i < totals.length; i++) {
            output.put(i, (float) totals[i]);
        }
    }

    private void sumRow(int part, Lanes.Workspace workspace) {
        int channels = from.channels();
        int width = from.dimension(3);
        float[] values = workspace.array(0, width * channels);
        input.get(part * width * channels, values, width * channels);
        int at = part * rowLength();
        Arrays.fill(rowSums, at, at + rowLength(), 0);
        for (int w = 0; w < width; w++) {
            int target = at + (to.dimension(3) == 1 ? 0 : w * to.channels());
            for (int c = 0; c < channels; c++) {
                rowSums[target + (to.channels() == 1 ? 0 : c)] += values[w * channels + c];
            }
        }
    }
}
