// SPDX-License-Identifier: Apache-2.0
package org.septum.models.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.septum.models.TestModels.component;
import static org.septum.models.TestModels.doubleConv;
import static org.septum.models.TestModels.unet;
import static org.septum.models.TestModels.unetPlusPlus;
import static org.septum.models.network.UnetTest.NNUNET;
import static org.septum.models.network.UnetTest.plan;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.septum.api.Component;
import org.septum.api.Factory;
import org.septum.api.Kind;
import org.septum.api.UserError;
import org.septum.api.graph.Extent;
import org.septum.api.graph.GraphBuilder;
import org.septum.api.graph.Mode;
import org.septum.api.graph.Op;
import org.septum.api.graph.Shape;
import org.septum.api.graph.Tensor;
import org.septum.api.model.Block;
import org.septum.api.model.Features;
import org.septum.api.model.Model;
import org.septum.api.plan.ParameterTable;
import org.septum.api.plan.Plan;
import org.septum.graph.PlanningGraphCompiler;
import org.septum.models.block.AtrousPyramidFactory;
import org.septum.models.block.ConvFactory;
import org.septum.models.block.DenseFactory;
import org.septum.models.block.DoubleConvFactory;
import org.septum.models.block.InvertedBottleneckFactory;
import org.septum.models.block.PyramidPoolingFactory;
import org.septum.models.block.RecurrentFactory;
import org.septum.models.block.ResidualFactory;
import org.septum.models.block.SqueezeExcitationFactory;
import org.septum.models.norm.BatchNormFactory;
import org.septum.models.skip.AddSkipFactory;
import org.septum.models.skip.AttentionSkipFactory;
import org.septum.models.upsampling.BilinearUpsamplingFactory;
import org.septum.models.upsampling.NearestUpsamplingFactory;
import org.septum.models.upsampling.PixelShuffleFactory;
import org.septum.models.upsampling.TransposedConvFactory;

/** Strides, kernels, channels and side outputs by level; UnetTest has what such networks compute. */
class LevelsTest {

    @Test
    void saysWhatSizesAnisotropicStridesNeed() {
        Model model = unet(Map.of("depth", 3, "strides", List.of(2L, 2L, List.of(1L, 2L))));
        plan(model, Mode.TRAINING, new Shape(1, 1, 12, 16));
        assertThatThrownBy(() -> plan(model, Mode.TRAINING, new Shape(1, 1, 18, 20)))
                .isExactlyInstanceOf(UserError.class)
                .hasMessage("a U-Net with the strides [2 x 2, 2 x 2, 1 x 2] needs a height divisible by 4 and a width"
                        + " divisible by 8, found 18 x 20; nearest are height 16 or 20 and width 16 or 24");
    }

    static Stream<Arguments> mistakes() {
        Component residual = component(
                Kind.BLOCK,
                new ResidualFactory(),
                Map.of("norm", component(Kind.NORMALIZATION, new BatchNormFactory(), Map.of())));
        return Stream.of(
                Arguments.of(
                        Map.of("strides", List.of(2L)),
                        "strides: found a list of 1, needed is one of 2: one for each of depth"),
                Arguments.of(
                        Map.of("strides", List.of(2L, List.of(1L, 1L))),
                        "strides: found 1 x 1, which divides nothing; one of its axes must have 2 or more"),
                Arguments.of(
                        Map.of("strides", List.of(2L, List.of(1L, 2L, 2L))),
                        "strides: found [1, 2, 2], allowed is a number or two: height, then width"),
                Arguments.of(
                        Map.of("kernels", List.of(3L, 3L)),
                        "kernels: found a list of 2, needed is one of 3: one for each of depth, and the bottleneck's last"),
                Arguments.of(
                        Map.of("kernels", List.of(3L, List.of(2L, 3L), 3L)),
                        "kernels: found 2 x 3, allowed are odd numbers: then height and width can be kept"),
                Arguments.of(
                        Map.of("channels-per-level", List.of(8L, 16L)),
                        "channels-per-level: found a list of 2, needed is one of 3: one for each of depth, and the bottleneck's last"),
                Arguments.of(
                        Map.of("channels-per-level", List.of(8L, 16L, 16L), "max-channels", 16),
                        "channels-per-level: found beside max-channels; leave one of them out"),
                Arguments.of(
                        Map.of("encoder", residual, "blocks-per-level", List.of(1L, 2L)),
                        "blocks-per-level: found a list of 2, needed is one of 3: one for each of depth, and the"
                                + " bottleneck's last"),
                Arguments.of(
                        Map.of("side-weights", List.of(0.5, 0.25)),
                        "side-weights: found a list of 2, needed is one of 1: one for each decoder level but the finest"));
    }

