// SPDX-License-Identifier: Apache-2.0
package org.septum.testkit.kernels;

import org.septum.api.graph.Op;

/** Softmax and its logarithm over the channels of each pixel. */
final class SoftmaxOps {

    private SoftmaxOps() {}

    static void addTo(Kernels kernels) {
        kernels.add(Op.Softmax.class, (op, operands) -> pixels(operands, SoftmaxOps::softmax));
        kernels.add(Op.LogSoftmax.class, (op, operands) -> pixels(operands, SoftmaxOps::logSoftmax));
        kernels.add(Op.SoftmaxBackward.class, (op, operands) -> pixels(operands, SoftmaxOps::softmaxBackward));
        kernels.add(Op.LogSoftmaxBackward.class, (op, operands) -> pixels(operands, SoftmaxOps::logSoftmaxBackward));
    }

    /** From the channels of one pixel, for each input, to those of the output. */
    @FunctionalInterface
    private interface Pixel {
        double[] compute(double[][] in);
    }

    private static void pixels(Operands operands, Pixel pixel) {
        Array y = operands.out();
        int channels = y.size(1);
        int plane = y.size(2) * y.size(3);
        double[][] in = new double[operands.inputs().size()][channels];
        for (int i = 0; i < y.elements() / channels; i++) {
            int first = i / plane * channels * plane + i % plane;
            for (int input = 0; input < in.length; input++) {
                for (int c = 0; c < channels; c++) {
                    in[input][c] = operands.in(input).get(first + c * plane);
                }
            }
            double[] result = pixel.compute(in);
            for (int c = 0; c < channels; c++) {
                y.set(first + c * plane, result[c]);
            }
        }
    }

    private static double[] logSoftmax(double[][] in) {
        double[] x = in[0];
        double maximum = Double.NEGATIVE_INFINITY;
        for (double value : x) {
            maximum = Math.max(maximum, value);
        }
        double sum = 0;
        for (double value : x) {
            sum += Math.exp(value - maximum);
        }
        double[] y = new double[x.length];
        for (int c = 0; c < x.length; c++) {
            y[c] = x[c] - maximum - Math.log(sum);
        }
        return y;
    }

    private static double[] softmax(double[][] in) {
        double[] y = logSoftmax(in);
        for (int c = 0; c < y.length; c++) {
            y[c] = Math.exp(y[c]);
        }
        return y;
    }

    private static double[] softmaxBackward(double[][] in) {
        double[] dy = in[0];
        double[] y = in[1];
        double projection = 0;
        for (int c = 0; c < y.length; c++) {
            projection += dy[c] * y[c];
        }
        double[] dx = new double[y.length];
        for (int c = 0; c < y.length; c++) {
            dx[c] = y[c] * (dy[c] - projection);
        }
        return dx;
    }

    private static double[] logSoftmaxBackward(double[][] in) {
        double[] dy = in[0];
        double[] y = in[1];
        double sum = 0;
        for (double value : dy) {
            sum += value;
        }
        double[] dx = new double[y.length];
        for (int c = 0; c < y.length; c++) {
            dx[c] = dy[c] - Math.exp(y[c]) * sum;
        }
        return dx;
    }
}
