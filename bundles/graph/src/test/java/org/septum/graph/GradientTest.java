// SPDX-License-Identifier: Apache-2.0
package org.septum.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.offset;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.septum.api.graph.Activation;
import org.septum.api.graph.Extent;
import org.septum.api.graph.Mode;
import org.septum.api.graph.Op;
import org.septum.api.graph.Parameter;
import org.septum.api.graph.Role;
import org.septum.api.graph.Shape;
import org.septum.api.graph.Tensor;
import org.septum.api.plan.ParameterTable;
import org.septum.api.plan.Plan;
import org.septum.testkit.reference.ReferenceBackend;
import org.septum.testkit.reference.ReferenceProgram;
import org.septum.testkit.reference.ReferenceSession;

/** The derived gradient of every operation against central differences, in double precision. */
class GradientTest {

    private static final double STEP = 1e-5;
    private static final double TOLERANCE = 1e-7;

    /** The graph of one case: its operands are parameters, so that a gradient is derived for each of them. */
    private static final class Case {
        private final ScopedGraphBuilder graph =
                (ScopedGraphBuilder) new PlanningGraphCompiler().newGraph(Mode.TRAINING);
        private int parameters;

        Parameter parameter(int... dimensions) {
            return graph.parameter("p" + parameters++, Case::fillAwayFromZero, dimensions);
        }

        /** Both signs, and no element near the kinks at 0. */
        private static void fillAwayFromZero(float[] values, RandomGenerator random) {
            for (int i = 0; i < values.length; i++) {
                values[i] = (float) ((0.1 + 1.4 * random.nextDouble()) * (random.nextBoolean() ? 1 : -1));
            }
        }

        Tensor tensor(int... sizes) {
            Shape shape = new Shape(sizes[0], sizes[1], sizes[2], sizes[3]);
            return graph.view(parameter(sizes), shape);
        }

        Tensor positive(int... sizes) {
            return graph.affine(graph.abs(tensor(sizes)), 1, 0.2);
        }

        Tensor norm(Tensor x, Activation activation) {
            int channels = x.shape().channels();
            Tensor y = graph.batchNorm(
                    x,
                    parameter(channels),
                    parameter(channels),
                    graph.state("mean", 0, channels),
                    graph.state("variance", 1, channels),
                    0.1,
                    1e-5);
            return graph.activate(y, activation);
        }
    }

    private static Arguments row(String name, Function<Case, Tensor> operation) {
        return Arguments.of(name, operation);
    }

