// SPDX-License-Identifier: Apache-2.0
package org.septum.models.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.septum.models.TestModels.component;
import static org.septum.models.TestModels.doubleConv;
import static org.septum.models.TestModels.unet;
import static org.septum.models.TestModels.unetPlusPlus;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.septum.api.Component;
import org.septum.api.Kind;
import org.septum.api.UserError;
import org.septum.api.graph.GraphBuilder;
import org.septum.api.graph.Mode;
import org.septum.api.graph.Op;
import org.septum.api.graph.Role;
import org.septum.api.graph.Shape;
import org.septum.api.graph.Tensor;
import org.septum.api.model.Features;
import org.septum.api.model.Model;
import org.septum.api.model.Upsampling;
import org.septum.api.plan.ParameterTable;
import org.septum.api.plan.Plan;
import org.septum.graph.PlanningGraphCompiler;
import org.septum.models.ScriptValues;
import org.septum.models.block.ConvFactory;
import org.septum.models.block.ResidualFactory;
import org.septum.models.norm.InstanceNormFactory;
import org.septum.models.norm.NoNormFactory;
import org.septum.models.skip.AddSkipFactory;
import org.septum.models.skip.NoSkipFactory;
import org.septum.models.upsampling.BilinearUpsamplingFactory;
import org.septum.models.upsampling.NearestUpsamplingFactory;
import org.septum.models.upsampling.TransposedConvFactory;
import org.septum.services.graph.GraphCompiler;
import org.septum.testkit.reference.ReferenceBackend;
import org.septum.testkit.reference.ReferenceProgram;
import org.septum.testkit.reference.ReferenceSession;

class UnetTest {

    private static final ReferenceBackend BACKEND = new ReferenceBackend();

    static Plan plan(Model model, Mode mode, Shape image) {
        GraphCompiler compiler = new PlanningGraphCompiler();
        GraphBuilder graph = compiler.newGraph(mode);
        Tensor features = model.build(graph, graph.input("image", image)).finest();
        Tensor loss = graph.mean(features, EnumSet.allOf(Role.class));
        return compiler.plan(graph, loss, Map.of("features", features));
    }

    private static String resource(String name) throws IOException {
        try (InputStream stream = UnetTest.class.getResourceAsStream(name)) {
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "unet-binary-d2, 1, 4, 2, auto",
        "unet-multiclass-d2, 3, 4, 2, auto",
        "unet-binary-d4-bias, 1, 4, 4, true",
    })
    void namesParametersAsTheReferenceDoes(String reference, int in, int base, int depth, String bias)
            throws IOException {
        Model model = unet(Map.of(
                "depth",
                depth,
                "base-channels",
                base,
                "encoder",
                doubleConv(bias.equals("auto") ? Map.of() : Map.of("bias", true))));
        ParameterTable table =
                plan(model, Mode.TRAINING, new Shape(1, in, 32, 32)).parameters();
        List<String> found = table.entries().stream()
                .map(entry -> entry.name() + " "
                        + entry.dimensions().stream().map(String::valueOf).collect(Collectors.joining("x")))
                .toList();
        List<String> expected = resource(reference + ".parameters.txt").lines().toList();
        assertThat(found).containsExactlyInAnyOrderElementsOf(expected);
    }

    static final Map<String, Object> NNUNET = Map.of(
            "norm",
            component(Kind.NORMALIZATION, new InstanceNormFactory(), Map.of()),
            "activation",
            "leaky-relu",
            "bias",
            true);

    private static Model strided(Map<String, Object> blocks) {
        Map<String, Object> options = new LinkedHashMap<>(blocks);
        options.putAll(Map.of(
                "depth",
                2,
                "base-channels",
                2,
                "max-channels",
                4,
                "strides",
                List.of(2L, List.of(2L, 1L)),
                "kernels",
                List.of(List.of(1L, 3L), 3L, 3L),
                "down",
                "strided-conv"));
        return unet(options);
    }

