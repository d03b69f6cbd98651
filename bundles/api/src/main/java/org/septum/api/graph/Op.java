// SPDX-License-Identifier: Apache-2.0
package org.septum.api.graph;

import java.util.List;
import java.util.Set;

/**
 * The operations of a plan, forward and backward, with their attributes. Every record's comment gives inputs -> outputs in
 * the order in which a {@link org.septum.api.plan.Plan.Call} holds them; {@code dy} is the gradient of the loss with respect to
 * {@code y}. Weight layouts are those of {@link Parameter}. Sums over batch, height and width are in an order of the
 * backend's own, but always the same one.
 *
 * <p>A new operation is declared here as one of three kinds; {@link MatrixProduct} is another, and {@link CustomOp} is for those
 * of plugins. What else has to know it says so: backends and gradient rules keep an {@link OpTable}, which a test asks for what is
 * missing.
 */
public sealed interface Op permits Op.Convolving, MatrixProduct, Op.Elementwise, Op.General, CustomOp {

    /** A convolution or a gradient of one: nearly all of a network's arithmetic. */
    sealed interface Convolving extends Op {

        /**
         * How many products are added up.
         *
         * @param inputs the inputs' dimensions
         * @param outputs the outputs' dimensions
         */
        double products(List<List<Integer>> inputs, List<List<Integer>> outputs);

        /** Every weight is used once for each pixel of the array at the end of a convolution, or the start of a transposed one. */
        private static double used(List<Integer> weight, List<Integer> pixels) {
            double weights = 1;
            for (int size : weight) {
                weights *= size;
            }
            return weights * pixels.get(0) * pixels.get(2) * pixels.get(3);
        }
    }

    /**
     * An operation whose first result has in each element something that depends, of all elements of its first input, on the
     * same one alone: where both have the same dimensions it may be written over that input.
     */
    sealed interface Elementwise extends Op {

        /** Whether the first two inputs may change places without changing the result. */
        default boolean commutes() {
            return false;
        }
    }

    /** Any other operation. */
    sealed interface General extends Op {}

    /**
     * x, weight [out, in / groups, kernel height, kernel width], bias [out] (may be absent) -> y; zero padding on all sides.
     *
     * @param groups into how many runs of channels x and y are divided, each of y's computed from x's of the same number; 1 for
     *     an ordinary convolution, as many as channels for a depthwise one
     */
    record Conv2d(Extent stride, Extent padding, Extent dilation, int groups) implements Convolving {

        /** An ordinary convolution, the same along both axes. */
        public Conv2d(int stride, int padding, int dilation) {
            this(Extent.square(stride), Extent.square(padding), Extent.square(dilation), 1);
        }

        @Override
        public double products(List<List<Integer>> inputs, List<List<Integer>> outputs) {
            return Convolving.used(inputs.get(1), outputs.get(0));
        }
    }

    /** dy, weight -> dx. */
    record Conv2dBackwardInput(Conv2d forward) implements Convolving {
        @Override
        public double products(List<List<Integer>> inputs, List<List<Integer>> outputs) {
            return Convolving.used(inputs.get(1), inputs.get(0));
        }
    }

    /** x, dy -> dweight, dbias (absent where the forward operation had no bias). */
    record Conv2dBackwardWeights(Conv2d forward) implements Convolving {
        @Override
        public double products(List<List<Integer>> inputs, List<List<Integer>> outputs) {
            return Convolving.used(outputs.get(0), inputs.get(1));
        }
    }

    /** x, weight [in, out, kernel height, kernel width], bias [out] (may be absent) -> y of size (size - 1) * stride + kernel. */
    record TransposedConv2d(Extent stride) implements Convolving {
        @Override
        public double products(List<List<Integer>> inputs, List<List<Integer>> outputs) {
            return Convolving.used(inputs.get(1), inputs.get(0));
        }
    }

    /** dy, weight -> dx. */
    record TransposedConv2dBackwardInput(TransposedConv2d forward) implements Convolving {
        @Override
        public double products(List<List<Integer>> inputs, List<List<Integer>> outputs) {
            return Convolving.used(inputs.get(1), outputs.get(0));
        }
    }

