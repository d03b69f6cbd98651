// SPDX-License-Identifier: Apache-2.0
package org.example;

import java.util.List;
import org.septum.api.graph.ArrayFunction;
import org.septum.api.graph.Elements;
import org.septum.api.graph.Shape;
import org.septum.api.graph.WritableElements;

/** A plugin's operation whose every method fails in another way. */
public record OddFunction() implements ArrayFunction {

    @Override
    public Shape shape(List<Shape> inputs) {
        if (inputs.size() > 1) {
            throw new IllegalArgumentException("one input only");
        }
        return null;
    }

    @Override
    public void forward(List<Elements> inputs, WritableElements result) {
        result.set(result.size(), inputs.get(0).get(0));
    }

    @Override
    public void backward(List<Elements> inputs, Elements result, Elements gradient, List<WritableElements> gradients) {
        gradients.get(0).set(0, Math.sqrt(-1));
    }
}
