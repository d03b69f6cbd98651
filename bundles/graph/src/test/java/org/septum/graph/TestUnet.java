// SPDX-License-Identifier: Apache-2.0
package org.septum.graph;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import org.septum.api.graph.Activation;
import org.septum.api.graph.GraphBuilder;
import org.septum.api.graph.Initializer;
import org.septum.api.graph.Mode;
import org.septum.api.graph.Parameter;
import org.septum.api.graph.Role;
import org.septum.api.graph.Shape;
import org.septum.api.graph.Tensor;
import org.septum.api.plan.Plan;

/**
 * The U-Net of Ronneberger et al. (MICCAI 2015) with padding and batch normalization, four levels deep, with a binary
 * cross-entropy.
 */
final class TestUnet {

    private static final int DEPTH = 4;

    private TestUnet() {}

    static Plan plan(Mode mode, int base, int batch, int size) {
        PlanningGraphCompiler compiler = new PlanningGraphCompiler();
        GraphBuilder graph = compiler.newGraph(mode);
        Tensor image = graph.input("image", new Shape(batch, 1, size, size));
        Tensor target = graph.input("target", new Shape(batch, 1, size, size));
        Tensor logits = build(graph, image, base);
        Tensor loss = graph.scope("loss").mean(graph.bceWithLogits(logits, target, 1), EnumSet.allOf(Role.class));
        return compiler.plan(graph, loss, Map.of("logits", logits));
    }

    private static Tensor build(GraphBuilder graph, Tensor image, int base) {
        Deque<Tensor> skips = new ArrayDeque<>();
        Tensor x = image;
        for (int level = 0; level < DEPTH; level++) {
            x = doubleConvolution(graph.scope("encoder").scope("" + level), x, base << level);
            skips.push(x);
            x = graph.scope("pool").maxPool2d(x, 2);
        }
        x = doubleConvolution(graph.scope("bottleneck"), x, base << DEPTH);
        for (int level = DEPTH - 1; level >= 0; level--) {
            GraphBuilder decoder = graph.scope("decoder").scope("" + level);
            int in = x.shape().channels();
            Parameter weight = decoder.scope("up").parameter("weight", Initializer.fanIn(in * 4), in, in / 2, 2, 2);
            Parameter bias = decoder.scope("up").parameter("bias", Initializer.fanIn(in * 4), in / 2);
            x = decoder.concat(List.of(skips.pop(), decoder.transposedConv2d(x, weight, bias, 2)));
            x = doubleConvolution(decoder, x, base << level);
        }
        Parameter weight = graph.scope("head").parameter("weight", Initializer.fanIn(base), 1, base, 1, 1);
        Parameter bias = graph.scope("head").parameter("bias", Initializer.fanIn(base), 1);
        return graph.conv2d(x, weight, bias, 1, 0, 1);
    }

    private static Tensor doubleConvolution(GraphBuilder graph, Tensor x, int channels) {
        Tensor first = convolution(graph, 1, x, channels);
        return convolution(graph, 2, first, channels);
    }

    private static Tensor convolution(GraphBuilder graph, int number, Tensor x, int channels) {
        int in = x.shape().channels();
        Parameter weight =
                graph.scope("conv" + number).parameter("weight", Initializer.fanIn(in * 9), channels, in, 3, 3);
        GraphBuilder norm = graph.scope("bn" + number);
        Tensor y = graph.conv2d(x, weight, null, 1, 1, 1);
        y = norm.batchNorm(
                y,
                norm.parameter("weight", Initializer.constant(1), channels),
                norm.parameter("bias", Initializer.constant(0), channels),
                norm.state("running_mean", 0, channels),
                norm.state("running_var", 1, channels),
                0.1,
                1e-5);
        return graph.activate(y, Activation.RELU);
    }
}