    /** x, dy -> dweight, dbias (absent where the forward operation had no bias). */
    record TransposedConv2dBackwardWeights(TransposedConv2d forward) implements Convolving {
        @Override
        public double products(List<List<Integer>> inputs, List<List<Integer>> outputs) {
            return Convolving.used(outputs.get(0), inputs.get(0));
        }
    }

    /** x -> y; windows do not overlap: stride = window, sizes divisible by it. */
    record MaxPool2d(Extent window) implements General {}

    /** x, y, dy -> dx; a window's gradient goes to its first maximum in row order. */
    record MaxPool2dBackward(MaxPool2d forward) implements General {}

    /** x -> y, larger by a whole factor; bilinear as PyTorch's align_corners=False. */
    record Upsample(Extent factor, Interpolation interpolation) implements General {}

    /** dy -> dx; for NEAREST the sum of each window, which forward serves average pooling. */
    record UpsampleBackward(Upsample forward) implements General {}

    /**
     * x [batch, channels x area, height, width] -> y [batch, channels, height x factor, width x factor], area being that of the
     * factor: element (row i, column j) of each window of y comes from channel c x area + i x the factor's width + j. With
     * the same factor along both axes as PyTorch's pixel_shuffle. Shi et al., "Real-Time Single Image and Video Super-Resolution Using an Efficient Sub-Pixel Convolutional Neural Network", CVPR 2016.
     */
    record PixelShuffle(Extent factor) implements General {}

    /** dy -> dx: the way back. */
    record PixelShuffleBackward(PixelShuffle forward) implements General {}

    /** How upsampling fills in. */
    enum Interpolation {
        NEAREST,
        BILINEAR
    }

    /**
     * x, scale [channels], shift [channels], running mean [channels], running variance [channels] -> y, and in training
     * mode also the batch mean [channels] and 1 / sqrt(batch variance + epsilon) [channels]; then the activation. Training
     * updates the running statistics in place: running = (1 - momentum) * running + momentum * batch, with the unbiased
     * batch variance; normalization itself uses the biased one. Ioffe and Szegedy, "Batch Normalization", ICML 2015.
     *
     * @param mode training or evaluation; a graph in calibration mode trains with a momentum of 1
     */
    record BatchNorm(double momentum, double epsilon, Mode mode, Activation activation) implements General {}

    /** dy, x, y, scale, batch mean, inverse deviation -> dx, dscale, dshift; y is there for the activation's slope. */
    record BatchNormBackward(BatchNorm forward) implements General {}

    /**
     * x, scale [channels], shift [channels] -> y, and for each sample and group of neighbouring channels the mean [batch,
     * groups, 1, 1] and 1 / sqrt(variance + epsilon) [batch, groups, 1, 1]; the variance is the biased one. With as many
     * groups as channels it is instance normalization. Wu and He, "Group Normalization", ECCV 2018; Ulyanov, Vedaldi and
     * Lempitsky, "Instance Normalization: The Missing Ingredient for Fast Stylization", arXiv:1607.08022, 2016.
     */
    record GroupNorm(int groups, double epsilon) implements General {}

    /** dy, x, scale, mean, inverse deviation -> dx, dscale, dshift. */
    record GroupNormBackward(GroupNorm forward) implements General {}

    /** x -> y. */
    record Activate(Activation activation) implements Elementwise {}

    /** dy, y -> dx. */
    record ActivateBackward(Activation activation) implements Elementwise {}

    /** x -> y, over channels. */
    record Softmax() implements General {}

    /** dy, y -> dx. */
    record SoftmaxBackward() implements General {}

    /** x -> y, over channels. */
    record LogSoftmax() implements General {}

    /** dy, y -> dx. */
    record LogSoftmaxBackward() implements General {}

    /** two or more tensors -> their channels one after another. */
    record Concat() implements General {}

    /** x -> channels {@code from} to {@code from + count - 1}. */
    record Slice(int from, int count) implements General {}

    /** dy -> dx: dy in the slice's channels, zero elsewhere. */
    record SliceBackward(Slice forward) implements General {}

