// SPDX-License-Identifier: Apache-2.0
package org.septum.example;

import java.util.List;
import org.osgi.service.component.annotations.Component;
import org.septum.api.Arguments;
import org.septum.api.Option;
import org.septum.api.Options;
import org.septum.api.PluginType;
import org.septum.api.training.Optimizer;
import org.septum.api.training.OptimizerFactory;
import org.septum.api.training.ParameterUpdate;
import org.septum.api.training.Progress;

/** Creates {@code example-optimizer}: plain gradient descent. */
@Component
@PluginType("example-optimizer")
public final class ExampleOptimizerFactory implements OptimizerFactory {

    @Override
    public String summary() {
        return "plain gradient descent";
    }

    @Override
    public Options options() {
        return Options.of(Option.real("learning-rate", 0, 10, "by which the gradient is multiplied")
                .or(0.05));
    }

    @Override
    public Optimizer create(Arguments arguments) {
        return new ExampleOptimizer(arguments.real("learning-rate"));
    }

    private record ExampleOptimizer(double rate) implements Optimizer {

        @Override
        public List<String> slots() {
            return List.of();
        }

        @Override
        public double learningRate(Progress progress) {
            return rate;
        }

        @Override
        public ParameterUpdate step(Progress progress, double gradientFactor) {
            float factor = (float) (rate * gradientFactor);
            return (parameters, gradients, slots, length) -> {
                for (int i = 0; i < length; i++) {
                    parameters[i] -= factor * gradients[i];
                }
            };
        }
    }
}
