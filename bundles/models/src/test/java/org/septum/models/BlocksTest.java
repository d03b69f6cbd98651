// SPDX-License-Identifier: Apache-2.0
package org.septum.models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.septum.models.TestModels.component;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.septum.api.Component;
import org.septum.api.Factory;
import org.septum.api.Kind;
import org.septum.api.UserError;
import org.septum.api.graph.Extent;
import org.septum.api.graph.GraphBuilder;
import org.septum.api.graph.Mode;
import org.septum.api.graph.Role;
import org.septum.api.graph.Shape;
import org.septum.api.graph.Tensor;
import org.septum.api.model.Block;
import org.septum.api.model.Skip;
import org.septum.api.model.Upsampling;
import org.septum.api.plan.Plan;
import org.septum.graph.PlanningGraphCompiler;
import org.septum.models.block.AtrousPyramidFactory;
import org.septum.models.block.DenseFactory;
import org.septum.models.block.DoubleConvFactory;
import org.septum.models.block.InvertedBottleneckFactory;
import org.septum.models.block.PyramidPoolingFactory;
import org.septum.models.block.RecurrentFactory;
import org.septum.models.block.ResidualFactory;
import org.septum.models.block.SqueezeExcitationFactory;
import org.septum.models.norm.BatchNormFactory;
import org.septum.models.norm.GroupNormFactory;
import org.septum.models.norm.InstanceNormFactory;
import org.septum.models.skip.AttentionSkipFactory;
import org.septum.models.skip.ConcatSkipFactory;
import org.septum.models.upsampling.PixelShuffleFactory;
import org.septum.services.graph.GraphCompiler;
import org.septum.testkit.reference.ReferenceBackend;
import org.septum.testkit.reference.ReferenceProgram;
import org.septum.testkit.reference.ReferenceSession;

/** The parts of models against PyTorch; blocks.py computed the numbers. Planning fails if a parameter has no influence. */
class BlocksTest {

    private static final int OUT = 4;
    private static final Shape INPUT = new Shape(2, 3, 4, 6);
    private static final ReferenceBackend BACKEND = new ReferenceBackend();

    /** Builds one part of a model. */
    @FunctionalInterface
    private interface Part {
        Tensor build(GraphBuilder graph, Tensor input);
    }

    private static Component norm(Factory<?> factory, Map<String, Object> options) {
        return component(Kind.NORMALIZATION, factory, options);
    }

    private static Part block(Factory<?> factory, Map<String, Object> options) {
        Map<String, Object> given = new LinkedHashMap<>(options);
        if (factory.options().find("norm").isPresent()) {
            given.putIfAbsent("norm", norm(new BatchNormFactory(), Map.of()));
        }
        Block block = component(Kind.BLOCK, factory, given).create(Block.class);
        return (graph, input) -> block.build(graph, input, OUT);
    }

    private static Part part(String name) {
        Component instance = norm(new InstanceNormFactory(), Map.of());
        return switch (name) {
            case "double-conv-instance-gelu" ->
                block(new DoubleConvFactory(), Map.of("norm", instance, "activation", "gelu"));
            case "double-conv-group-silu" ->
                block(
                        new DoubleConvFactory(),
                        Map.of("norm", norm(new GroupNormFactory(), Map.of("groups", 2)), "activation", "silu"));
            case "residual" -> block(new ResidualFactory(), Map.of());
            case "dense" -> block(new DenseFactory(), Map.of("layers", 2));
            case "inverted-bottleneck" ->
                block(new InvertedBottleneckFactory(), Map.of("norm", instance, "kernel", 3, "expansion", 2));
            case "recurrent" -> block(new RecurrentFactory(), Map.of());
            case "squeeze-excitation" ->
                block(new SqueezeExcitationFactory(), Map.of("block", TestModels.doubleConv(Map.of()), "reduction", 2));
            case "pyramid-pooling" -> block(new PyramidPoolingFactory(), Map.of("bins", List.of(1, 2)));
            case "atrous-pyramid" -> block(new AtrousPyramidFactory(), Map.of("rates", List.of(2, 3)));
            case "pixel-shuffle" -> {
                Upsampling up = component(Kind.UPSAMPLING, new PixelShuffleFactory(), Map.of())
                        .create(Upsampling.class);
                yield (graph, input) -> up.build(graph, input, OUT, Extent.square(2));
            }
            default -> {
                Component concat = component(Kind.SKIP, new ConcatSkipFactory(), Map.of());
                Skip skip = component(Kind.SKIP, new AttentionSkipFactory(), Map.of("join", concat))
                        .create(Skip.class);
                yield (graph, input) -> skip.join(
                        graph, input, graph.input("decoder", input.shape().withChannels(OUT)));
            }
        };
    }

    private static Plan plan(Part part, Mode mode, Shape input) {
        GraphCompiler compiler = new PlanningGraphCompiler();
        GraphBuilder graph = compiler.newGraph(mode);
        Tensor result = part.build(graph, graph.input("input", input));
        Tensor loss = graph.mean(result, EnumSet.allOf(Role.class));
        return compiler.plan(graph, loss, Map.of("result", result));
    }

    static Stream<String> references() throws IOException {
        try (InputStream stream = BlocksTest.class.getResourceAsStream("blocks.txt")) {
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8).lines();
        }
    }

    @ParameterizedTest
    @MethodSource("references")
    void computesWhatPyTorchComputes(String line) {
        String[] words = line.split(" ");
        Plan plan = plan(part(words[0]), Mode.valueOf(words[1]), INPUT);
        ReferenceSession session = BACKEND.open(plan.parameters(), 1);
        ScriptValues.fill(session, plan.parameters());
        ReferenceProgram program = session.compile(plan);
        plan.inputs().forEach((name, value) -> program.write(name, ScriptValues.cosines((int) value.elements())));
        program.run(1);
        double[] expected = Arrays.stream(words, 2, words.length)
                .mapToDouble(Double::parseDouble)
                .toArray();
        assertThat(program.read("result")).containsExactly(expected, within(1e-9));
    }

    @Test
    void keepsAShortcutWithoutConvolutionWhereChannelsStayTheSame() {
        for (String name : List.of("residual", "inverted-bottleneck")) {
            Plan plan = plan(part(name), Mode.TRAINING, INPUT.withChannels(OUT));
            assertThat(plan.parameters().entries().stream().map(entry -> entry.name()))
                    .as(name)
                    .noneMatch(parameter -> parameter.contains("shortcut") || parameter.startsWith("input"));
        }
    }

    @Test
    void refusesSquaresThatDoNotFit() {
        Part part = block(new PyramidPoolingFactory(), Map.of("bins", List.of(1, 3)));
        assertThatThrownBy(() -> plan(part, Mode.TRAINING, INPUT))
                .isExactlyInstanceOf(UserError.class)
                .hasMessage("pyramid-pooling: features of 4 x 6 cannot be divided into squares with 3 along the shorter"
                        + " side; choose bins that divide it, and a width that the squares divide");
    }
}
