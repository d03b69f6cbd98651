// SPDX-License-Identifier: Apache-2.0
package org.septum.backend.nd4j.convolution;

import org.septum.api.graph.Extent;
import org.septum.api.graph.Op;
import org.septum.api.plan.Value;
import org.septum.backend.common.kernels.Sizes;
import org.septum.backend.nd4j.memory.Memory;

/**
 * The geometry of a convolution in groups: which pixels of x a kernel element (tap) joins with which of y, and which channels.
 * Channels are the innermost dimension, so a depthwise convolution is a product of runs of floats.
 *
 * @param inputs the input channels of each group
 * @param outputs the output channels of each group
 */
public record GroupedTaps(Op.Conv2d op, Sizes x, Sizes y, Extent kernel, int inputs, int outputs) {

    public static GroupedTaps of(Op.Conv2d op, Value x, Value y, Value weight) {
        return new GroupedTaps(
                op,
                Sizes.of(x),
                Sizes.of(y),
                Geometry.kernel(weight),
                weight.dimension(1),
                weight.dimension(0) / op.groups());
    }

    public boolean depthwise() {
        return inputs == 1 && outputs == 1;
    }

    /** The row of x that a tap's row joins with a row of y; it may lie outside. */
    public int row(int row, int tapRow) {
        return row * op.stride().height()
                - op.padding().height()
                + tapRow * op.dilation().height();
    }

    public int column(int column, int tapColumn) {
        return column * op.stride().width()
                - op.padding().width()
                + tapColumn * op.dilation().width();
    }

    /** The weights of one tap: [out, in / groups]. */
    public int weightsOfTap() {
        return y.channels() * inputs;
    }

    /** Weights in reference layout as one run of floats for each tap. */
    public float[] byTap(Memory weights) {
        int taps = kernel.area();
        float[] all = new float[taps * weightsOfTap()];
        weights.get(0, all, all.length);
        float[] sorted = new float[all.length];
        for (int i = 0; i < weightsOfTap(); i++) {
            for (int tap = 0; tap < taps; tap++) {
                sorted[tap * weightsOfTap() + i] = all[i * taps + tap];
            }
        }
        return sorted;
    }

    /** One pixel of y gains what a tap makes of a pixel of x. */
    public void gather(float[] from, int fromAt, float[] weights, int weightsAt, float[] to, int toAt) {
        if (depthwise()) {
            for (int c = 0; c < y.channels(); c++) {
                to[toAt + c] += from[fromAt + c] * weights[weightsAt + c];
            }
            return;
        }
        for (int o = 0; o < y.channels(); o++) {
            int first = fromAt + o / outputs * inputs;
            float sum = 0;
            for (int i = 0; i < inputs; i++) {
                sum += from[first + i] * weights[weightsAt + o * inputs + i];
            }
            to[toAt + o] += sum;
        }
    }

    /** One pixel of dx gains what a tap makes of a pixel of dy. */
    public void scatter(float[] from, int fromAt, float[] weights, int weightsAt, float[] to, int toAt) {
        if (depthwise()) {
            gather(from, fromAt, weights, weightsAt, to, toAt);
            return;
        }
        for (int o = 0; o < y.channels(); o++) {
            int first = toAt + o / outputs * inputs;
            float value = from[fromAt + o];
            for (int i = 0; i < inputs; i++) {
                to[first + i] += value * weights[weightsAt + o * inputs + i];
            }
        }
    }

    /** A tap's weights' gradient gains the product of a pixel of x and one of dy. */
    public void multiply(float[] input, int inputAt, float[] gradient, int gradientAt, double[] to, int toAt) {
        if (depthwise()) {
            for (int c = 0; c < y.channels(); c++) {
                to[toAt + c] += input[inputAt + c] * gradient[gradientAt + c];
            }
            return;
        }
        for (int o = 0; o < y.channels(); o++) {
            int first = inputAt + o / outputs * inputs;
            for (int i = 0; i < inputs; i++) {
                to[toAt + o * inputs + i] += input[first + i] * gradient[gradientAt + o];
            }
        }
    }
}
