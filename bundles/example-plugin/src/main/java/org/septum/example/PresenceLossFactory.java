// SPDX-License-Identifier: Apache-2.0
package org.septum.example;

import java.util.Set;
import org.osgi.service.component.annotations.Component;
import org.septum.api.Arguments;
import org.septum.api.Option;
import org.septum.api.Options;
import org.septum.api.PluginType;
import org.septum.api.graph.GraphBuilder;
import org.septum.api.graph.Role;
import org.septum.api.graph.Tensor;
import org.septum.api.head.TargetEncoding;
import org.septum.api.loss.Loss;
import org.septum.api.loss.LossFactory;

/**
 * Creates {@code presence}: the cross-entropy of the classes' presence in the image beside that of the pixels. Its pooling,
 * {@link LogSumExpPooling}, is an operation of the plugin's own.
 */
@Component
@PluginType("presence")
public final class PresenceLossFactory implements LossFactory {

    @Override
    public String summary() {
        return "binary cross-entropy of each pixel's classes, and of which classes the image has at all";
    }

    @Override
    public Options options() {
        return Options.of(
                Option.real("sharpness", 0.1, 100, "how close the pooling of logits comes to their maximum")
                        .or(5),
                Option.real("weight", 0, 100, "the weight of presence beside the pixels")
                        .or(0.1));
    }

    @Override
    public Loss create(Arguments arguments) {
        return new PresenceLoss(new LogSumExpPooling(arguments.real("sharpness")), arguments.real("weight"));
    }

    private record PresenceLoss(LogSumExpPooling pooling, double weight) implements Loss {

        private static final Set<Role> ALL = Set.of(Role.values());

        @Override
        public boolean accepts(TargetEncoding encoding) {
            return encoding == TargetEncoding.CLASS_INDEX;
        }

        @Override
        public Tensor build(GraphBuilder graph, Tensor logits, Tensor target) {
            Tensor truth = graph.oneHot(target, 0, logits.shape().channels());
            Tensor present = graph.clamp(graph.sum(truth, Set.of(Role.HEIGHT, Role.WIDTH)), 0, 1);
            Tensor pixels = graph.mean(graph.bceWithLogits(logits, truth, 1), ALL);
            Tensor classes = graph.mean(graph.bceWithLogits(graph.apply(pooling, logits), present, 1), ALL);
            return graph.add(pixels, graph.affine(classes, weight, 0));
        }
    }
}