    static Stream<Arguments> operations() {
        return Stream.of(
                row("conv2d", c -> c.graph.conv2d(c.tensor(2, 3, 5, 4), c.parameter(2, 3, 3, 3), null, 1, 1, 1)),
                row(
                        "conv2d with bias",
                        c -> c.graph.conv2d(c.tensor(2, 2, 4, 5), c.parameter(3, 2, 1, 1), c.parameter(3), 1, 0, 1)),
                row(
                        "conv2d with stride",
                        c -> c.graph.conv2d(c.tensor(1, 2, 6, 5), c.parameter(2, 2, 3, 3), c.parameter(2), 2, 1, 1)),
                row(
                        "conv2d with dilation",
                        c -> c.graph.conv2d(c.tensor(1, 2, 6, 6), c.parameter(2, 2, 3, 3), null, 1, 2, 2)),
                row(
                        "conv2d in groups",
                        c -> c.graph.conv2d(c.tensor(2, 4, 4, 3), c.parameter(6, 2, 3, 3), c.parameter(6), 1, 1, 1, 2)),
                row(
                        "depthwise conv2d",
                        c -> c.graph.conv2d(c.tensor(1, 3, 5, 5), c.parameter(3, 1, 3, 3), null, 2, 1, 1, 3)),
                row(
                        "conv2d of other size, stride and padding along the columns",
                        c -> c.graph.conv2d(
                                c.tensor(1, 2, 5, 6),
                                c.parameter(2, 2, 1, 3),
                                c.parameter(2),
                                Extent.ONE,
                                new Extent(0, 2),
                                new Extent(1, 2),
                                1)),
                row(
                        "conv2d with stride along the rows",
                        c -> c.graph.conv2d(
                                c.tensor(1, 2, 5, 4),
                                c.parameter(2, 2, 3, 3),
                                null,
                                new Extent(2, 1),
                                Extent.ONE,
                                Extent.ONE,
                                1)),
                row("conv2d sharing weight and bias", c -> {
                    Parameter weight = c.parameter(2, 2, 3, 3);
                    Parameter bias = c.parameter(2);
                    Tensor once = c.graph.conv2d(c.tensor(1, 2, 4, 4), weight, bias, 1, 1, 1);
                    Tensor twice = c.graph.conv2d(once, weight, bias, 1, 1, 1);
                    return c.graph.conv2d(twice, weight, bias, 1, 1, 1);
                }),
                row(
                        "transposedConv2d",
                        c -> c.graph.transposedConv2d(c.tensor(2, 3, 2, 3), c.parameter(3, 2, 2, 2), null, 2)),
                row(
                        "transposedConv2d that overlaps",
                        c -> c.graph.transposedConv2d(
                                c.tensor(1, 2, 3, 2), c.parameter(2, 3, 3, 3), c.parameter(3), 2)),
                row(
                        "transposedConv2d along the columns",
                        c -> c.graph.transposedConv2d(
                                c.tensor(1, 2, 3, 2), c.parameter(2, 3, 1, 2), c.parameter(3), new Extent(1, 2))),
                row("maxPool2d along the rows", c -> c.graph.maxPool2d(c.tensor(2, 2, 4, 3), new Extent(2, 1))),
                row("maxPool2d", c -> c.graph.maxPool2d(c.tensor(2, 2, 4, 6), 2)),
                row("upsample, nearest", c -> c.graph.upsample(c.tensor(2, 2, 2, 3), 3, Op.Interpolation.NEAREST)),
                row("upsample, bilinear", c -> c.graph.upsample(c.tensor(2, 2, 2, 3), 2, Op.Interpolation.BILINEAR)),
                row(
                        "upsample, bilinear, along the columns",
                        c -> c.graph.upsample(c.tensor(1, 2, 2, 3), new Extent(1, 3), Op.Interpolation.BILINEAR)),
                row("pixelProducts", c -> c.graph.pixelProducts(c.tensor(2, 6, 2, 3), c.tensor(2, 6, 2, 2), 3)),
                row("pixelProducts of a tensor with itself", c -> {
                    Tensor x = c.tensor(1, 4, 2, 2);
                    return c.graph.pixelProducts(x, x, 2);
                }),
                row("pixelSums", c -> c.graph.pixelSums(c.tensor(2, 4, 3, 6), c.tensor(2, 6, 2, 2), 3, 2)),
                row("attention of a tensor to itself", c -> {
                    Tensor x = c.tensor(2, 4, 2, 3);
                    Tensor weights = c.graph.softmax(c.graph.pixelProducts(x, x, 2));
                    return c.graph.pixelSums(weights, x, 2, 3);
                }),
                row("batchNorm", c -> c.norm(c.tensor(2, 3, 3, 2), Activation.IDENTITY)),
                row("batchNorm and relu", c -> c.norm(c.tensor(2, 3, 3, 2), Activation.RELU)),
                row("batchNorm and leaky relu", c -> c.norm(c.tensor(2, 3, 3, 2), Activation.leakyRelu(0.1))),
                row("batchNorm and sigmoid", c -> c.norm(c.tensor(2, 3, 3, 2), Activation.SIGMOID)),
                row("batchNorm and tanh", c -> c.norm(c.tensor(2, 3, 3, 2), Activation.TANH)),
                row("batchNorm used before and after relu", c -> {
                    Tensor y = c.norm(c.tensor(2, 3, 3, 2), Activation.IDENTITY);
                    return c.graph.add(y, c.graph.activate(y, Activation.RELU));
                }),
                row("groupNorm", c -> c.graph.groupNorm(c.tensor(2, 6, 3, 2), c.parameter(6), c.parameter(6), 3, 1e-5)),
                row(
                        "instance norm",
                        c -> c.graph.groupNorm(c.tensor(2, 3, 3, 2), c.parameter(3), c.parameter(3), 3, 1e-5)),
                row("relu", c -> c.graph.activate(c.tensor(2, 2, 3, 3), Activation.RELU)),
                row("leaky relu", c -> c.graph.activate(c.tensor(2, 2, 3, 3), Activation.leakyRelu(0.01))),
                row("sigmoid", c -> c.graph.activate(c.tensor(2, 2, 3, 3), Activation.SIGMOID)),
                row("tanh", c -> c.graph.activate(c.tensor(2, 2, 3, 3), Activation.TANH)),
                row("softmax", c -> c.graph.softmax(c.tensor(2, 4, 2, 3))),
                row("logSoftmax", c -> c.graph.logSoftmax(c.tensor(2, 4, 2, 3))),
                row("rankedSum, through which no gradient passes", c -> {
                    Tensor key = c.tensor(2, 2, 3, 3);
                    Tensor ones = c.graph.affine(c.graph.input("ones", key.shape()), 0, 1);
                    return c.graph.multiply(key, c.graph.rankedSum(key, ones, Set.of(Role.HEIGHT, Role.WIDTH)));
                }),
                row("concat", c -> {
                    Tensor shared = c.tensor(2, 1, 2, 2);
                    return c.graph.concat(List.of(c.tensor(2, 2, 2, 2), shared, shared));
                }),
                row("slice", c -> {
                    Tensor x = c.tensor(2, 4, 2, 2);
                    return c.graph.multiply(c.graph.slice(x, 1, 2), c.graph.slice(x, 2, 2));
                }),
                row("dropout", c -> c.graph.dropout(c.graph.dropout(c.tensor(2, 3, 4, 4), 0.5), 0.2)),
                row("an operation of a plugin's own", c -> {
                    Tensor shift = c.graph.perChannel(c.parameter(3));
                    Tensor once = c.graph.apply(new LogSumExp(1), c.tensor(2, 3, 2, 4), shift);
                    return c.graph.apply(new LogSumExp(1), c.graph.multiply(once, c.tensor(2, 3, 2, 2)), shift);
                }),
                row("add", c -> c.graph.add(c.tensor(2, 3, 2, 4), c.tensor(2, 3, 2, 4))),
                row("add with broadcasting", c -> c.graph.add(c.tensor(2, 1, 2, 1), c.tensor(1, 3, 2, 4))),
                row("add to itself", c -> {
                    Tensor x = c.tensor(2, 3, 2, 2);
                    Tensor y = c.graph.exp(x);
                    return c.graph.add(c.graph.add(x, x), c.graph.multiply(y, y));
                }),
                row("subtract", c -> c.graph.subtract(c.tensor(2, 3, 2, 4), c.tensor(1, 3, 1, 1))),
                row("multiply", c -> c.graph.multiply(c.tensor(2, 1, 2, 4), c.tensor(2, 3, 2, 1))),
                row("divide", c -> c.graph.divide(c.tensor(1, 3, 2, 1), c.tensor(2, 3, 1, 4))),
                row("divide by a scalar", c -> c.graph.divide(c.tensor(2, 3, 2, 2), c.positive(1, 1, 1, 1))),
                row("perChannel, used twice", c -> {
                    Parameter parameter = c.parameter(3);
                    Tensor scaled = c.graph.multiply(c.tensor(2, 3, 2, 2), c.graph.perChannel(parameter));
                    return c.graph.subtract(scaled, c.graph.perChannel(parameter));
                }),
                row("affine", c -> c.graph.affine(c.tensor(2, 2, 2, 2), -2.5, 1)),
                row("exp", c -> c.graph.exp(c.tensor(2, 2, 2, 2))),
                row("log", c -> c.graph.log(c.positive(2, 2, 2, 2))),
                row("sqrt", c -> c.graph.sqrt(c.positive(2, 2, 2, 2))),
                row("gelu", c -> c.graph.gelu(c.tensor(2, 2, 2, 2))),
                row("silu", c -> c.graph.silu(c.tensor(2, 2, 2, 2))),
                row("avgPool2d", c -> c.graph.avgPool2d(c.tensor(2, 2, 4, 6), 2)),
                row("avgPool2d along the rows", c -> c.graph.avgPool2d(c.tensor(2, 2, 4, 3), new Extent(4, 1))),
                row("broadcast", c -> c.graph.broadcast(c.tensor(2, 3, 1, 1), new Shape(2, 3, 2, 4))),
                row("pixelShuffle", c -> c.graph.pixelShuffle(c.tensor(2, 8, 2, 3), 2)),
                row("pixelShuffle along the rows", c -> c.graph.pixelShuffle(c.tensor(2, 4, 2, 3), new Extent(2, 1))),
                row("pixelUnshuffle", c -> c.graph.pixelUnshuffle(c.tensor(2, 2, 4, 6), new Extent(2, 3))),
                row("abs", c -> c.graph.abs(c.tensor(2, 2, 2, 2))),
                row("pow 2", c -> c.graph.pow(c.tensor(2, 2, 2, 2), 2)),
                row("pow 3", c -> c.graph.pow(c.tensor(2, 2, 2, 2), 3)),
                row("pow -1.5", c -> c.graph.pow(c.positive(2, 2, 2, 2), -1.5)),
                row("clamp", c -> c.graph.clamp(c.tensor(2, 3, 4, 4), -0.5, 0.7)),
                row("sum", c -> c.graph.sum(c.tensor(2, 3, 4, 2), Set.of(Role.HEIGHT, Role.WIDTH))),
                row("mean", c -> c.graph.mean(c.tensor(2, 3, 4, 2), Set.of(Role.BATCH, Role.CHANNEL))),
                row(
                        "bceWithLogits",
                        c -> c.graph.bceWithLogits(
                                c.tensor(2, 2, 3, 3), c.graph.input("target", new Shape(2, 2, 3, 3)), 3)),
                row(
                        "nll",
                        c -> c.graph.nll(
                                c.graph.logSoftmax(c.tensor(2, 3, 4, 4)),
                                c.graph.input("target", new Shape(2, 1, 4, 4)),
                                List.of(0.5, 2.0, 1.5),
                                1)),
                row("weighted mean of nll", c -> {
                    Tensor target = c.graph.input("target", new Shape(2, 1, 4, 4));
                    Tensor loss = c.graph.nll(c.graph.logSoftmax(c.tensor(2, 3, 4, 4)), target, List.of(), 0);
                    Tensor weight = c.graph.nllWeight(target, List.of(), 0);
                    Set<Role> all = EnumSet.allOf(Role.class);
                    return c.graph.divide(c.graph.sum(loss, all), c.graph.sum(weight, all));
                }));
    }

