// SPDX-License-Identifier: Apache-2.0
package org.septum.api.graph;

import java.util.List;
import java.util.Set;
import org.osgi.annotation.versioning.ProviderType;

/**
 * Builds the graph of one step. Shapes are inferred and checked at once: every method throws {@link GraphError} naming the
 * operation, the inputs' shapes by role and the rule broken. Gradients are derived later; a builder's user writes none.
 * Not thread-safe.
 */
@ProviderType
public interface GraphBuilder {

    /** Whether the graph trains or evaluates; most components need not ask. */
    Mode mode();

    /** The same graph with a scope added to the names of parameters and tensors: scope("encoder").scope("0"). */
    GraphBuilder scope(String name);

    /** Data given at each step: an image, or a target. */
    Tensor input(String name, Shape shape);

    /** A trained parameter under the current scope. */
    Parameter parameter(String name, Initializer initializer, int... dimensions);

    /** A kept array that is not trained, such as a running mean, filled with one value at first. */
    Parameter state(String name, double value, int... dimensions);

    /** A parameter with one value per channel, as a tensor for arithmetic. */
    Tensor perChannel(Parameter parameter);

    /**
     * Cross-correlation with zero padding on all sides, in groups of channels: each output group is computed from the input
     * group of the same number.
     *
     * @param x [batch, in, height, width]
     * @param weight [out, in / groups, kernel height, kernel width]
     * @param bias [out], or null
     * @param groups must divide in and out; 1 for an ordinary convolution, as many as both for a depthwise one
     * @return [batch, out, (height + 2 padding - dilation (kernel - 1) - 1) / stride + 1, width likewise]
     */
    Tensor conv2d(
            Tensor x, Parameter weight, Parameter bias, Extent stride, Extent padding, Extent dilation, int groups);

    /** The same, with equal attributes along both axes. */
    default Tensor conv2d(
            Tensor x, Parameter weight, Parameter bias, int stride, int padding, int dilation, int groups) {
        return conv2d(x, weight, bias, Extent.square(stride), Extent.square(padding), Extent.square(dilation), groups);
    }

    /** The same, of all channels. */
    default Tensor conv2d(Tensor x, Parameter weight, Parameter bias, int stride, int padding, int dilation) {
        return conv2d(x, weight, bias, stride, padding, dilation, 1);
    }

    /**
     * Transposed convolution without padding.
     *
     * @param x [batch, in, height, width]
     * @param weight [in, out, kernel height, kernel width]
     * @param bias [out], or null
     * @return [batch, out, (height - 1) stride + kernel, width likewise]
     */
    Tensor transposedConv2d(Tensor x, Parameter weight, Parameter bias, Extent stride);

    /** The same, with an equal stride along both axes. */
    default Tensor transposedConv2d(Tensor x, Parameter weight, Parameter bias, int stride) {
        return transposedConv2d(x, weight, bias, Extent.square(stride));
    }

    /** The maximum of each window; height and width must be divisible by the window's. */
    Tensor maxPool2d(Tensor x, Extent window);

    /** The maximum of each window x window square. */
    default Tensor maxPool2d(Tensor x, int window) {
        return maxPool2d(x, Extent.square(window));
    }

    /** The mean of each window; height and width must be divisible by the window's. */
    Tensor avgPool2d(Tensor x, Extent window);

    /** The mean of each window x window square. */
    default Tensor avgPool2d(Tensor x, int window) {
        return avgPool2d(x, Extent.square(window));
    }

    /** Height and width each times a whole factor. */
    Tensor upsample(Tensor x, Extent factor, Op.Interpolation interpolation);

    /** Height and width times the same whole factor. */
    default Tensor upsample(Tensor x, int factor, Op.Interpolation interpolation) {
        return upsample(x, Extent.square(factor), interpolation);
    }

    /** Height and width each times a whole factor, from as many times the channels; see {@link Op.PixelShuffle}. */
    Tensor pixelShuffle(Tensor x, Extent factor);

    /** Height and width times the same whole factor. */
    default Tensor pixelShuffle(Tensor x, int factor) {
        return pixelShuffle(x, Extent.square(factor));
    }

    /** The way back of {@link #pixelShuffle}: each window's pixels become channels; the factor must divide the sizes. */
    Tensor pixelUnshuffle(Tensor x, Extent factor);

    /**
     * Batch normalization over batch, height and width.
     *
     * @param scale [channels]
     * @param shift [channels]
     * @param runningMean [channels], state
     * @param runningVariance [channels], state
     * @param momentum share of the new batch in the running statistics; PyTorch's default is 0.1; in calibration mode it is 1
     * @param epsilon added to the variance; PyTorch's default is 1e-5
     */
    Tensor batchNorm(
            Tensor x,
            Parameter scale,
            Parameter shift,
            Parameter runningMean,
            Parameter runningVariance,
            double momentum,
            double epsilon);

