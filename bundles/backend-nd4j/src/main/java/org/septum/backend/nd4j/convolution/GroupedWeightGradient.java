// SPDX-License-Identifier: Apache-2.0
package org.septum.backend.nd4j.convolution;

import java.util.Arrays;
import org.septum.api.graph.Op;
import org.septum.api.plan.Plan;
import org.septum.backend.common.kernels.Lanes;
import org.septum.backend.common.kernels.Sizes;
import org.septum.backend.common.program.Kernel;
import org.septum.backend.nd4j.memory.Bindings;
import org.septum.backend.nd4j.memory.Memory;

/** x, dy -> dweight of a convolution in groups: one row of the kernel at a time, over all rows of all images in order. */
public final class GroupedWeightGradient implements Kernel {

    private final GroupedTaps taps;
    private final Memory x;
    private final Memory dy;
    private final Memory dweight;
    private final Lanes lanes;
    private final double[] sums;

    public GroupedWeightGradient(Op.Conv2d op, Plan.Call call, Bindings bindings) {
        this.taps = GroupedTaps.of(op, call.input(0), call.input(1), call.output(0));
        this.x = bindings.memory(call.input(0));
        this.dy = bindings.memory(call.input(1));
        this.dweight = bindings.memory(call.output(0));
        this.lanes = bindings.lanes();
        this.sums = new double[taps.kernel().area() * taps.weightsOfTap()];
    }

    @Override
    public void run(long step) {
        Arrays.fill(sums, 0);
        lanes.run(taps.kernel().height(), this::sumTapRow);
        int count = taps.kernel().area();
        for (int i = 0; i < taps.weightsOfTap(); i++) {
            for (int tap = 0; tap < count; tap++) {
                dweight.put(i * count + tap, (float) sums[tap * taps.weightsOfTap() + i]);
            }
        }
    }

    private void sumTapRow(int ky, Lanes.Workspace workspace) {
        Sizes in = taps.x();
        Sizes out = taps.y();
        int inputLength = in.width() * in.channels();
        int outputLength = out.width() * out.channels();
        float[] input = workspace.array(0, inputLength);
        float[] gradient = workspace.array(1, outputLength);
        for (int part = 0; part < out.batch() * out.height(); part++) {
            int row = taps.row(part % out.height(), ky);
            if (row < 0 || row >= in.height()) {
                continue;
            }
            x.get((part / out.height() * in.height() + row) * inputLength, input, inputLength);
            dy.get(part * outputLength, gradient, outputLength);
            for (int kx = 0; kx < taps.kernel().width(); kx++) {
                int tap = (ky * taps.kernel().width() + kx) * taps.weightsOfTap();
                for (int w = 0; w < out.width(); w++) {
                    int column = taps.column(w, kx);
                    if (column >= 0 && column < in.width()) {
                        taps.multiply(input, column * in.channels(), gradient, w * out.channels(), sums, tap);
                    }
                }
            }
        }
    }
}
