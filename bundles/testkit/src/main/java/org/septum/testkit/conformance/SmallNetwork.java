// SPDX-License-Identifier: Apache-2.0
package org.septum.testkit.conformance;

import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.septum.api.graph.Activation;
import org.septum.api.graph.GraphBuilder;
import org.septum.api.graph.Initializer;
import org.septum.api.graph.Mode;
import org.septum.api.graph.Op;
import org.septum.api.graph.Parameter;
import org.septum.api.graph.Role;
import org.septum.api.graph.Shape;
import org.septum.api.graph.Tensor;
import org.septum.api.plan.ParameterTable;
import org.septum.api.plan.Plan;
import org.septum.services.graph.GraphCompiler;

/**
 * One level of a U-Net with dropout, a weight used twice and a loss weighted by class: a whole network that a backend can
 * train in no time.
 */
public final class SmallNetwork {

    private SmallNetwork() {}

    /**
     * Builds and plans it.
     *
     * @param size batch, height and width; the latter two even
     */
    public static Plan plan(GraphCompiler compiler, Mode mode, Op.Interpolation interpolation, int... size) {
        GraphBuilder graph = compiler.newGraph(mode);
        Tensor image = graph.input("image", new Shape(size[0], 2, size[1], size[2]));
        Tensor target = graph.input("target", new Shape(size[0], 1, size[1], size[2]));
        Tensor skip = block(graph.scope("encoder"), image, 6);
        Tensor low = block(graph.scope("bottom"), graph.maxPool2d(skip, 2), 8);
        low = graph.dropout(low, 0.25);
        Parameter shared = graph.parameter("shared", Initializer.fanIn(8 * 9), 8, 8, 3, 3);
        low = graph.activate(graph.conv2d(low, shared, null, 1, 1, 1), Activation.leakyRelu(0.1));
        low = graph.add(low, graph.conv2d(low, shared, null, 1, 2, 2));
        Parameter up = graph.parameter("up", Initializer.fanIn(8 * 4), 8, 4, 2, 2);
        Tensor joined = graph.concat(
                List.of(skip, graph.transposedConv2d(low, up, null, 2), graph.upsample(low, 2, interpolation)));
        Tensor high = block(graph.scope("decoder"), joined, 6);
        Parameter weight = graph.parameter("head", Initializer.fanIn(6), 3, 6, 1, 1);
        Parameter bias = graph.parameter("head bias", Initializer.uniform(0.1), 3);
        Tensor logits = graph.conv2d(high, weight, bias, 1, 0, 1);
        List<Double> weights = List.of(0.5, 2.0, 1.0);
        Tensor loss = graph.divide(
                graph.sum(graph.nll(graph.logSoftmax(logits), target, weights, -100), EnumSet.allOf(Role.class)),
                graph.sum(graph.nllWeight(target, weights, -100), EnumSet.allOf(Role.class)));
        return compiler.plan(graph, loss, Map.of("logits", logits));
    }

    private static Tensor block(GraphBuilder graph, Tensor x, int channels) {
        int in = x.shape().channels();
        Parameter weight = graph.parameter("weight", Initializer.fanIn(in * 9), channels, in, 3, 3);
        Tensor y = graph.batchNorm(
                graph.conv2d(x, weight, null, 1, 1, 1),
                graph.parameter("scale", Initializer.constant(1), channels),
                graph.parameter("shift", Initializer.constant(0), channels),
                graph.state("mean", 0, channels),
                graph.state("variance", 1, channels),
                0.1,
                1e-5);
        return graph.activate(y, Activation.RELU);
    }

    /** Initial weights, random images and targets, by the names in the plan. */
    public static Map<String, float[]> data(Plan plan) {
        Map<String, float[]> data = new HashMap<>();
        SplittableRandom random = new SplittableRandom(11);
        for (ParameterTable.Entry entry : plan.parameters().entries()) {
            float[] values = new float[(int) entry.elements()];
            entry.initializer().fill(values, random);
            data.put(entry.name(), values);
        }
        plan.inputs().forEach((name, value) -> {
            float[] values = new float[(int) value.elements()];
            for (int i = 0; i < values.length; i++) {
                values[i] = name.equals("target") ? random.nextInt(3) : (float) random.nextGaussian();
            }
            data.put(name, values);
        });
        return data;
    }
}