    private static Model variant(String name) {
        return switch (name) {
            case "default" -> unet(Map.of("depth", 2, "base-channels", 2));
            case "nearest-add" ->
                unet(Map.of(
                        "depth",
                        2,
                        "base-channels",
                        2,
                        "encoder",
                        doubleConv(Map.of("activation", "leaky-relu", "slope", 0.1)),
                        "up",
                        component(Kind.UPSAMPLING, new NearestUpsamplingFactory(), Map.of()),
                        "skip",
                        component(Kind.SKIP, new AddSkipFactory(), Map.of())));
            case "plus-plus" -> unetPlusPlus(Map.of("depth", 2, "base-channels", 2));
            case "plus-plus-axes" ->
                unetPlusPlus(
                        Map.of("depth", 2, "base-channels", 2, "strides", List.of(List.of(1L, 3L), List.of(2L, 1L))));
            case "strided-axes" -> strided(Map.of("encoder", doubleConv(NNUNET)));
            case "strided-residual-axes" ->
                strided(Map.of(
                        "stem",
                        component(Kind.BLOCK, new ConvFactory(), NNUNET),
                        "encoder",
                        component(Kind.BLOCK, new ResidualFactory(), NNUNET),
                        "blocks-per-level",
                        List.of(1L, 2L, 3L),
                        "decoder",
                        component(Kind.BLOCK, new ConvFactory(), NNUNET)));
            default ->
                unet(Map.of(
                        "depth",
                        2,
                        "base-channels",
                        2,
                        "encoder",
                        doubleConv(Map.of(
                                "activation",
                                "leaky-relu",
                                "slope",
                                0.2,
                                "norm",
                                component(Kind.NORMALIZATION, new NoNormFactory(), Map.of()))),
                        "up",
                        component(Kind.UPSAMPLING, new BilinearUpsamplingFactory(), Map.of("kernel", 3)),
                        "skip",
                        component(Kind.SKIP, new NoSkipFactory(), Map.of())));
        };
    }

    static Stream<String> references() throws IOException {
        return resource("unet.txt").lines();
    }

    @ParameterizedTest
    @MethodSource("references")
    void computesTheFeaturesThatPyTorchComputes(String line) {
        String[] words = line.split(" ");
        Shape image = new Shape(2, 1, 8, 12);
        Plan plan = plan(variant(words[0]), Mode.valueOf(words[1]), image);
        ReferenceSession session = BACKEND.open(plan.parameters(), 1);
        ScriptValues.fill(session, plan.parameters());
        ReferenceProgram program = session.compile(plan);
        program.write("image", ScriptValues.cosines((int) image.elements()));
        program.run(1);
        double[] expected = Arrays.stream(words, 2, words.length)
                .mapToDouble(Double::parseDouble)
                .toArray();
        assertThat(program.read("features")).containsExactly(expected, within(1e-9));
    }

    @Test
    void refusesSizesThatCannotBeHalved() {
        Model model = unet(Map.of("depth", 4));
        assertThatThrownBy(() -> plan(model, Mode.TRAINING, new Shape(1, 1, 250, 256)))
                .isExactlyInstanceOf(UserError.class)
                .hasMessage("a U-Net of depth 4 needs a height and width divisible by 16, found 250 x 256;"
                        + " nearest are height 240 or 256 and width 256");
        assertThatThrownBy(() -> plan(model, Mode.TRAINING, new Shape(1, 1, 15, 17)))
                .hasMessage("a U-Net of depth 4 needs a height and width divisible by 16, found 15 x 17;"
                        + " nearest are height 16 and width 16 or 32");
    }

    @Test
    void usesTheDecoderBlockInTheDecoderOnly() {
        Model model = unet(
                Map.of("depth", 1, "base-channels", 2, "decoder", doubleConv(Map.of("bias", true, "dropout", 0.5))));
        Plan plan = plan(model, Mode.TRAINING, new Shape(1, 1, 4, 4));
        assertThat(plan.parameters().find("decoder.0.conv1.bias")).isPresent();
        assertThat(plan.parameters().find("encoder.0.conv1.bias")).isEmpty();
        assertThat(plan.parameters().find("bottleneck.conv1.bias")).isEmpty();
        assertThat(plan.calls().stream().map(Plan.Call::op).filter(Op.Dropout.class::isInstance))
                .containsExactly(new Op.Dropout(0.5, 0));
    }

    @Test
    void usesTheBottleneckBlockAtTheBottomOnly() {
        Model model = unet(Map.of("depth", 1, "base-channels", 2, "bottleneck", doubleConv(Map.of("bias", true))));
        Plan plan = plan(model, Mode.TRAINING, new Shape(1, 1, 4, 4));
        assertThat(plan.parameters().find("bottleneck.conv1.bias")).isPresent();
        assertThat(plan.parameters().find("encoder.0.conv1.bias")).isEmpty();
        assertThat(plan.parameters().find("decoder.0.conv1.bias")).isEmpty();
    }

