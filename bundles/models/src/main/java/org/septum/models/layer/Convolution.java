// SPDX-License-Identifier: Apache-2.0
package org.septum.models.layer;

import org.septum.api.Arguments;
import org.septum.api.Option;
import org.septum.api.graph.GraphBuilder;
import org.septum.api.graph.Initializer;
import org.septum.api.graph.Parameter;
import org.septum.api.graph.Tensor;

/**
 * A convolution that keeps height and width, initialized as PyTorch does it; made once, it can be applied several times.
 *
 * @param bias null for none
 */
public record Convolution(Parameter weight, Parameter bias, int kernel, int dilation, int groups) {

    private static final String OPTION = "kernel";

    /**
     * Makes the parameters {@code weight} and, with a bias, {@code bias}.
     *
     * @param kernel odd
     */
    public static Convolution of(
            GraphBuilder graph,
            int inputChannels,
            int outputChannels,
            int kernel,
            boolean bias,
            int dilation,
            int groups) {
        int inputs = inputChannels / groups;
        Initializer initializer = Initializer.fanIn(inputs * kernel * kernel);
        Parameter weight = graph.parameter("weight", initializer, outputChannels, inputs, kernel, kernel);
        Parameter shift = bias ? graph.parameter("bias", initializer, outputChannels) : null;
        return new Convolution(weight, shift, kernel, dilation, groups);
    }

    public Tensor apply(GraphBuilder graph, Tensor x) {
        return graph.conv2d(x, weight, bias, 1, dilation * (kernel / 2), dilation, groups);
    }

    /** An ordinary convolution, applied once. */
    public static Tensor build(GraphBuilder graph, Tensor x, int outputChannels, int kernel, boolean bias) {
        return of(graph, x.shape().channels(), outputChannels, kernel, bias, 1, 1)
                .apply(graph, x);
    }

    /** A convolution of each channel by itself, applied once. */
    public static Tensor depthwise(GraphBuilder graph, Tensor x, int kernel, boolean bias) {
        int channels = x.shape().channels();
        return of(graph, channels, channels, kernel, bias, 1, channels).apply(graph, x);
    }

    /** The option for the size of a kernel. */
    public static Option kernelOption(int largest, String documentation, int byDefault) {
        return Option.whole(OPTION, 1, largest, documentation).or(byDefault);
    }

    /**
     * The size of the kernel that the option says.
     *
     * @throws org.septum.api.UserError if it is even: then height and width could not be kept
     */
    public static int oddKernel(Arguments arguments) {
        int kernel = arguments.whole(OPTION);
        if (kernel % 2 == 0) {
            throw arguments.error(OPTION, "found " + kernel + ", allowed is an odd number: 1, 3, 5, 7 and so on");
        }
        return kernel;
    }
}
