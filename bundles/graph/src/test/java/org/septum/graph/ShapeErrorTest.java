// SPDX-License-Identifier: Apache-2.0
package org.septum.graph;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.septum.api.graph.Activation;
import org.septum.api.graph.GraphBuilder;
import org.septum.api.graph.GraphError;
import org.septum.api.graph.Initializer;
import org.septum.api.graph.Mode;
import org.septum.api.graph.Parameter;
import org.septum.api.graph.Role;
import org.septum.api.graph.Shape;
import org.septum.api.graph.Tensor;

/** What a user reads when a graph cannot be built. */
class ShapeErrorTest {

    private static final Initializer ONE = Initializer.constant(1);

    private static Arguments row(String message, Consumer<GraphBuilder> broken) {
        return Arguments.of(message, broken);
    }

    private static Tensor x(GraphBuilder graph) {
        return graph.input("x", new Shape(2, 3, 9, 8));
    }

    static Stream<Arguments> mistakes() {
        return Stream.of(
                row(
                        "conv2d in encoder.0 of x = encoder.0.x [batch 2, channels 3, height 9, width 8], weight ="
                                + " encoder.0.conv1.weight [8, 4, 3, 3]: the second size of weight must be the channels of"
                                + " x, 3",
                        graph -> {
                            GraphBuilder encoder = graph.scope("encoder").scope("0");
                            Parameter weight = encoder.scope("conv1").parameter("weight", ONE, 8, 4, 3, 3);
                            encoder.conv2d(x(encoder), weight, null, 1, 1, 1);
                        }),
                row(
                        "conv2d of x = x [batch 2, channels 3, height 9, width 8], weight = weight [8, 1, 3, 3]: the number of"
                                + " groups, 3, must divide the channels of x and the first size of weight",
                        graph -> graph.conv2d(x(graph), graph.parameter("weight", ONE, 8, 1, 3, 3), null, 1, 1, 1, 3)),
                row(
                        "conv2d of x = x [batch 2, channels 3, height 9, width 8], weight = weight [9, 3, 3, 3]: the second"
                                + " size of weight must be the channels of x in each of 3 groups, 1",
                        graph -> graph.conv2d(x(graph), graph.parameter("weight", ONE, 9, 3, 3, 3), null, 1, 1, 1, 3)),
                row(
                        "groupNorm of x = x [batch 2, channels 3, height 9, width 8], scale = scale [3], shift = shift [3]:"
                                + " the number of groups, 2, must divide the channels of x",
                        graph -> graph.groupNorm(
                                x(graph), graph.parameter("scale", ONE, 3), graph.parameter("shift", ONE, 3), 2, 1e-5)),
                row(
                        "pixelShuffle of x = x [batch 2, channels 3, height 9, width 8]: the channels must be divisible by the"
                                + " factor's area, 4",
                        graph -> graph.pixelShuffle(x(graph), 2)),
                row(
                        "pixelProducts of queries = x [batch 2, channels 3, height 9, width 8], keys = x [batch 2, channels"
                                + " 3, height 9, width 8]: the number of heads, 2, must divide the channels",
                        graph -> {
                            Tensor x = x(graph);
                            graph.pixelProducts(x, x, 2);
                        }),
                row(
                        "pixelSums of weights = weights [batch 2, channels 72, height 3, width 4], values = x [batch 2,"
                                + " channels 3, height 9, width 8]: weights must have a column for each of the result's"
                                + " pixels",
                        graph -> graph.pixelSums(graph.input("weights", new Shape(2, 72, 3, 4)), x(graph), 2, 3)),
                row(
                        "rankedSum of key = x [batch 2, channels 3, height 9, width 8], value = p [batch 1, channels 3, height"
                                + " 1, width 1]: value must not depend on trained parameters, because no gradient reaches it",
                        graph -> graph.rankedSum(
                                x(graph), graph.perChannel(graph.parameter("p", ONE, 3)), Set.of(Role.HEIGHT))),
                row(
                        "conv2d of x = x [batch 2, channels 3, height 9, width 8], weight = weight [8, 3, 3, 3], bias ="
                                + " bias [4]: bias must have the sizes [8]",
                        graph -> graph.conv2d(
                                x(graph),
                                graph.parameter("weight", ONE, 8, 3, 3, 3),
                                graph.parameter("bias", ONE, 4),
                                1,
                                1,
                                1)),
                row(
                        "conv2d of x = x [batch 2, channels 3, height 9, width 8], weight = weight [8, 3, 3, 3]: the kernel"
                                + " reaches over 9 pixels, more than the 8 of the padded x's width",
                        graph -> graph.conv2d(x(graph), graph.parameter("weight", ONE, 8, 3, 3, 3), null, 1, 0, 4)),
                row(
                        "conv2d of x = x [batch 2, channels 3, height 9, width 8], weight = weight [8, 3, 3, 3]: weight"
                                + " must be a trained parameter, but is a state",
                        graph -> graph.conv2d(x(graph), graph.state("weight", 1, 8, 3, 3, 3), null, 1, 0, 1)),
                row(
                        "transposedConv2d of x = x [batch 2, channels 3, height 9, width 8], weight = weight [8, 3, 2, 2]:"
                                + " the first size of weight must be the channels of x, 3",
                        graph -> graph.transposedConv2d(x(graph), graph.parameter("weight", ONE, 8, 3, 2, 2), null, 2)),
                row(
                        "maxPool2d of x = x [batch 2, channels 3, height 9, width 8]: height and width must be divisible"
                                + " by the window's, 2 x 2",
                        graph -> graph.maxPool2d(x(graph), 2)),
                row(
                        "batchNorm of x = x [batch 1, channels 2, height 1, width 1], scale = scale [2], shift = shift [2],"
                                + " running mean = mean [2], running variance = variance [2]: training needs more than one"
                                + " value per channel; make the batch or the image larger",
                        graph -> graph.batchNorm(
                                graph.input("x", Shape.perChannel(2)),
                                graph.parameter("scale", ONE, 2),
                                graph.parameter("shift", ONE, 2),
                                graph.state("mean", 0, 2),
                                graph.state("variance", 1, 2),
                                0.1,
                                1e-5)),
                row(
                        "activate of x = x [batch 2, channels 3, height 9, width 8]: slope -0.1 must not be negative",
                        graph -> graph.activate(x(graph), Activation.leakyRelu(-0.1))),
                row(
                        "concat of tensor 0 = x [batch 2, channels 3, height 9, width 8], tensor 1 = skip [batch 2,"
                                + " channels 5, height 8, width 8]: batch, height and width must agree",
                        graph -> graph.concat(List.of(x(graph), graph.input("skip", new Shape(2, 5, 8, 8))))),
                row(
                        "slice of x = x [batch 2, channels 3, height 9, width 8]: channels 2 to 4 must lie within the"
                                + " channels of x",
                        graph -> graph.slice(x(graph), 2, 3)),
                row(
                        "dropout of x = x [batch 2, channels 3, height 9, width 8]: probability 1.0 must be at least 0 and"
                                + " less than 1",
                        graph -> graph.dropout(x(graph), 1)),
                row(
                        "multiply of a = x [batch 2, channels 3, height 9, width 8], b = gate [batch 1, channels 1, height"
                                + " 9, width 4]: width must agree or be 1 in one of them, found 8 and 4",
                        graph -> graph.multiply(x(graph), graph.input("gate", new Shape(1, 1, 9, 4)))),
                row(
                        "bceWithLogits in loss of logits = x [batch 2, channels 3, height 9, width 8], target = target"
                                + " [batch 2, channels 1, height 9, width 8]: target must have the shape of logits",
                        graph -> graph.scope("loss")
                                .bceWithLogits(x(graph), graph.input("target", new Shape(2, 1, 9, 8)), 1)),
                row(
                        "nll of log-probabilities = x [batch 2, channels 3, height 9, width 8], target = target [batch 2,"
                                + " channels 1, height 9, width 8]: there must be one class weight per channel or none,"
                                + " found 2",
                        graph -> graph.nll(
                                x(graph), graph.input("target", new Shape(2, 1, 9, 8)), List.of(1.0, 2.0), -100)),
                row(
                        "parameter conv.weight: the graph already has a parameter of this name; give one of the two"
                                + " another name or scope",
                        graph -> {
                            graph.scope("conv").parameter("weight", ONE, 3);
                            graph.scope("conv").parameter("weight", ONE, 3);
                        }),
                row(
                        "exp of x = x [batch 2, channels 3, height 9, width 8]: x belongs to another graph; use tensors of"
                                + " one graph builder only",
                        graph -> graph.exp(x(new PlanningGraphCompiler().newGraph(Mode.TRAINING)))));
    }

    @ParameterizedTest
    @MethodSource("mistakes")
    void messageNamesOperationShapesAndRule(String message, Consumer<GraphBuilder> broken) {
        GraphBuilder graph = new PlanningGraphCompiler().newGraph(Mode.TRAINING);

        assertThatThrownBy(() -> broken.accept(graph))
                .isInstanceOf(GraphError.class)
                .hasMessage(message);
    }
}