    /**
     * x -> y, mask; training only. The mask is 0 with the given probability, otherwise 1 / (1 - probability); it depends on
     * the run's seed, the step and {@code stream} alone. The gradient is dy * mask.
     */
    record Dropout(double probability, int stream) implements Elementwise {}

    /** a, b -> y with broadcasting by role: sizes agree or one of them is 1. */
    record Binary(Function function) implements Elementwise {
        /** The elementwise functions of two tensors. */
        public enum Function {
            ADD,
            SUBTRACT,
            MULTIPLY,
            DIVIDE
        }

        @Override
        public boolean commutes() {
            return function == Function.ADD || function == Function.MULTIPLY;
        }
    }

    /** x -> factor * x + offset. */
    record Affine(double factor, double offset) implements Elementwise {}

    /** x -> y. */
    record Unary(Function function) implements Elementwise {
        /**
         * The elementwise functions of one tensor without attributes. GELU is x times the standard normal distribution's
         * cumulative probability of x (Hendrycks and Gimpel, "Gaussian Error Linear Units", arXiv:1606.08415, 2016; not the
         * tanh approximation), SILU is x times its sigmoid.
         */
        public enum Function {
            EXP,
            LOG,
            SQRT,
            ABS,
            GELU,
            SILU
        }
    }

    /** dy, x, y -> dx; the derivative of ABS at 0 is 0. */
    record UnaryBackward(Unary.Function function) implements Elementwise {}

    /** x -> x to a fixed power. */
    record Power(double exponent) implements Elementwise {}

    /** x -> x limited to a range. */
    record Clamp(double minimum, double maximum) implements Elementwise {}

    /** dy, x -> dx: dy where x lies within the range, bounds included, otherwise 0. */
    record ClampBackward(Clamp forward) implements Elementwise {}

    /** x -> the sum over the given roles, which then have size 1. */
    record Sum(Set<Role> roles) implements General {}

    /** x -> the same values repeated in the roles where the output is larger. */
    record Broadcast(Shape shape) implements General {}

    /**
     * key, value -> for each element the sum of the values that come before it and its own, among the elements that differ
     * from it in the given roles only, in the order of falling keys; equal keys keep the reference order. With values of 1 it
     * is the rank, counted from 1. The order does not change with small changes of the keys, so no gradient passes.
     */
    record RankedSum(Set<Role> roles) implements General {}

    /**
     * mask (0 or 1) -> the signed Euclidean distance of each pixel in its plane, in pixels between centres: outside the mask
     * that to the nearest pixel inside; inside it 1 less than that to the nearest pixel outside, negated, so that the mask's
     * outermost pixels have 0. 0 everywhere in a plane without an inside or an outside. No gradient passes.
     */
    record SignedDistance() implements General {}

    /**
     * logits, target (0 to 1) -> the binary cross-entropy of each element, computed from the logits without overflow;
     * positive targets are weighted. As PyTorch's binary_cross_entropy_with_logits with reduction "none" and pos_weight.
     */
    record BceWithLogits(double positiveWeight) implements General {}

    /** dy, logits, target -> dlogits. */
    record BceWithLogitsBackward(BceWithLogits forward) implements General {}

    /**
     * log-probabilities, target (class indices as whole numbers, 1 channel) -> minus the weighted log-probability of the
     * target class (1 channel); 0 where the target is {@code ignoreIndex}. As PyTorch's nll_loss with reduction "none".
     *
     * @param classWeights one per channel, or empty for all ones
     * @param ignoreIndex a class index that does not count; -100 (PyTorch's default) where there is none
     */
    record Nll(List<Double> classWeights, int ignoreIndex) implements General {}

    /** dy, target -> d log-probabilities ({@code classes} channels). */
    record NllBackward(Nll forward, int classes) implements General {}

    /** target -> the weight of each target class; 0 where it is the ignored index. The divisor of a weighted mean. */
    record NllWeight(List<Double> classWeights, int ignoreIndex) implements General {}

    /** The operation's name in messages and profiles. */
    default String label() {
        return getClass().getSimpleName();
    }
}