    @ParameterizedTest
    @MethodSource("mistakes")
    void refusesLevelsThatDoNotFitTogether(Map<String, Object> wrong, String message) {
        Map<String, Object> options = new LinkedHashMap<>(wrong);
        options.put("depth", 2);
        assertThatThrownBy(() -> unet(options))
                .isExactlyInstanceOf(UserError.class)
                .hasMessage("arguments: " + message);
    }

    private static List<String> weights(Model model, Shape image) {
        return plan(model, Mode.TRAINING, image).parameters().entries().stream()
                .filter(entry -> entry.name().endsWith("weight"))
                .map(entry -> entry.name() + " " + entry.dimensions())
                .toList();
    }

    @Test
    void capsTheChannelsOrTakesThemFromAList() {
        Map<String, Object> capped = Map.of("depth", 3, "base-channels", 4, "max-channels", 10);
        assertThat(weights(unet(capped), new Shape(2, 1, 8, 8)))
                .contains("encoder.1.conv2.weight [8, 8, 3, 3]", "encoder.2.conv2.weight [10, 10, 3, 3]")
                .contains("bottleneck.conv1.weight [10, 10, 3, 3]", "up.2.weight [10, 10, 2, 2]");
        assertThat(weights(unet(Map.of("depth", 1, "channels-per-level", List.of(3L, 5L))), new Shape(2, 1, 2, 2)))
                .contains("encoder.0.conv2.weight [3, 3, 3, 3]", "bottleneck.conv1.weight [5, 3, 3, 3]");
    }

    static Stream<Factory<?>> blocks() {
        return Stream.of(
                new ConvFactory(),
                new DoubleConvFactory(),
                new ResidualFactory(),
                new DenseFactory(),
                new RecurrentFactory(),
                new InvertedBottleneckFactory(),
                new AtrousPyramidFactory(),
                new PyramidPoolingFactory(),
                new SqueezeExcitationFactory());
    }

    /** A level that sees neighbours along the rows alone, and a stride along the rows alone, with every part that there is. */
    @ParameterizedTest
    @MethodSource("blocks")
    void buildsEveryBlockWithKernelsAndStridesOfOneAxis(Factory<?> factory) {
        Map<String, Object> given = new LinkedHashMap<>();
        factory.options().find("norm").ifPresent(norm -> given.put("norm", batchNorm()));
        factory.options().find("block").ifPresent(block -> given.put("block", doubleConv(Map.of())));
        Component block = component(Kind.BLOCK, factory, given);
        List<Factory<?>> ups = List.of(
                new TransposedConvFactory(),
                new BilinearUpsamplingFactory(),
                new NearestUpsamplingFactory(),
                new PixelShuffleFactory());
        for (Factory<?> up : ups) {
            for (String down : List.of("max-pool", "strided-conv")) {
                Map<String, Object> options = Map.of(
                        "depth",
                        2,
                        "base-channels",
                        4,
                        "encoder",
                        block,
                        "up",
                        component(Kind.UPSAMPLING, up, Map.of()),
                        "skip",
                        component(
                                Kind.SKIP,
                                new AttentionSkipFactory(),
                                Map.of("join", component(Kind.SKIP, new AddSkipFactory(), Map.of()))),
                        "down",
                        down,
                        "strides",
                        List.of(List.of(1L, 3L), List.of(2L, 1L)),
                        "kernels",
                        List.of(List.of(1L, 3L), List.of(3L, 5L), 3L));
                Plan plan = plan(unet(options), Mode.TRAINING, new Shape(2, 1, 8, 24));
                assertThat(plan.parameters().entries().stream()
                                .filter(entry -> entry.name().startsWith("encoder.0"))
                                .filter(entry -> entry.dimensions().size() == 4)
                                .map(entry -> entry.dimensions().get(2)))
                        .as(up.summary())
                        .containsOnly(1);
                assertThat(plan.outputs().get("features").dimensions()).containsExactly(2, 4, 8, 24);
            }
        }
    }

    private static Component batchNorm() {
        return component(Kind.NORMALIZATION, new BatchNormFactory(), Map.of());
    }

    @Test
    void refusesKernelsForABlockThatHasItsOwn() {
        Block block = (graph, input, outputChannels) -> input;
        GraphBuilder graph = new PlanningGraphCompiler().newGraph(Mode.TRAINING);
        Tensor x = graph.input("x", new Shape(1, 1, 4, 4));
        assertThat(block.build(graph, x, 1, Block.KERNEL, Extent.ONE)).isSameAs(x);
        assertThatThrownBy(() -> block.build(graph, x, 1, new Extent(1, 3), Extent.ONE))
                .isExactlyInstanceOf(UserError.class)
                .hasMessage(
                        "kernels: found 1 x 3 for a level whose block has kernels of its own; choose another block, such"
                                + " as double-conv, or 3 for that level");
    }

