// SPDX-License-Identifier: Apache-2.0
package org.septum.backend.nd4j;

import java.util.Arrays;
import org.septum.api.plan.Value;

/** Sums over some roles. Each image row is summed by itself in double precision; rows are added in order. */
final class Sums implements Kernel {

    private final Sizes from;
    private final Sizes to;
    private final Memory input;
    private final Memory output;
    private final Lanes lanes;
    private final double[] rowSums;
    private final double[] totals;

    Sums(Value from, Value to, Bindings bindings) {
        this.from = Sizes.of(from);
        this.to = Sizes.of(to);
        this.input = bindings.memory(from);
        this.output = bindings.memory(to);
        this.lanes = bindings.lanes();
        this.rowSums = new double[this.from.batch() * this.from.height() * rowLength()];
        this.totals = new double[this.to.elements()];
    }

    private int rowLength() {
        return to.width() * to.channels();
    }

    @Override
    public void run(long step) {
        int length = from.width() * from.channels();
        lanes.run(from.batch() * from.height(), (part, workspace) -> {
            float[] values = workspace.array(0, length);
            input.get(part * length, values, length);
            int at = part * rowLength();
            Arrays.fill(rowSums, at, at + rowLength(), 0);
            for (int w = 0; w < from.width(); w++) {
                int target = at + (to.width() == 1 ? 0 : w * to.channels());
                for (int c = 0; c < from.channels(); c++) {
                    rowSums[target + (to.channels() == 1 ? 0 : c)] += values[w * from.channels() + c];
                }
            }
        });
        Arrays.fill(totals, 0);
        for (int image = 0; image < from.batch(); image++) {
            for (int row = 0; row < from.height(); row++) {
                int n = to.batch() == 1 ? 0 : image;
                int h = to.height() == 1 ? 0 : row;
                int target = (n * to.height() + h) * rowLength();
                int source = (image * from.height() + row) * rowLength();
                for (int i = 0; i < rowLength(); i++) {
                    totals[target + i] += rowSums[source + i];
                }
            }
        }
        for (int i = 0; i < totals.length; i++) {
            output.put(i, (float) totals[i]);
        }
    }
}
