// SPDX-License-Identifier: Apache-2.0
package org.septum.backend.nd4j;

import java.util.List;
import org.septum.api.graph.Mode;
import org.septum.api.graph.Op;
import org.septum.api.plan.Step;
import org.septum.api.plan.Value;

/** Chooses the kernel of each operation. */
final class Kernels {

    private Kernels() {}

    /** The scratch of a step, in floats. */
    static long scratchFloats(Op op, List<List<Integer>> inputs, List<List<Integer>> outputs, int threads) {
        if (GroupedConvolution.computes(op)) {
            return 0;
        }
        if (op instanceof Op.Conv2dBackwardInput backward) {
            return Convolution.inputGradientScratch(backward.forward(), inputs.get(1), outputs.get(0));
        }
        if (op instanceof Op.Conv2dBackwardWeights backward) {
            return ConvolutionWeightGradient.scratchFloats(
                    geometry(backward.forward(), outputs.get(0).get(2)), inputs.get(0), inputs.get(1), threads);
        }
        if (op instanceof Op.TransposedConv2d) {
            return TransposedConvolution.scratchFloats(inputs.get(0), inputs.get(1));
        }
        if (op instanceof Op.TransposedConv2dBackwardWeights backward) {
            return ConvolutionWeightGradient.scratchFloats(
                    geometry(backward.forward(), outputs.get(0).get(2)), inputs.get(1), inputs.get(0), threads);
        }
        return 0;
    }

    private static ConvolutionWeightGradient.Geometry geometry(Op.Conv2d op, int kernel) {
        return new ConvolutionWeightGradient.Geometry(kernel, op.stride(), op.padding(), op.dilation());
    }

    /** Seen from its output, a transposed convolution is a convolution with the same stride. */
    private static ConvolutionWeightGradient.Geometry geometry(Op.TransposedConv2d op, int kernel) {
        return new ConvolutionWeightGradient.Geometry(kernel, op.stride(), 0, 1);
    }

    /** Binds a step to its memory. */
    static Kernel of(Step step, Bindings bindings) {
        Op op = step.op();
        if (GroupedConvolution.computes(op)) {
            return grouped(step, bindings);
        }
        if (op instanceof Op.Conv2d convolution) {
            return Convolution.forward(convolution, step, bindings);
        }
        if (op instanceof Op.Conv2dBackwardInput backward) {
            return Convolution.inputGradient(backward.forward(), step, bindings);
        }
        if (op instanceof Op.Conv2dBackwardWeights backward) {
            Value weight = step.output(0);
            return weightGradient(
                    new ConvolutionWeightGradient(
                            geometry(backward.forward(), weight.dimension(2)),
                            step.input(0),
                            step.input(1),
                            weight,
                            step.scratch(),
                            bindings),
                    step,
                    bindings);
        }
        if (op instanceof Op.TransposedConv2d convolution) {
            return new TransposedConvolution(convolution.stride(), step, bindings);
        }
        if (op instanceof Op.TransposedConv2dBackwardInput backward) {
            return Convolution.transposedInputGradient(backward.forward(), step, bindings);
        }
        if (op instanceof Op.TransposedConv2dBackwardWeights backward) {
            Value weight = step.output(0);
            return weightGradient(
                    new ConvolutionWeightGradient(
                            geometry(backward.forward(), weight.dimension(2)),
                            step.input(1),
                            step.input(0),
                            weight,
                            step.scratch(),
                            bindings),
                    step,
                    bindings);
        }
        if (op instanceof Op.BatchNorm norm) {
            return norm.mode() == Mode.TRAINING
                    ? new BatchNormForward(norm, step, bindings)
                    : new BatchNormEvaluation(norm, step, bindings);
        }
        if (op instanceof Op.BatchNormBackward backward) {
            return new BatchNormGradient(backward, step, bindings);
        }
        if (op instanceof Op.GroupNorm norm) {
            return new GroupNormForward(norm, step, bindings);
        }
        if (op instanceof Op.GroupNormBackward) {
            return new GroupNormGradient(step, bindings);
        }
        return shapeOrChannels(step, bindings);
    }

    private static Kernel grouped(Step step, Bindings bindings) {
        Op op = step.op();
        if (op instanceof Op.Conv2d convolution) {
            return GroupedConvolution.forward(convolution, step, bindings);
        }
        if (op instanceof Op.Conv2dBackwardInput backward) {
            return GroupedConvolution.inputGradient(backward.forward(), step, bindings);
        }
        Op.Conv2dBackwardWeights backward = (Op.Conv2dBackwardWeights) op;
        return weightGradient(new GroupedWeightGradient(backward.forward(), step, bindings), step, bindings);
    }