    @Test
    void putsAConvolutionInFrontOfABlockThatTakesNoStride() {
        Component dense = component(
                Kind.BLOCK,
                new DenseFactory(),
                Map.of("norm", component(Kind.NORMALIZATION, new BatchNormFactory(), Map.of())));
        Map<String, Object> options = Map.of(
                "depth",
                2,
                "base-channels",
                2,
                "down",
                "strided-conv",
                "bottleneck",
                dense,
                "encoder",
                doubleConv(Map.of()));
        Plan plan = plan(unet(options), Mode.TRAINING, new Shape(1, 1, 8, 8));
        assertThat(plan.parameters().find("down.1.weight").orElseThrow().dimensions())
                .containsExactly(4, 4, 3, 3);
        assertThat(plan.parameters().find("down.0.weight")).isEmpty();
        assertThat(plan.calls().stream().map(Plan.Call::op).filter(Op.MaxPool2d.class::isInstance))
                .isEmpty();
    }

    /** nnU-Net's 2D plan for ACDC, 20.6 million parameters without its heads, counted layer by layer. */
    @Test
    void hasTheParametersOfNnunetsPlan() {
        Map<String, Object> options = Map.of(
                "depth",
                5,
                "base-channels",
                32,
                "max-channels",
                512,
                "down",
                "strided-conv",
                "encoder",
                doubleConv(NNUNET));
        int[] features = {32, 64, 128, 256, 512, 512};
        long expected = 0;
        for (int level = 0; level < features.length; level++) {
            int out = features[level];
            int in = level == 0 ? 1 : features[level - 1];
            expected += 9L * in * out + 9L * out * out + 2 * (out + 2L * out);
            if (level < 5) {
                expected += 4L * features[level + 1] * out + out;
                expected += 9L * 2 * out * out + 9L * out * out + 2 * (out + 2L * out);
            }
        }
        assertThat(plan(unet(options), Mode.TRAINING, new Shape(1, 1, 64, 64)).parameters().entries().stream()
                        .mapToLong(ParameterTable.Entry::elements)
                        .sum())
                .isEqualTo(expected);
    }

    /** nnU-Net's weights of ACDC's five outputs, .533 .267 .133 .067 0: these divided by their sum. */
    @Test
    void weighsSidesAsNnunetDoes() {
        Map<String, Object> options =
                Map.of("depth", 5, "base-channels", 2, "deep-supervision", true, "side-weights", "nnunet");
        GraphBuilder graph = new PlanningGraphCompiler().newGraph(Mode.TRAINING);
        double[] weights = unet(options).build(graph, graph.input("image", new Shape(2, 1, 32, 32))).sides().stream()
                .mapToDouble(Features.Side::weight)
                .sorted()
                .toArray();
        double sum = 1 + Arrays.stream(weights).sum();
        assertThat(Arrays.stream(weights).map(weight -> weight / sum).toArray())
                .containsExactly(new double[] {0.067, 0.133, 0.267}, within(5e-4));
    }

    @Test
    void learnsFromNoSideOfWeightZero() {
        Map<String, Object> nnunet = Map.of(
                "depth",
                4,
                "base-channels",
                2,
                "deep-supervision",
                true,
                "side-weights",
                "nnunet",
                "side-resolution",
                "side");
        GraphBuilder graph = new PlanningGraphCompiler().newGraph(Mode.TRAINING);
        Tensor image = graph.input("image", new Shape(2, 1, 16, 16));
        assertThat(unet(nnunet).build(graph.scope("a"), image).sides())
                .extracting(side -> side.name() + " " + side.weight() + " " + side.resolution())
                .containsExactly("2 0.25 SIDE", "1 0.5 SIDE");
        Map<String, Object> chosen = Map.of(
                "depth", 4, "base-channels", 2, "deep-supervision", true, "side-weights", List.of(0.3, 0.0, 0.1));
        assertThat(unet(chosen).build(graph.scope("b"), image).sides())
                .extracting(side -> side.name() + " " + side.weight())
                .containsExactly("3 0.1", "1 0.3");
        assertThat(unetPlusPlus(chosen).build(graph.scope("c"), image).sides())
                .extracting(side -> side.name() + " " + side.weight())
                .containsExactly("1 0.3", "3 0.1");
    }
}
