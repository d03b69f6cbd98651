// SPDX-License-Identifier: Apache-2.0
package org.septum.models.layer;

import org.septum.api.Arguments;
import org.septum.api.Option;
import org.septum.api.graph.Extent;
import org.septum.api.graph.GraphBuilder;
import org.septum.api.graph.Parameter;
import org.septum.api.graph.Tensor;

/**
 * A convolution that keeps height and width but for its stride; made once, it can be applied several times.
 *
 * @param bias null for none
 */
public record Convolution(Parameter weight, Parameter bias, Form form) {

    private static final String OPTION = "kernel";

    /**
     * What a convolution joins.
     *
     * @param kernel its size, odd
     * @param dilation the distance of the kernel's elements in pixels
     * @param groups of channels that are convolved by themselves
     */
    public record Form(Extent kernel, Extent stride, int dilation, int groups) {

        /** Pixel by pixel. */
        public static final Form POINT = of(Extent.ONE);

        public static Form of(Extent kernel) {
            return new Form(kernel, Extent.ONE, 1, 1);
        }

        public Form withStride(Extent other) {
            return new Form(kernel, other, dilation, groups);
        }

        public Form withDilation(int other) {
            return new Form(kernel, stride, other, groups);
        }
    }

    /** Makes the parameters {@code weight} and, with a bias, {@code bias}. */
    public static Convolution of(
            GraphBuilder graph,
            int inputChannels,
            int outputChannels,
            Form form,
            boolean bias,
            Initialization initialization) {
        int inputs = inputChannels / form.groups();
        Extent kernel = form.kernel();
        int fanIn = inputs * kernel.area();
        Parameter weight = graph.parameter(
                "weight", initialization.weight(fanIn), outputChannels, inputs, kernel.height(), kernel.width());
        Parameter shift = bias ? graph.parameter("bias", initialization.bias(fanIn), outputChannels) : null;
        return new Convolution(weight, shift, form);
    }

    public Tensor apply(GraphBuilder graph, Tensor x) {
        Extent dilation = Extent.square(form.dilation());
        Extent padding = form.kernel().half().times(dilation);
        return graph.conv2d(x, weight, bias, form.stride(), padding, dilation, form.groups());
    }

    /** An ordinary convolution with bias, applied once and initialized as PyTorch does it. */
    public static Tensor build(GraphBuilder graph, Tensor x, int outputChannels, Form form) {
        return build(graph, x, outputChannels, form, true, Initialization.PYTORCH);
    }

    /** An ordinary convolution, applied once. */
    public static Tensor build(
            GraphBuilder graph, Tensor x, int outputChannels, Form form, boolean bias, Initialization initialization) {
        return of(graph, x.shape().channels(), outputChannels, form, bias, initialization)
                .apply(graph, x);
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
    public static Extent oddKernel(Arguments arguments) {
        int kernel = arguments.whole(OPTION);
        if (kernel % 2 == 0) {
            throw arguments.error(OPTION, "found " + kernel + ", allowed is an odd number: 1, 3, 5, 7 and so on");
        }
        return Extent.square(kernel);
    }
}
