// SPDX-License-Identifier: Apache-2.0
package org.septum.testkit.rules;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import org.septum.api.graph.Extent;
import org.septum.api.graph.GraphBuilder;
import org.septum.api.graph.Shape;
import org.septum.api.graph.Tensor;
import org.septum.api.head.Head;
import org.septum.api.model.Block;
import org.septum.api.model.Features;
import org.septum.api.model.Model;
import org.septum.api.model.Normalization;
import org.septum.api.model.Skip;
import org.septum.api.model.Upsampling;

/**
 * A part of a network with inputs of given shapes.
 *
 * @param name for messages
 * @param inputs shapes by name; the last is the one through which a gradient must pass
 * @param build from the inputs, by name, to the output
 * @param expected the output's shape; its channels are 0 where any number will do
 */
record GraphCase(
        String name,
        Map<String, Shape> inputs,
        BiFunction<GraphBuilder, Map<String, Tensor>, Tensor> build,
        List<Integer> expected) {

    /** With two samples a batch normalization of one value each would always give plus and minus 1. */
    static final int BATCH = 4;

    private static final String X = "x";

    /** Several of the subject, made anew. */
    static List<GraphCase> of(Subject subject) {
        return switch (subject.kind()) {
            case BLOCK -> blocks(subject.create(Block.class));
            case NORMALIZATION -> List.of(normalization(subject.create(Normalization.class)));
            case UPSAMPLING -> upsamplings(subject.create(Upsampling.class));
            case SKIP -> List.of(skip(subject.create(Skip.class)));
            case MODEL -> List.of(model(subject.create(Model.class), 1), model(subject.create(Model.class), 3));
            default -> List.of(head(subject.create(Head.class)));
        };
    }

    private static List<GraphCase> blocks(Block block) {
        List<GraphCase> cases = new ArrayList<>();
        int[][] channels = {{8, 16}, {16, 16}, {16, 8}};
        for (int[] c : channels) {
            cases.add(single(
                    c[0] + " to " + c[1] + " channels",
                    new Shape(BATCH, c[0], 8, 8),
                    (graph, x) -> block.build(graph, x, c[1]),
                    List.of(BATCH, c[1], 8, 8)));
        }
        if (block.takesStride()) {
            cases.add(single(
                    "with a stride along the rows",
                    new Shape(BATCH, 8, 8, 8),
                    (graph, x) -> block.build(graph, x, 16, Block.KERNEL, new Extent(2, 1)),
                    List.of(BATCH, 16, 4, 8)));
        }
        return cases;
    }

    /** Enough channels for groups of several. */
    static GraphCase normalization(Normalization norm) {
        return single("32 channels", new Shape(BATCH, 32, 8, 6), norm::build, List.of(BATCH, 32, 8, 6));
    }

    private static List<GraphCase> upsamplings(Upsampling up) {
        List<GraphCase> cases = new ArrayList<>();
        for (int output : new int[] {4, 8}) {
            cases.add(single(
                    "8 to " + output + " channels",
                    new Shape(BATCH, 8, 5, 4),
                    (graph, x) -> up.build(graph, x, output, Extent.square(2)),
                    List.of(BATCH, output, 10, 8)));
            cases.add(single(
                    "8 to " + output + " channels, twice as wide",
                    new Shape(BATCH, 8, 5, 4),
                    (graph, x) -> up.build(graph, x, output, new Extent(1, 2)),
                    List.of(BATCH, output, 5, 8)));
        }
        return cases;
    }

    private static GraphCase skip(Skip skip) {
        Map<String, Shape> inputs = new LinkedHashMap<>();
        inputs.put("encoder", new Shape(BATCH, 8, 6, 8));
        inputs.put("decoder", new Shape(BATCH, 8, 6, 8));
        return new GraphCase(
                "8 channels each",
                inputs,
                (graph, given) -> skip.join(graph, given.get("encoder"), given.get("decoder")),
                List.of(BATCH, 0, 6, 8));
    }

    private static GraphCase model(Model model, int channels) {
        return single(
                channels + " channels",
                new Shape(BATCH, channels, 32, 32),
                (graph, x) -> {
                    Features features = model.build(graph, x);
                    features.sides().forEach(side -> side(side, x.shape()));
                    return features.finest();
                },
                List.of(BATCH, 0, 32, 32));
    }

    private static void side(Features.Side side, Shape image) {
        Shape shape = side.features().shape();
        Rule.require(
                image.height() % shape.height() == 0 && image.width() % shape.width() == 0,
                "the side '" + side.name() + "' has the shape " + shape + ", of which " + image + " is no multiple");
    }

    private static GraphCase head(Head head) {
        return single(
                "8 channels",
                new Shape(BATCH, 8, 6, 4),
                (graph, x) -> HeadRules.bound(head).logits(graph, x),
                List.of(BATCH, 0, 6, 4));
    }

    private static GraphCase single(
            String name, Shape x, BiFunction<GraphBuilder, Tensor, Tensor> build, List<Integer> expected) {
        return new GraphCase(name, Map.of(X, x), (graph, given) -> build.apply(graph, given.get(X)), expected);
    }
}
