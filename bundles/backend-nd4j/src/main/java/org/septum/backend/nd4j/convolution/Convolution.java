// SPDX-License-Identifier: Apache-2.0
package org.septum.backend.nd4j.convolution;

import java.util.List;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.septum.api.graph.Op;
import org.septum.api.plan.Plan;
import org.septum.api.plan.Value;
import org.septum.backend.common.kernels.Lanes;
import org.septum.backend.common.kernels.Rows;
import org.septum.backend.common.kernels.Sizes;
import org.septum.backend.nd4j.memory.Bindings;
import org.septum.backend.nd4j.memory.Kernel;
import org.septum.backend.nd4j.memory.Memory;

/**
 * Convolution by ND4J's oneDNN, channels-last. Its gradient operation is avoided: it computes both gradients at once,
 * reorders every array, and takes twice the time of the kernels used here. A dilated convolution is left to ND4J's own
 * loops: release M2.1 tells oneDNN a padding that does not fit the dilation.
 */
public final class Convolution {

    /** ND4J's name for weights [height, width, in, out]. */
    private static final int WEIGHTS_YXIO = 0;

    /** ND4J's name for weights [out, in, height, width], the reference layout. */
    private static final int WEIGHTS_OIYX = 1;

    private static final int CHANNELS_LAST = 1;

    private Convolution() {}

    /** x, weight, bias -> y. */
    public static Kernel forward(Op.Conv2d op, Plan.Call call, Bindings bindings) {
        int kernel = call.input(1).dimension(2);
        INDArray x = bindings.activation(call.input(0));
        INDArray weight = bindings.array(call.input(1));
        INDArray[] inputs = call.inputs().size() > 2
                ? new INDArray[] {x, weight, bindings.array(call.input(2))}
                : new INDArray[] {x, weight};
        return convolution(
                inputs,
                bindings.activation(call.output(0)),
                kernel,
                op.stride(),
                op.padding(),
                op.dilation(),
                WEIGHTS_OIYX);
    }

    private static Kernel convolution(
            INDArray[] inputs, INDArray y, int kernel, int stride, int padding, int dilation, int weightFormat) {
        Nd4jOp convolution = new Nd4jOp(
                "conv2d",
                inputs,
                new INDArray[] {y},
                kernel,
                kernel,
                stride,
                stride,
                padding,
                padding,
                dilation,
                dilation,
                0,
                CHANNELS_LAST,
                weightFormat);
        return dilation == 1 ? convolution : convolution.withoutHelpers();
    }

    /** Whether the input's gradient is itself a convolution with stride 1. */
    public static boolean gradientIsConvolution(Op.Conv2d op, int kernel) {
        return op.stride() == 1 && op.dilation() * (kernel - 1) >= op.padding();
    }

    /** dy, weight -> dx: a convolution of dy with the kernel turned round and its channels exchanged. */
    public static Kernel inputGradient(Op.Conv2d op, Plan.Call call, Bindings bindings) {
        Value weight = call.input(1);
        int out = weight.dimension(0);
        int in = weight.dimension(1);
        int kernel = weight.dimension(2);
        INDArray dy = bindings.activation(call.input(0));
        INDArray dx = bindings.activation(call.output(0));
        if (!gradientIsConvolution(op, kernel)) {
            return fullGradient(op, call, bindings, dy, dx);
        }
        INDArray turned = bindings.scratch(0, kernel, kernel, out, in);
        Kernel turn = new TurnedWeights(weight, bindings.scratch(), bindings);
        Kernel convolve = convolution(
                new INDArray[] {dy, turned},
                dx,
                kernel,
                1,
                op.dilation() * (kernel - 1) - op.padding(),
                op.dilation(),
                WEIGHTS_YXIO);
        return number -> {
            turn.run(number);
            convolve.run(number);
        };
    }

    /** The scratch of {@link #inputGradient}, in floats. */
    public static long inputGradientScratch(Op.Conv2d op, List<Integer> weight, List<Integer> dx) {
        long weights = (long) weight.get(0) * weight.get(1) * weight.get(2) * weight.get(3);
        return gradientIsConvolution(op, weight.get(2))
                ? weights
                : weights + Sizes.of(dx).elements();
    }

    /** Strided convolutions, which are rare in these networks, go through ND4J's own gradient operation. */
    private static Kernel fullGradient(Op.Conv2d op, Plan.Call call, Bindings bindings, INDArray dy, INDArray dx) {
        Value weight = call.input(1);
        long[] shape =
                weight.dimensions().stream().mapToLong(Integer::longValue).toArray();
        INDArray unusedWeights = bindings.scratch(0, shape);
        // The operation wants the input, but the input's gradient does not depend on it.
        INDArray anyInput =
                bindings.scratch(weight.elements(), Sizes.of(call.output(0)).channelsLast());
        int kernel = weight.dimension(2);
        Nd4jOp gradient = new Nd4jOp(
                "conv2d_bp",
                new INDArray[] {anyInput, bindings.array(weight), dy},
                new INDArray[] {dx, unusedWeights},
                kernel,
                kernel,
                op.stride(),
                op.stride(),
                op.padding(),
                op.padding(),
                op.dilation(),
                op.dilation(),
                0,
                CHANNELS_LAST,
                WEIGHTS_OIYX);
        return op.dilation() == 1 ? gradient : gradient.withoutHelpers();
    }

    /** Transposed convolution's dy, weight [in, out, kernel, kernel] -> dx: a strided convolution of dy. */
    public static Kernel transposedInputGradient(Op.TransposedConv2d op, Plan.Call call, Bindings bindings) {
        return convolution(
                new INDArray[] {bindings.activation(call.input(0)), bindings.array(call.input(1))},
                bindings.activation(call.output(0)),
                call.input(1).dimension(2),
                op.stride(),
                0,
                1,
                WEIGHTS_OIYX);
    }

    /** Writes weights [out, in, height, width] as [height, width, out, in] with height and width reversed. */
    private record TurnedWeights(Memory from, Memory to, Lanes lanes, int out, int in, int area) implements Kernel {

        TurnedWeights(Value weight, Memory to, Bindings bindings) {
            this(
                    bindings.memory(weight),
                    to,
                    bindings.lanes(),
                    weight.dimension(0),
                    weight.dimension(1),
                    weight.dimension(2) * weight.dimension(3));
        }

        @Override
        public void run(long step) {
            Rows rows = Rows.of(out, in * area);
            lanes.run(rows.parts(), (part, workspace) -> {
                float[] filter = workspace.array(0, in * area);
                float[] tap = workspace.array(1, in);
                int first = rows.firstRow(part);
                for (int o = first; o < first + rows.rowsOf(part); o++) {
                    from.get(o * in * area, filter, in * area);
                    for (int k = 0; k < area; k++) {
                        for (int i = 0; i < in; i++) {
                            tap[i] = filter[i * area + area - 1 - k];
                        }
                        to.put((k * out + o) * in, tap, in);
                    }
                }
            });
        }
    }
}