    @Test
    void everyOperationSaysHowItsGradientIsComputed() {
        assertThat(GradientRules.missing()).isEmpty();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("operations")
    void derivedGradientIsTheLimitOfDifferences(String name, Function<Case, Tensor> operation) {
        Case subject = new Case();
        Tensor y = operation.apply(subject);
        // Random weights in the sum, so that the gradient differs from element to element.
        Tensor weights = subject.graph.input("weights", y.shape());
        Tensor loss = subject.graph.sum(subject.graph.multiply(y, weights), EnumSet.allOf(Role.class));
        ReferenceBackend backend = new ReferenceBackend();
        Plan plan = new PlanningGraphCompiler().plan(subject.graph, loss, Map.of("y", y));

        SplittableRandom random = new SplittableRandom(7);
        ReferenceSession session = backend.open(plan.parameters(), 1);
        fillParameters(session, plan.parameters(), random);
        ReferenceProgram program = session.compile(plan);
        plan.inputs().forEach((input, value) -> {
            int elements = (int) value.elements();
            program.write(
                    input,
                    input.equals("target")
                            ? random.ints(elements, 0, 2).asDoubleStream().toArray()
                            : random.doubles(elements, -1, 1).toArray());
        });

        program.run(1);
        double[] derived = session.gradientValues().clone();
        double[] differences = differences(program, session.parameterValues());
        double largest = Arrays.stream(differences).map(Math::abs).max().orElseThrow();
        for (int i = 0; i < derived.length; i++) {
            assertThat(derived[i])
                    .describedAs(
                            "element %d of %s",
                            i, subject.graph.graph().parameters().keySet())
                    .isCloseTo(differences[i], offset(TOLERANCE * largest));
        }
    }

    private static void fillParameters(ReferenceSession session, ParameterTable table, SplittableRandom random) {
        for (ParameterTable.Entry entry : table.entries()) {
            float[] values = new float[(int) entry.elements()];
            entry.initializer().fill(values, random);
            (entry.trainable() ? session.parameters() : session.state()).write(entry.offset(), values);
        }
    }

    private static double[] differences(ReferenceProgram program, double[] parameters) {
        double[] differences = new double[parameters.length];
        for (int i = 0; i < parameters.length; i++) {
            double value = parameters[i];
            parameters[i] = value + STEP;
            program.run(1);
            double above = program.read("loss")[0];
            parameters[i] = value - STEP;
            program.run(1);
            double below = program.read("loss")[0];
            parameters[i] = value;
            differences[i] = (above - below) / (2 * STEP);
        }
        return differences;
    }
}