    /**
     * Normalization over height, width and the channels of each group, sample by sample; see {@link Op.GroupNorm}.
     *
     * @param scale [channels]
     * @param shift [channels]
     * @param groups must divide the channels; as many as channels for instance normalization, 1 for layer normalization
     * @param epsilon added to the variance; PyTorch's default is 1e-5
     */
    Tensor groupNorm(Tensor x, Parameter scale, Parameter shift, int groups, double epsilon);

    /** The activation of each element. */
    Tensor activate(Tensor x, Activation activation);

    /** Over channels. */
    Tensor softmax(Tensor x);

    /** Over channels. */
    Tensor logSoftmax(Tensor x);

    /**
     * The dot products of every pixel's channels with every other's, head by head; see {@link MatrixProduct.PixelProducts}.
     *
     * @param queries [batch, channels, height, width]
     * @param keys [batch, channels, height', width']
     * @param heads must divide the channels
     * @return [batch, height' width', heads, height width], so that {@link #softmax} makes weights of the keys
     */
    Tensor pixelProducts(Tensor queries, Tensor keys, int heads);

    /**
     * For each query the sum of the keys' pixels by their weights, head by head; see {@link MatrixProduct.PixelSums}.
     *
     * @param weights [batch, height' width', heads, height width]
     * @param values [batch, channels, height', width']; the heads must divide the channels
     * @param height of the queries
     * @param width of the queries
     * @return [batch, channels, height, width]
     */
    Tensor pixelSums(Tensor weights, Tensor values, int height, int width);

    /** Channels one after another; batch, height and width must agree. */
    Tensor concat(List<Tensor> tensors);

    /** A run of channels. */
    Tensor slice(Tensor x, int from, int count);

    /** In training each element is zeroed with the given probability and the rest scaled up; identity in evaluation. */
    Tensor dropout(Tensor x, double probability);

    /** a + b; where a role has size 1 in one of them, its values count for all of the other's. */
    Tensor add(Tensor a, Tensor b);

    /** a - b; sizes as in {@link #add}. */
    Tensor subtract(Tensor a, Tensor b);

    /** The elements' product; sizes as in {@link #add}. */
    Tensor multiply(Tensor a, Tensor b);

    /** a / b; sizes as in {@link #add}. */
    Tensor divide(Tensor a, Tensor b);

    /** factor * x + offset. */
    Tensor affine(Tensor x, double factor, double offset);

    /** e to the power of each element. */
    Tensor exp(Tensor x);

    /** The natural logarithm of each element. */
    Tensor log(Tensor x);

    /** The square root of each element. */
    Tensor sqrt(Tensor x);

    /** The absolute value of each element. */
    Tensor abs(Tensor x);

    /** The Gaussian error linear unit, see {@link Op.Unary}. */
    Tensor gelu(Tensor x);

    /** x times its sigmoid, also called swish. */
    Tensor silu(Tensor x);

    /** Each element to a power. */
    Tensor pow(Tensor x, double exponent);

    /** Each element, but no less than the minimum and no more than the maximum; outside, the gradient is 0. */
    Tensor clamp(Tensor x, double minimum, double maximum);

    /** The same values repeated in the roles where the shape is larger and x has size 1. */
    Tensor broadcast(Tensor x, Shape shape);

    /** The sum over the given roles, which then have size 1. */
    Tensor sum(Tensor x, Set<Role> roles);

    /** The mean over the given roles, which then have size 1. */
    Tensor mean(Tensor x, Set<Role> roles);

    /**
     * Class indices as one channel for each of a run of classes: 1 where the target is that class, otherwise 0. A pixel of
     * none of these classes, such as an ignored one, is 0 in all channels.
     *
     * @param target class indices as whole numbers, [batch, 1, height, width]; must not depend on trained parameters
     * @param from the first class, for example 1 to leave out the background
     * @param count how many classes
     * @return [batch, count, height, width]
     */
    Tensor oneHot(Tensor target, int from, int count);

    /**
     * An operation of a plugin's own.
     *
     * @param function a record or an enum
     * @param inputs as many as it takes, of the shapes that it takes; at least one
     */
    Tensor apply(ArrayFunction function, Tensor... inputs);

    /** See {@link Op.RankedSum}; the value must not depend on trained parameters. No gradient reaches the key. */
    Tensor rankedSum(Tensor key, Tensor value, Set<Role> roles);

    /** See {@link Op.SignedDistance}; the mask must not depend on trained parameters. */
    Tensor signedDistance(Tensor mask);

    /** See {@link Op.BceWithLogits}; target has the logits' shape. */
    Tensor bceWithLogits(Tensor logits, Tensor target, double positiveWeight);

    /** See {@link Op.Nll}; target is [batch, 1, height, width]. */
    Tensor nll(Tensor logProbabilities, Tensor target, List<Double> classWeights, int ignoreIndex);

    /** See {@link Op.NllWeight}. */
    Tensor nllWeight(Tensor target, List<Double> classWeights, int ignoreIndex);
}
