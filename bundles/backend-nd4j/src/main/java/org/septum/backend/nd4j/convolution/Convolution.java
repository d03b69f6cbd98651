// SPDX-License-Identifier: Apache-2.0
package org.septum.backend.nd4j.convolution;

import org.nd4j.linalg.api.ndarray.INDArray;
import org.septum.api.graph.Extent;
import org.septum.api.graph.Op;
import org.septum.api.plan.Plan;
import org.septum.api.plan.Value;
import org.septum.backend.common.kernels.Lanes;
import org.septum.backend.common.kernels.Rows;
import org.septum.backend.common.kernels.Sizes;
import org.septum.backend.common.program.Kernel;
import org.septum.backend.nd4j.memory.Bindings;
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
        if (op.groups() > 1) {
            return GroupedConvolution.forward(op, call, bindings);
        }
        INDArray x = bindings.activation(call.input(0));
        INDArray weight = bindings.array(call.input(1));
        INDArray[] inputs = call.inputs().size() > 2
                ? new INDArray[] {x, weight, bindings.array(call.input(2))}
                : new INDArray[] {x, weight};
        INDArray[] outputs = {bindings.activation(call.output(0))};
        return operation("conv2d", inputs, outputs, Geometry.of(op, call.input(1)), WEIGHTS_OIYX);
    }

    private static Kernel operation(
            String name, INDArray[] inputs, INDArray[] outputs, Geometry geometry, int weightFormat) {
        Nd4jOp operation = new Nd4jOp(
                name,
                inputs,
                outputs,
                geometry.kernel().height(),
                geometry.kernel().width(),
                geometry.stride().height(),
                geometry.stride().width(),
                geometry.padding().height(),
                geometry.padding().width(),
                geometry.dilation().height(),
                geometry.dilation().width(),
                0,
                CHANNELS_LAST,
                weightFormat);
        return geometry.isDilated() ? operation.withoutHelpers() : operation;
    }

    /** Whether the input's gradient is itself a convolution with stride 1. */
    private static boolean gradientIsConvolution(Geometry geometry) {
        return geometry.stride().equals(Extent.ONE) && geometry.paddingBack() != null;
    }

    /** dy, weight -> dx: a convolution of dy with the kernel turned round and its channels exchanged. */
    public static Kernel inputGradient(Op.Conv2dBackwardInput backward, Plan.Call call, Bindings bindings) {
        Op.Conv2d op = backward.forward();
        if (op.groups() > 1) {
            return GroupedConvolution.inputGradient(op, call, bindings);
        }
        Value weight = call.input(1);
        int out = weight.dimension(0);
        int in = weight.dimension(1);
        Geometry geometry = Geometry.of(op, weight);
        INDArray dy = bindings.activation(call.input(0));
        INDArray dx = bindings.activation(call.output(0));
        if (!gradientIsConvolution(geometry)) {
            return fullGradient(op, call, bindings, dy, dx);
        }
        INDArray turned = bindings.scratch(0, weight.dimension(2), weight.dimension(3), out, in);
        Kernel turn = new TurnedWeights(weight, bindings.scratch(), bindings);
        Geometry full = new Geometry(geometry.kernel(), Extent.ONE, geometry.paddingBack(), op.dilation());
        Kernel convolve = operation("conv2d", new INDArray[] {dy, turned}, new INDArray[] {dx}, full, WEIGHTS_YXIO);
        return number -> {
            turn.run(number);
            convolve.run(number);
        };
    }

    /** The scratch of {@link #inputGradient}, in floats. */
    public static long inputGradientScratch(Op.Conv2d op, Value weight, Value dx) {
        long input = gradientIsConvolution(Geometry.of(op, weight)) ? 0 : dx.elements();
        return weight.elements() + input;
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
        return operation(
                "conv2d_bp",
                new INDArray[] {anyInput, bindings.array(weight), dy},
                new INDArray[] {dx, unusedWeights},
                Geometry.of(op, weight),
                WEIGHTS_OIYX);
    }

    /** Transposed convolution's dy, weight [in, out, kernel, kernel] -> dx: a strided convolution of dy. */
    public static Kernel transposedInputGradient(
            Op.TransposedConv2dBackwardInput op, Plan.Call call, Bindings bindings) {
        INDArray[] inputs = {bindings.activation(call.input(0)), bindings.array(call.input(1))};
        INDArray[] outputs = {bindings.activation(call.output(0))};
        return operation("conv2d", inputs, outputs, Geometry.of(op.forward(), call.input(1)), WEIGHTS_OIYX);
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
