// SPDX-License-Identifier: Apache-2.0
package org.septum.testkit.conformance;

import java.util.List;
import org.septum.api.graph.ArrayFunction;
import org.septum.api.graph.CustomOp;
import org.septum.api.graph.Elements;
import org.septum.api.graph.Shape;
import org.septum.api.graph.WritableElements;
import org.septum.api.plan.Value;

/** Operations as a plugin brings them: what they are given has to be in reference order. */
final class CustomCases {

    private CustomCases() {}

    static List<ConformanceCase> all() {
        return List.of(
                new ConformanceCase("custom operation", operation()),
                new ConformanceCase("custom operation on a parameter", onAParameter()));
    }

    private static SmallPlan operation() {
        SmallPlan small = new SmallPlan();
        Value x = small.input(2, 5, 7, 3);
        Value factor = small.input(1, 5, 1, 1);
        Value y = small.output(2, 5, 7, 1);
        CustomOp.Forward op = new CustomOp.Forward(new ScaledLastColumn(0.5));
        small.call(op, List.of(x, factor), y);
        Value dy = small.input(2, 5, 7, 1);
        List<Value> from = List.of(dy, y, x, factor);
        Value dx = small.output(2, 5, 7, 3);
        small.call(new CustomOp.Backward(op, List.of(0, 1)), from, dx, small.output(1, 5, 1, 1));
        return small.call(new CustomOp.Backward(op, List.of(1)), from, small.output(1, 5, 1, 1));
    }

    private static SmallPlan onAParameter() {
        SmallPlan small = new SmallPlan();
        Value x = small.input(2, 3, 4, 4);
        Value factor = small.parameter(1, 3, 1, 1);
        Value y = small.output(2, 3, 4, 1);
        CustomOp.Forward op = new CustomOp.Forward(new ScaledLastColumn(2));
        small.call(op, List.of(x, factor), y);
        return small.call(new CustomOp.Backward(op, List.of(1)), List.of(y, y, x, factor), small.gradient(factor));
    }

    /** The last column, times a factor for each channel, plus a share of the first; an order of its own in every loop. */
    private record ScaledLastColumn(double share) implements ArrayFunction {

        @Override
        public Shape shape(List<Shape> inputs) {
            Shape x = inputs.get(0);
            return new Shape(x.batch(), x.channels(), x.height(), 1);
        }

        @Override
        public void forward(List<Elements> inputs, WritableElements result) {
            Elements x = inputs.get(0);
            int width = x.shape().width();
            for (int i = 0; i < result.size(); i++) {
                double factor = inputs.get(1).get(channel(result, i));
                result.set(i, factor * x.get(i * width + width - 1) + share * x.get(i * width));
            }
        }

        @Override
        public void backward(
                List<Elements> inputs, Elements result, Elements gradient, List<WritableElements> gradients) {
            Elements x = inputs.get(0);
            int width = x.shape().width();
            for (int i = 0; i < gradient.size(); i++) {
                int channel = channel(gradient, i);
                gradients.get(0).add(i * width, share * gradient.get(i));
                gradients.get(0).add(i * width + width - 1, inputs.get(1).get(channel) * gradient.get(i));
                gradients.get(1).add(channel, gradient.get(i) * x.get(i * width + width - 1));
            }
        }

        private static int channel(Elements elements, int index) {
            return index / elements.shape().height() % elements.shape().channels();
        }
    }
}
