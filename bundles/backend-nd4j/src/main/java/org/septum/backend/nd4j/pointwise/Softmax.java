// SPDX-License-Identifier: Apache-2.0
package org.septum.backend.nd4j.pointwise;

import org.septum.backend.common.kernels.RowKernel;

/** Softmax and log-softmax over channels, and their gradients; every pixel by itself, its largest value subtracted. */
public final class Softmax {

    /** Works on one pixel. */
    @FunctionalInterface
    private interface Pixel {

        /**
         * @param from the arguments
         * @param to the result
         * @param at the pixel's first channel
         * @param end after its last one
         */
        void apply(float[][] from, float[] to, int at, int end);
    }

    private Softmax() {}

    private static RowKernel.Function each(int channels, Pixel pixel) {
        return (first, rows, from, to) -> {
            for (int at = 0; at < rows * channels; at += channels) {
                pixel.apply(from, to[0], at, at + channels);
            }
        };
    }

    /** x -> y. */
    public static RowKernel.Function softmax(int channels) {
        return each(channels, (from, to, at, end) -> {
            float[] x = from[0];
            double logSum = logSumExp(x, at, end);
            for (int c = at; c < end; c++) {
                to[c] = (float) Math.exp(x[c] - logSum);
            }
        });
    }

    /** dy, y -> dx. */
    public static RowKernel.Function softmaxGradient(int channels) {
        return each(channels, (from, to, at, end) -> {
            float[] dy = from[0];
            float[] y = from[1];
            double sum = 0;
            for (int c = at; c < end; c++) {
                sum += dy[c] * y[c];
            }
            for (int c = at; c < end; c++) {
                to[c] = (float) (y[c] * (dy[c] - sum));
            }
        });
    }

    /** x -> y. */
    public static RowKernel.Function logSoftmax(int channels) {
        return each(channels, (from, to, at, end) -> {
            float[] x = from[0];
            double logSum = logSumExp(x, at, end);
            for (int c = at; c < end; c++) {
                to[c] = (float) (x[c] - logSum);
            }
        });
    }

    /** dy, y -> dx. */
    public static RowKernel.Function logSoftmaxGradient(int channels) {
        return each(channels, (from, to, at, end) -> {
            float[] dy = from[0];
            float[] y = from[1];
            double sum = 0;
            for (int c = at; c < end; c++) {
                sum += dy[c];
            }
            for (int c = at; c < end; c++) {
                to[c] = (float) (dy[c] - Math.exp(y[c]) * sum);
            }
        });
    }

    private static double logSumExp(float[] x, int at, int end) {
        float largest = Float.NEGATIVE_INFINITY;
        for (int c = at; c < end; c++) {
            largest = Math.max(largest, x[c]);
        }
        double sum = 0;
        for (int c = at; c < end; c++) {
            sum += Math.exp(x[c] - largest);
        }
        return largest + Math.log(sum);
    }
}