    @Test
    void givesSidesToLearnFromIfAsked() {
        GraphBuilder graph = new PlanningGraphCompiler().newGraph(Mode.TRAINING);
        Tensor image = graph.input("image", new Shape(1, 1, 16, 16));
        Map<String, Object> options = Map.of("depth", 3, "base-channels", 2, "deep-supervision", true);
        Features features = unet(options).build(graph.scope("a"), image);
        assertThat(features.sides())
                .extracting(side -> side.name() + " " + side.features().shape() + " " + side.weight())
                .containsExactly(
                        "2 [batch 1, channels 8, height 4, width 4] 0.25",
                        "1 [batch 1, channels 4, height 8, width 8] 0.5");
        assertThat(unetPlusPlus(options).build(graph.scope("b"), image).sides())
                .extracting(side -> side.name() + " " + side.features().shape() + " " + side.weight())
                .containsExactly(
                        "1 [batch 1, channels 2, height 16, width 16] 1.0",
                        "2 [batch 1, channels 2, height 16, width 16] 1.0");
        assertThat(unet(Map.of("depth", 2)).build(graph.scope("c"), image).sides())
                .isEmpty();
    }

    @Test
    void initializesWithinPyTorchsBounds() {
        Plan plan = plan(unet(Map.of("depth", 1)), Mode.TRAINING, new Shape(1, 3, 4, 4));
        Map.of(
                        "encoder.0.conv1.weight", 1 / Math.sqrt(3 * 9),
                        "encoder.0.conv2.weight", 1 / Math.sqrt(64 * 9),
                        "up.0.weight", 1 / Math.sqrt(64 * 4),
                        "decoder.0.conv1.weight", 1 / Math.sqrt(128 * 9))
                .forEach((name, bound) -> {
                    float[] values = new float[10_000];
                    plan.parameters().find(name).orElseThrow().initializer().fill(values, new Random(1));
                    double largest = IntStream.range(0, values.length)
                            .mapToDouble(i -> Math.abs(values[i]))
                            .max()
                            .orElseThrow();
                    assertThat(largest).as(name).isBetween(0.99 * bound, bound * (1 + 1e-6));
                });
    }

    /** He et al.: variance 2 / ((1 + a^2) fan-in); a transposed convolution's fan-in is its outputs', as in PyTorch. */
    @Test
    void initializesByHesRule() {
        Component block =
                doubleConv(Map.of("activation", "leaky-relu", "slope", 0.1, "initialization", "he", "bias", true));
        Component up = component(Kind.UPSAMPLING, new TransposedConvFactory(), Map.of("initialization", "he"));
        Plan plan = plan(unet(Map.of("depth", 1, "encoder", block, "up", up)), Mode.TRAINING, new Shape(1, 3, 4, 4));
        Map.of(
                        "encoder.0.conv1.weight", 2 / (1.01 * 3 * 9),
                        "encoder.0.conv2.weight", 2 / (1.01 * 64 * 9),
                        "up.0.weight", 2 / (1.0001 * 64 * 4),
                        "decoder.0.conv1.weight", 2 / (1.01 * 128 * 9))
                .forEach((name, variance) -> {
                    float[] values = new float[100_000];
                    plan.parameters().find(name).orElseThrow().initializer().fill(values, new Random(1));
                    double[] x = IntStream.range(0, values.length)
                            .mapToDouble(i -> values[i])
                            .toArray();
                    double deviation = Math.sqrt(variance);
                    assertThat(Arrays.stream(x).average().orElseThrow()).isCloseTo(0, within(0.015 * deviation));
                    assertThat(Arrays.stream(x).map(v -> v * v).average().orElseThrow())
                            .as(name)
                            .isCloseTo(variance, within(0.02 * variance));
                    // A normal distribution: 4.55 % of its values lie beyond two deviations.
                    assertThat(Arrays.stream(x)
                                            .filter(v -> Math.abs(v) > 2 * deviation)
                                            .count()
                                    / 1000.0)
                            .as(name)
                            .isCloseTo(4.55, within(0.3));
                });
        for (String name : List.of("encoder.0.conv1.bias", "up.0.bias", "bottleneck.conv2.bias")) {
            float[] values = {1, 1, 1};
            plan.parameters().find(name).orElseThrow().initializer().fill(values, new Random(1));
            assertThat(values).as(name).containsOnly(0);
        }
    }

    @Test
    void refusesAnEvenKernel() {
        assertThatThrownBy(() -> component(Kind.UPSAMPLING, new NearestUpsamplingFactory(), Map.of("kernel", 2))
                        .create(Upsampling.class))
                .isExactlyInstanceOf(UserError.class)
                .hasMessage("arguments: kernel: found 2, allowed is an odd number: 1, 3, 5, 7 and so on");
    }
}
