// SPDX-License-Identifier: Apache-2.0
package org.septum.testkit.conformance;

import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import org.septum.api.graph.Activation;
import org.septum.api.graph.Extent;
import org.septum.api.graph.GraphBuilder;
import org.septum.api.graph.Initializer;
import org.septum.api.graph.Mode;
import org.septum.api.graph.Op;
import org.septum.api.graph.Parameter;
import org.septum.api.graph.Role;
import org.septum.api.graph.Shape;
import org.septum.api.graph.Tensor;
import org.septum.api.plan.Plan;
import org.septum.services.graph.GraphCompiler;

/**
 * A U-Net of two levels whose kernels and strides are others along the rows than along the columns, with a loss of its own at
 * the lower level, whose target is reduced.
 */
public final class AxesNetwork {

    private static final Extent ROWS = new Extent(2, 1);
    private static final Extent COLUMNS = new Extent(1, 2);

    private AxesNetwork() {}

    /** Builds and plans it. */
    public static Plan plan(GraphCompiler compiler, Mode mode) {
        GraphBuilder graph = compiler.newGraph(mode);
        Tensor image = graph.input("image", new Shape(3, 2, 12, 10));
        Tensor target = graph.input("target", new Shape(3, 1, 12, 10));
        Tensor first = layer(graph.scope("first"), image, 6, new Extent(1, 3), Extent.ONE);
        Tensor second = layer(graph.scope("second"), first, 8, new Extent(3, 3), ROWS);
        Tensor low = layer(graph.scope("low"), graph.maxPool2d(second, COLUMNS), 8, new Extent(3, 1), Extent.ONE);
        Tensor high = graph.concat(List.of(
                first,
                enlarged(graph.scope("up"), enlarged(graph.scope("right"), low, 6, COLUMNS), 4, ROWS),
                graph.upsample(second, ROWS, Op.Interpolation.BILINEAR)));
        Tensor decoded = layer(graph.scope("decoder"), high, 6, new Extent(1, 3), Extent.ONE);
        Tensor logits = convolved(graph.scope("head"), decoded, 3, Extent.ONE, Extent.ONE);
        Tensor side = convolved(graph.scope("side"), low, 3, Extent.ONE, Extent.ONE);
        Tensor reduced = graph.slice(graph.pixelUnshuffle(target, ROWS.times(COLUMNS)), 3, 1);
        Tensor loss = graph.add(loss(graph, logits, target), loss(graph, side, reduced));
        return compiler.plan(graph, loss, Map.of("logits", logits));
    }

    private static Tensor loss(GraphBuilder graph, Tensor logits, Tensor target) {
        return graph.mean(graph.nll(graph.logSoftmax(logits), target, List.of(), -100), EnumSet.allOf(Role.class));
    }

    private static Tensor layer(GraphBuilder graph, Tensor x, int channels, Extent kernel, Extent stride) {
        Tensor normal = graph.batchNorm(
                convolved(graph, x, channels, kernel, stride),
                graph.parameter("scale", Initializer.uniform(1), channels),
                graph.parameter("shift", Initializer.uniform(1), channels),
                graph.state("mean", 0.1, channels),
                graph.state("variance", 0.7, channels),
                0.1,
                1e-5);
        return graph.activate(normal, Activation.leakyRelu(0.5));
    }

    private static Tensor convolved(GraphBuilder graph, Tensor x, int out, Extent kernel, Extent stride) {
        int in = x.shape().channels();
        Initializer initializer = Initializer.fanIn(in * kernel.area());
        Parameter weight = graph.parameter("weight", initializer, out, in, kernel.height(), kernel.width());
        return graph.conv2d(x, weight, null, stride, kernel.half(), Extent.ONE, 1);
    }

    private static Tensor enlarged(GraphBuilder graph, Tensor x, int out, Extent factor) {
        int in = x.shape().channels();
        Initializer initializer = Initializer.fanIn(out * factor.area());
        Parameter weight = graph.parameter("weight", initializer, in, out, factor.height(), factor.width());
        return graph.transposedConv2d(x, weight, graph.parameter("bias", initializer, out), factor);
    }
}
