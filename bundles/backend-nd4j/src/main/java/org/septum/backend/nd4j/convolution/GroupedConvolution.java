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

/** Convolution in groups and its input's gradient, on Java arrays, one row of the result at a time: ND4J has no such operation. */
public final class GroupedConvolution {

    private GroupedConvolution() {}

    /** Whether an operation is a convolution in several groups, or one of its gradients. */
    public static boolean computes(Op op) {
        if (op instanceof Op.Conv2d convolution) {
            return convolution.groups() > 1;
        }
        if (op instanceof Op.Conv2dBackwardInput backward) {
            return backward.forward().groups() > 1;
        }
        return op instanceof Op.Conv2dBackwardWeights backward
                && backward.forward().groups() > 1;
    }

    /** x, weight, bias -> y. */
    public static Kernel forward(Op.Conv2d op, Plan.Call call, Bindings bindings) {
        GroupedTaps taps = GroupedTaps.of(op, call.input(0), call.output(0), call.input(1));
        Memory x = bindings.memory(call.input(0));
        Memory weight = bindings.memory(call.input(1));
        Memory bias = call.inputs().size() > 2 ? bindings.memory(call.input(2)) : null;
        Memory y = bindings.memory(call.output(0));
        Lanes lanes = bindings.lanes();
        int channels = taps.y().channels();
        int length = taps.y().width() * channels;
        return number -> {
            float[] weights = taps.byTap(weight);
            float[] first = new float[channels];
            if (bias != null) {
                bias.get(0, first, channels);
            }
            lanes.run(taps.y().batch() * taps.y().height(), (part, workspace) -> {
                float[] to = workspace.array(1, length);
                for (int w = 0; w < taps.y().width(); w++) {
                    System.arraycopy(first, 0, to, w * channels, channels);
                }
                addRow(taps, part, x, weights, to, workspace);
                y.put(part * length, to, length);
            });
        };
    }

    private static void addRow(
            GroupedTaps taps, int part, Memory x, float[] weights, float[] to, Lanes.Workspace workspace) {
        Sizes in = taps.x();
        Sizes out = taps.y();
        int length = in.width() * in.channels();
        float[] from = workspace.array(0, length);
        for (int ky = 0; ky < taps.kernel().height(); ky++) {
            int row = taps.row(part % out.height(), ky);
            if (row < 0 || row >= in.height()) {
                continue;
            }
            x.get((part / out.height() * in.height() + row) * length, from, length);
            for (int w = 0; w < out.width(); w++) {
                for (int kx = 0; kx < taps.kernel().width(); kx++) {
                    int column = taps.column(w, kx);
                    if (column >= 0 && column < in.width()) {
                        int tap = (ky * taps.kernel().width() + kx) * taps.weightsOfTap();
                        taps.gather(from, column * in.channels(), weights, tap, to, w * out.channels());
                    }
                }
            }
        }
    }

    /** dy, weight -> dx. */
    public static Kernel inputGradient(Op.Conv2d op, Plan.Call call, Bindings bindings) {
        GroupedTaps taps = GroupedTaps.of(op, call.output(0), call.input(0), call.input(1));
        Memory dy = bindings.memory(call.input(0));
        Memory weight = bindings.memory(call.input(1));
        Memory dx = bindings.memory(call.output(0));
        Lanes lanes = bindings.lanes();
        int length = taps.x().width() * taps.x().channels();
        return number -> {
            float[] weights = taps.byTap(weight);
            lanes.run(taps.x().batch() * taps.x().height(), (part, workspace) -> {
                float[] to = workspace.array(1, length);
                Arrays.fill(to, 0, length, 0);
                addGradientRow(taps, part, dy, weights, to, workspace);
                dx.put(part * length, to, length);
            });
        };
    }

    private static void addGradientRow(
            GroupedTaps taps, int part, Memory dy, float[] weights, float[] to, Lanes.Workspace workspace) {
        Sizes in = taps.x();
        Sizes out = taps.y();
        int length = out.width() * out.channels();
        float[] from = workspace.array(0, length);
        for (int ky = 0; ky < taps.kernel().height(); ky++) {
            int shifted = part % in.height() - taps.row(0, ky);
            int stride = taps.op().stride().height();
            int row = Math.floorDiv(shifted, stride);
            if (row * stride != shifted || row < 0 || row >= out.height()) {
                continue;
            }
            dy.get((part / in.height() * out.height() + row) * length, from, length);
            for (int w = 0; w < out.width(); w++) {
                for (int kx = 0; kx < taps.kernel().width(); kx++) {
                    int column = taps.column(w, kx);
                    if (column >= 0 && column < in.width()) {
                        int tap = (ky * taps.kernel().width() + kx) * taps.weightsOfTap();
                        taps.scatter(from, w * out.channels(), weights, tap, to, column * in.channels());
                    }
                }
            }
        }
    }
}
