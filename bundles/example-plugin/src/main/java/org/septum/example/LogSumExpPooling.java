// SPDX-License-Identifier: Apache-2.0
package org.septum.example;

import java.util.List;
import org.septum.api.graph.ArrayFunction;
import org.septum.api.graph.Elements;
import org.septum.api.graph.Shape;
import org.septum.api.graph.WritableElements;

/**
 * An operation that a graph does not have: log-sum-exp pooling, log(mean(exp(sharpness x))) / sharpness over height and width,
 * between the mean and the maximum. P. O. Pinheiro and R. Collobert, "From Image-level to Pixel-level Labeling with
 * Convolutional Networks", CVPR 2015.
 *
 * @param sharpness more than 0; the larger, the closer to the maximum
 */
record LogSumExpPooling(double sharpness) implements ArrayFunction {

    @Override
    public Shape shape(List<Shape> inputs) {
        if (inputs.size() != 1) {
            throw new IllegalArgumentException("there must be one input, found " + inputs.size());
        }
        return new Shape(inputs.get(0).batch(), inputs.get(0).channels(), 1, 1);
    }

    @Override
    public void forward(List<Elements> inputs, WritableElements result) {
        Elements x = inputs.get(0);
        int plane = x.size() / result.size();
        for (int i = 0; i < result.size(); i++) {
            double largest = Double.NEGATIVE_INFINITY;
            for (int pixel = i * plane; pixel < (i + 1) * plane; pixel++) {
                largest = Math.max(largest, x.get(pixel));
            }
            double sum = 0;
            for (int pixel = i * plane; pixel < (i + 1) * plane; pixel++) {
                sum += Math.exp(sharpness * (x.get(pixel) - largest));
            }
            result.set(i, largest + Math.log(sum / plane) / sharpness);
        }
    }

    /** A pixel has the share of the gradient that its exponential has of the sum. */
    @Override
    public void backward(List<Elements> inputs, Elements result, Elements gradient, List<WritableElements> gradients) {
        Elements x = inputs.get(0);
        int plane = x.size() / result.size();
        for (int pixel = 0; pixel < x.size(); pixel++) {
            int i = pixel / plane;
            double share = Math.exp(sharpness * (x.get(pixel) - result.get(i))) / plane;
            gradients.get(0).set(pixel, share * gradient.get(i));
        }
    }
}
