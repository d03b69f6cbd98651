// SPDX-License-Identifier: Apache-2.0
package org.septum.example;

import java.util.Set;
import org.osgi.service.component.annotations.Component;
import org.septum.api.Arguments;
import org.septum.api.Option;
import org.septum.api.Options;
import org.septum.api.PluginType;
import org.septum.api.graph.Activation;
import org.septum.api.graph.GraphBuilder;
import org.septum.api.graph.Role;
import org.septum.api.graph.Tensor;
import org.septum.api.head.TargetEncoding;
import org.septum.api.loss.Loss;
import org.septum.api.loss.LossFactory;

/** Creates {@code example-loss}: the mean of a power of the error of each pixel's probability, the Brier score for power 2. */
@Component
@PluginType("example-loss")
public final class ExampleLossFactory implements LossFactory {

    @Override
    public String summary() {
        return "the mean of a power of the probabilities' errors, for masks";
    }

    @Override
    public Options options() {
        return Options.of(
                Option.real("power", 1, 4, "the power; 2 is the Brier score").or(2));
    }

    @Override
    public Loss create(Arguments arguments) {
        return new ExampleLoss(arguments.real("power"));
    }

    private record ExampleLoss(double power) implements Loss {

        /** Masks are 0 or 1, as the head {@code binary} makes them. */
        @Override
        public boolean accepts(TargetEncoding encoding) {
            return encoding == TargetEncoding.MASK;
        }

        @Override
        public Tensor build(GraphBuilder graph, Tensor logits, Tensor target) {
            Tensor probability = graph.activate(logits, Activation.SIGMOID);
            // The gradient of a power is taken at the error's size, which must not be quite 0.
            Tensor error = graph.affine(graph.abs(graph.subtract(probability, target)), 1, 1e-12);
            return graph.mean(graph.pow(error, power), Set.of(Role.values()));
        }
    }
}
