// SPDX-License-Identifier: Apache-2.0
package org.septum.graph;

import java.util.List;
import org.septum.api.graph.ArrayFunction;
import org.septum.api.graph.Elements;
import org.septum.api.graph.Shape;
import org.septum.api.graph.WritableElements;

/**
 * Pools each plane of its first input to log(sum of exp), and adds the second, a number per channel.
 *
 * @param fault what its gradient is multiplied by; 1 if it is sound
 */
record LogSumExp(double fault) implements ArrayFunction {

    @Override
    public Shape shape(List<Shape> inputs) {
        if (inputs.size() != 2 || inputs.get(1).elements() != inputs.get(0).channels()) {
            throw new IllegalArgumentException("there must be two inputs, the second with one number per channel");
        }
        return new Shape(inputs.get(0).batch(), inputs.get(0).channels(), 1, 1);
    }

    @Override
    public void forward(List<Elements> inputs, WritableElements result) {
        Elements x = inputs.get(0);
        for (int n = 0; n < x.shape().batch(); n++) {
            for (int c = 0; c < x.shape().channels(); c++) {
                double sum = 0;
                for (int h = 0; h < x.shape().height(); h++) {
                    for (int w = 0; w < x.shape().width(); w++) {
                        sum += Math.exp(x.get(n, c, h, w));
                    }
                }
                result.set(n, c, 0, 0, Math.log(sum) + inputs.get(1).get(c));
            }
        }
    }

    @Override
    public void backward(List<Elements> inputs, Elements result, Elements gradient, List<WritableElements> gradients) {
        Elements x = inputs.get(0);
        int plane = x.shape().height() * x.shape().width();
        for (int i = 0; i < x.size(); i++) {
            int channel = i / plane % x.shape().channels();
            double share = Math.exp(x.get(i) + inputs.get(1).get(channel) - result.get(i / plane));
            gradients.get(0).set(i, fault * gradient.get(i / plane) * share);
        }
        for (int i = 0; i < result.size(); i++) {
            gradients.get(1).add(i % x.shape().channels(), gradient.get(i));
        }
    }
}
