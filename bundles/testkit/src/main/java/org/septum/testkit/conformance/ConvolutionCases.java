// SPDX-License-Identifier: Apache-2.0
package org.septum.testkit.conformance;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.septum.api.graph.Op;
import org.septum.api.plan.Value;

/** Convolutions, ordinary, in groups and transposed, and their gradients. */
final class ConvolutionCases extends OperationCases {

    ConvolutionCases(Map<String, SmallPlan> cases) {
        super(cases);
        convolutions();
        groupedConvolutions();
        transposedConvolutions();
    }

    private void convolutions() {
        convolution("3x3", 3, 1, 1, 1, 8, 16, 2, 12, 10);
        convolution("3x3 odd sizes", 3, 1, 1, 1, 5, 7, 3, 9, 11);
        convolution("3x3 of one channel", 3, 1, 1, 1, 1, 4, 2, 8, 8);
        convolution("3x3 of three channels", 3, 1, 1, 1, 3, 6, 2, 8, 8);
        convolution("3x3 to one channel", 3, 1, 1, 1, 6, 1, 2, 8, 8);
        convolution("1x1", 1, 1, 0, 1, 6, 4, 2, 7, 5);
        convolution("1x1 strided", 1, 2, 0, 1, 6, 4, 2, 7, 5);
        convolution("3x3 without padding", 3, 1, 0, 1, 4, 5, 2, 8, 7);
        convolution("3x3 wide padding", 3, 1, 3, 1, 4, 5, 2, 8, 7);
        convolution("5x5", 5, 1, 2, 1, 4, 5, 1, 9, 9);
        convolution("2x2", 2, 1, 0, 1, 4, 5, 2, 6, 7);
        convolution("3x3 dilated", 3, 1, 2, 2, 4, 5, 2, 9, 8);
        convolution("3x3 strided", 3, 2, 1, 1, 4, 5, 2, 9, 8);
        convolution("2x2 strided", 2, 2, 0, 1, 4, 5, 2, 8, 7);
        convolution("3x3 strided and dilated", 3, 2, 2, 2, 4, 5, 2, 9, 8);
        convolution("3x3 wide image", 3, 1, 1, 1, 2, 3, 1, 3, 1100);
        convolution("3x3 several parts", 3, 1, 1, 1, 3, 4, 2, 70, 40);
    }

    private void convolution(
            String name, int kernel, int stride, int padding, int dilation, int in, int out, int batch, int h, int w) {
        convolution(name, new Op.Conv2d(stride, padding, dilation), kernel, in, out, batch, h, w);
    }

    private void convolution(String name, Op.Conv2d op, int kernel, int in, int out, int batch, int h, int w) {
        int reach = op.dilation() * (kernel - 1) + 1;
        int yh = (h + 2 * op.padding() - reach) / op.stride() + 1;
        int yw = (w + 2 * op.padding() - reach) / op.stride() + 1;
        int together = in / op.groups();
        add("convolution " + name, small -> {
            Value weight = small.parameter(out, together, kernel, kernel);
            Value bias = small.parameter(out);
            Value x = small.input(batch, in, h, w);
            small.call(op, List.of(x, weight, bias), small.output(batch, out, yh, yw));
            small.call(op, List.of(x, weight), small.output(batch, out, yh, yw));
        });
        add("convolution " + name + ", gradients", small -> {
            Value weight = small.parameter(out, together, kernel, kernel);
            Value bias = small.parameter(out);
            Value alone = small.parameter(out, together, kernel, kernel);
            Value x = small.input(batch, in, h, w);
            Value dy = small.input(batch, out, yh, yw);
            small.call(new Op.Conv2dBackwardInput(op), List.of(dy, weight), small.output(batch, in, h, w));
            small.call(new Op.Conv2dBackwardWeights(op), List.of(x, dy), small.gradient(weight), small.gradient(bias));
            small.call(new Op.Conv2dBackwardWeights(op), List.of(x, dy), small.gradient(alone));
        });
    }

    private void groupedConvolutions() {
        // Kernel, stride, padding, dilation, groups, channels in and out, batch, height, width.
        int[][] cases = {
            {3, 1, 1, 1, 6, 6, 6, 2, 9, 11},
            {7, 1, 3, 1, 33, 33, 33, 2, 12, 10},
            {3, 2, 1, 1, 4, 4, 4, 2, 9, 8},
            {3, 1, 2, 2, 4, 4, 8, 1, 9, 8},
            {3, 1, 1, 1, 2, 6, 4, 2, 8, 7},
            {1, 2, 0, 1, 3, 6, 9, 2, 7, 5},
        };
        for (int[] s : cases) {
            convolution(
                    "in groups " + Arrays.toString(s),
                    new Op.Conv2d(s[1], s[2], s[3], s[4]),
                    s[0],
                    s[5],
                    s[6],
                    s[7],
                    s[8],
                    s[9]);
        }
    }

    private void transposedConvolutions() {
        transposedConvolution("2x2", 2, 2, 8, 4, 2, 5, 7);
        transposedConvolution("2x2 of one channel", 2, 2, 1, 1, 3, 4, 4);
        transposedConvolution("3x3 overlapping", 3, 2, 4, 3, 2, 5, 4);
        transposedConvolution("2x2 with gaps", 2, 3, 4, 3, 2, 5, 4);
        transposedConvolution("3x3 stride 1", 3, 1, 4, 3, 2, 5, 4);
        transposedConvolution("2x2 several parts", 2, 2, 3, 2, 2, 40, 30);
    }

    private void transposedConvolution(String name, int kernel, int stride, int in, int out, int batch, int h, int w) {
        Op.TransposedConv2d op = new Op.TransposedConv2d(stride);
        int yh = (h - 1) * stride + kernel;
        int yw = (w - 1) * stride + kernel;
        add("transposed convolution " + name, small -> {
            Value weight = small.parameter(in, out, kernel, kernel);
            Value bias = small.parameter(out);
            Value x = small.input(batch, in, h, w);
            small.call(op, List.of(x, weight, bias), small.output(batch, out, yh, yw));
            small.call(op, List.of(x, weight), small.output(batch, out, yh, yw));
        });
        add("transposed convolution " + name + ", gradients", small -> {
            Value weight = small.parameter(in, out, kernel, kernel);
            Value bias = small.parameter(out);
            Value alone = small.parameter(in, out, kernel, kernel);
            Value x = small.input(batch, in, h, w);
            Value dy = small.input(batch, out, yh, yw);
            small.call(new Op.TransposedConv2dBackwardInput(op), List.of(dy, weight), small.output(batch, in, h, w));
            Op backward = new Op.TransposedConv2dBackwardWeights(op);
            small.call(backward, List.of(x, dy), small.gradient(weight), small.gradient(bias));
            small.call(backward, List.of(x, dy), small.gradient(alone));
        });
    }
}
