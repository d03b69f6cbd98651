// SPDX-License-Identifier: Apache-2.0
package org.septum.testkit.conformance;

import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import org.septum.api.graph.GraphBuilder;
import org.septum.api.graph.Initializer;
import org.septum.api.graph.Mode;
import org.septum.api.graph.Parameter;
import org.septum.api.graph.Role;
import org.septum.api.graph.Shape;
import org.septum.api.graph.Tensor;
import org.septum.api.plan.Plan;
import org.septum.services.graph.GraphCompiler;

/** A network in which every group of a convolution reads two parts of a concatenation, and a normalization follows. */
public final class GroupedNetwork {

    private GroupedNetwork() {}

    /** Builds and plans it. */
    public static Plan plan(GraphCompiler compiler, Mode mode) {
        GraphBuilder graph = compiler.newGraph(mode);
        Tensor image = graph.input("image", new Shape(3, 2, 12, 8));
        Tensor target = graph.input("target", new Shape(3, 1, 12, 8));
        Tensor first = graph.conv2d(image, weights(graph, "first", 8, 2, 3), null, 1, 1, 1);
        Tensor second = graph.conv2d(image, weights(graph, "second", 4, 2, 3), null, 1, 1, 1);
        Tensor joined = graph.concat(List.of(first, second));
        Tensor mixed = graph.conv2d(joined, weights(graph, "mixed", 8, 6, 3), null, 1, 1, 1, 2);
        Tensor normal = graph.batchNorm(
                mixed,
                graph.parameter("scale", Initializer.uniform(1), 8),
                graph.parameter("shift", Initializer.uniform(1), 8),
                graph.state("mean", 0.1, 8),
                graph.state("variance", 0.7, 8),
                0.1,
                1e-5);
        Tensor spread = graph.conv2d(graph.gelu(normal), weights(graph, "spread", 8, 1, 7), null, 1, 3, 1, 8);
        Tensor pooled = graph.avgPool2d(
                graph.groupNorm(
                        spread,
                        graph.parameter("group scale", Initializer.uniform(1), 8),
                        graph.parameter("group shift", Initializer.uniform(1), 8),
                        2,
                        1e-5),
                2);
        Tensor packed = graph.conv2d(graph.silu(pooled), weights(graph, "packed", 12, 8, 1), null, 1, 0, 1);
        Tensor logits = graph.conv2d(graph.pixelShuffle(packed, 2), weights(graph, "head", 3, 3, 1), null, 1, 0, 1);
        Tensor loss =
                graph.sum(graph.nll(graph.logSoftmax(logits), target, List.of(), -100), EnumSet.allOf(Role.class));
        return compiler.plan(graph, loss, Map.of("logits", logits));
    }

    private static Parameter weights(GraphBuilder graph, String name, int out, int in, int kernel) {
        return graph.parameter(name, Initializer.fanIn(in * kernel * kernel), out, in, kernel, kernel);
    }
}