    /** Adds the bias's gradient, a sum of dy, where there is a bias. */
    private static Kernel weightGradient(Kernel weights, Step step, Bindings bindings) {
        if (step.outputs().size() == 1) {
            return weights;
        }
        Kernel bias = new ChannelSums(step.input(1), step.output(1), bindings);
        return number -> {
            weights.run(number);
            bias.run(number);
        };
    }

    private static Kernel shapeOrChannels(Step step, Bindings bindings) {
        Op op = step.op();
        Value x = step.input(0);
        Value y = step.output(0);
        if (op instanceof Op.MaxPool2d pool) {
            return MaxPooling.forward(pool.window(), x, y, bindings);
        }
        if (op instanceof Op.MaxPool2dBackward backward) {
            return MaxPooling.backward(backward.forward().window(), x, step.input(1), step.input(2), y, bindings);
        }
        if (op instanceof Op.Upsample upsample) {
            return Upsampling.forward(upsample, x, y, bindings);
        }
        if (op instanceof Op.UpsampleBackward backward) {
            return Upsampling.backward(backward.forward(), x, y, bindings);
        }
        if (op instanceof Op.PixelShuffle shuffle) {
            return PixelShuffle.forward(shuffle.factor(), x, y, bindings);
        }
        if (op instanceof Op.PixelShuffleBackward backward) {
            return PixelShuffle.backward(backward.forward().factor(), x, y, bindings);
        }
        if (op instanceof Op.Concat) {
            return ChannelCopy.concat(step.inputs(), y, bindings);
        }
        if (op instanceof Op.Slice slice) {
            return ChannelCopy.slice(slice.from(), x, y, bindings);
        }
        if (op instanceof Op.SliceBackward backward) {
            return ChannelCopy.sliceGradient(backward.forward().from(), x, y, bindings);
        }
        if (op instanceof Op.Softmax) {
            return Softmax.softmax(step.inputs(), y, bindings);
        }
        if (op instanceof Op.SoftmaxBackward) {
            return Softmax.softmaxGradient(step.inputs(), y, bindings);
        }
        if (op instanceof Op.LogSoftmax) {
            return Softmax.logSoftmax(step.inputs(), y, bindings);
        }
        if (op instanceof Op.LogSoftmaxBackward) {
            return Softmax.logSoftmaxGradient(step.inputs(), y, bindings);
        }
        if (op instanceof Op.RankedSum ranked) {
            return new RankedSum(ranked.roles(), x, step.input(1), y, bindings);
        }
        if (op instanceof Op.SignedDistance) {
            return new SignedDistance(x, y, bindings);
        }
        if (op instanceof Op.Nll nll) {
            return NegativeLogLikelihood.forward(nll, x, step.input(1), y, bindings);
        }
        if (op instanceof Op.NllBackward backward) {
            return NegativeLogLikelihood.backward(backward, x, step.input(1), y, bindings);
        }
        if (op instanceof Op.NllWeight weight) {
            return NegativeLogLikelihood.weights(weight, x, y, bindings);
        }
        return pointwise(step, bindings);
    }

    private static Kernel pointwise(Step step, Bindings bindings) {
        Op op = step.op();
        Value x = step.input(0);
        Value y = step.output(0);
        if (op instanceof Op.Sum) {
            return new Sums(x, y, bindings);
        }
        if (op instanceof Op.Broadcast) {
            return Broadcasting.repeat(x, y, bindings);
        }
        if (op instanceof Op.Dropout dropout) {
            return new Dropout(dropout, x, y, step.output(1), bindings);
        }
        if (op instanceof Op.Binary binary
                && !x.dimensions().equals(step.input(1).dimensions())) {
            return Broadcasting.binary(binary, x, step.input(1), y, bindings);
        }
        return new Elementwise(step.inputs(), y, bindings, elementwise(op));
    }

    private static Elementwise.Function elementwise(Op op) {
        if (op instanceof Op.Binary binary) {
            return Arithmetic.of(binary);
        }
        if (op instanceof Op.Affine affine) {
            return Arithmetic.of(affine);
        }
        if (op instanceof Op.Activate activate) {
            return Arithmetic.of(activate);
        }
        if (op instanceof Op.ActivateBackward backward) {
            return Arithmetic.of(backward);
        }
        if (op instanceof Op.Unary unary) {
            return Arithmetic.of(unary);
        }
        if (op instanceof Op.UnaryBackward backward) {
            return Arithmetic.of(backward);
        }
        if (op instanceof Op.Power power) {
            return Arithmetic.of(power);
        }
        if (op instanceof Op.Clamp clamp) {
            return Arithmetic.of(clamp);
        }
        if (op instanceof Op.ClampBackward backward) {
            return Arithmetic.of(backward);
        }
        if (op instanceof Op.BceWithLogits bce) {
            return Arithmetic.of(bce);
        }
        if (op instanceof Op.BceWithLogitsBackward backward) {
            return Arithmetic.of(backward);
        }
        throw new IllegalStateException("no kernel for " + op);
    }
}
