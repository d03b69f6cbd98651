// SPDX-License-Identifier: Apache-2.0
package org.septum.losses;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.septum.api.Arguments;
import org.septum.api.Component;
import org.septum.api.Kind;
import org.septum.api.OptionType;
import org.septum.api.UserError;
import org.septum.api.head.TargetEncoding;
import org.septum.api.loss.Loss;
import org.septum.api.loss.LossFactory;
import org.septum.losses.pixel.BceFactory;
import org.septum.losses.pixel.CrossEntropyFactory;
import org.septum.losses.pixel.FocalFactory;
import org.septum.losses.pixel.TopKCrossEntropyFactory;
import org.septum.losses.region.BoundaryFactory;
import org.septum.losses.region.DiceFactory;
import org.septum.losses.region.FocalTverskyFactory;
import org.septum.losses.region.GeneralizedDiceFactory;
import org.septum.losses.region.JaccardFactory;
import org.septum.losses.region.LovaszFactory;
import org.septum.losses.region.TverskyFactory;

/** Losses and their gradients against PyTorch; losses.py computed the numbers. */
class LossesTest {

    private static final Map<String, LossFactory> FACTORIES = Map.ofEntries(
            Map.entry("bce", new BceFactory()),
            Map.entry("cross-entropy", new CrossEntropyFactory()),
            Map.entry("dice", new DiceFactory()),
            Map.entry("jaccard", new JaccardFactory()),
            Map.entry("tversky", new TverskyFactory()),
            Map.entry("focal-tversky", new FocalTverskyFactory()),
            Map.entry("generalized-dice", new GeneralizedDiceFactory()),
            Map.entry("focal", new FocalFactory()),
            Map.entry("top-k-cross-entropy", new TopKCrossEntropyFactory()),
            Map.entry("lovasz", new LovaszFactory()),
            Map.entry("boundary", new BoundaryFactory()));

    private static Loss loss(LossFactory factory, Map<String, Object> options) {
        return factory.create(Arguments.of(factory.options(), options));
    }

    static Stream<String> references() throws IOException {
        try (InputStream stream = LossesTest.class.getResourceAsStream("losses.txt")) {
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8).lines();
        }
    }

    @ParameterizedTest
    @MethodSource("references")
    void computesWhatPyTorchComputes(String line) {
        String[] words = line.split(" ");
        LossFactory factory = FACTORIES.get(words[0]);
        LossCase given = words[1].equals("mask") ? LossCase.MASK : LossCase.CLASSES;
        double[] expected = Arrays.stream(words, 3, words.length)
                .mapToDouble(Double::parseDouble)
                .toArray();
        assertThat(given.valueAndGradient(loss(factory, options(factory, words[2]))))
                .containsExactly(expected, within(1e-10));
    }

    /** Reads key=value,key=value with lists joined by /, each value as its option declares it. */
    private static Map<String, Object> options(LossFactory factory, String text) {
        Map<String, Object> options = new LinkedHashMap<>();
        if (!text.equals("-")) {
            for (String pair : text.split(",")) {
                String[] sides = pair.split("=");
                options.put(
                        sides[0],
                        value(factory.options().find(sides[0]).orElseThrow().type(), sides[1]));
            }
        }
        return options;
    }

    private static Object value(OptionType type, String text) {
        if (type instanceof OptionType.Listing listing) {
            return Stream.of(text.split("/"))
                    .map(element -> value(listing.element(), element))
                    .toList();
        }
        if (type instanceof OptionType.Flag) {
            return Boolean.valueOf(text);
        }
        if (type instanceof OptionType.Whole) {
            return Long.valueOf(text);
        }
        return type instanceof OptionType.Real ? (Object) Double.valueOf(text) : text;
    }

    @Test
    void everyLossHasReferences() throws IOException {
        assertThat(references().map(line -> line.split(" ")[0]).collect(Collectors.toSet()))
                .isEqualTo(FACTORIES.keySet());
    }

    @Test
    void takesTheEncodingThatFitsIt() {
        Loss bce = loss(new BceFactory(), Map.of());
        Loss crossEntropy = loss(new CrossEntropyFactory(), Map.of());
        assertThat(bce.accepts(TargetEncoding.MASK)).isTrue();
        assertThat(bce.accepts(TargetEncoding.CLASS_INDEX)).isFalse();
        assertThat(crossEntropy.accepts(TargetEncoding.CLASS_INDEX)).isTrue();
        assertThat(crossEntropy.accepts(TargetEncoding.MASK)).isFalse();
        Loss both = sum(Map.of("losses", List.of(component("bce"), component("dice"))));
        assertThat(both.accepts(TargetEncoding.MASK)).isTrue();
        assertThat(both.accepts(TargetEncoding.CLASS_INDEX)).isFalse();
    }

    private static Component component(String type) {
        LossFactory factory = FACTORIES.get(type);
        return Component.of(Kind.LOSS, type, factory, Arguments.of(factory.options(), Map.of()));
    }

    private static Loss sum(Map<String, Object> options) {
        return loss(new WeightedSumFactory(), options);
    }

    @Test
    void addsUpWhatItIsGiven() {
        double[] dice = LossCase.MASK.valueAndGradient(loss(new DiceFactory(), Map.of()));
        double[] bce = LossCase.MASK.valueAndGradient(loss(new BceFactory(), Map.of()));
        List<Component> losses = List.of(component("dice"), component("bce"));
        double[] plain = LossCase.MASK.valueAndGradient(sum(Map.of("losses", losses)));
        double[] weighted = LossCase.MASK.valueAndGradient(sum(Map.of("losses", losses, "weights", List.of(0.5, 3))));
        for (int i = 0; i < dice.length; i++) {
            assertThat(plain[i]).isCloseTo(dice[i] + bce[i], within(1e-12));
            assertThat(weighted[i]).isCloseTo(0.5 * dice[i] + 3 * bce[i], within(1e-12));
        }
        assertThatThrownBy(() -> sum(Map.of("losses", losses, "weights", List.of(1))))
                .isExactlyInstanceOf(UserError.class)
                .hasMessage("arguments: weights: found 1 weight for 2 losses; give one for each loss");
    }

    /**
     * nnU-Net's loss, by NumPy: 1 - mean over c of (2 sum p_c g_c + 1e-5) / (sum p_c + sum g_c + 1e-5) with sums over all pixels of
     * the batch and c over the classes but the background, or over regions, plus the mean cross-entropy.
     */
    @Test
    void addsCrossEntropyToTheDiceOfAWholeBatchAsNnunetDoes() {
        Map<String, Object> dice = Map.of("over", "batch", "background", false);
        assertThat(LossCase.CLASSES.valueAndGradient(loss(new DiceFactory(), dice))[0])
                .isCloseTo(0.7724815319314595, within(1e-12));
        assertThat(nnunet("cross-entropy", dice, LossCase.CLASSES)).isCloseTo(5.458301409232138, within(1e-12));
        assertThat(LossCase.REGIONS.valueAndGradient(loss(new DiceFactory(), dice))[0])
                .isCloseTo(0.4739780161536338, within(1e-12));
        assertThat(nnunet("bce", dice, LossCase.REGIONS)).isCloseTo(1.287356198660624, within(1e-12));
    }

    private static double nnunet(String entropy, Map<String, Object> dice, LossCase given) {
        DiceFactory factory = new DiceFactory();
        Component region = Component.of(Kind.LOSS, "dice", factory, Arguments.of(factory.options(), dice));
        return given.valueAndGradient(sum(Map.of("losses", List.of(region, component(entropy)))))[0];
    }

    @Test
    void explainsOptionsThatDoNotSuitTheTarget() {
        assertRefused(
                LossCase.CLASSES,
                loss(new CrossEntropyFactory(), Map.of("class-weights", List.of(1, 2))),
                "class-weights: found 2 weights for 3 classes; give one for each class");
        assertRefused(
                LossCase.CLASSES,
                loss(new CrossEntropyFactory(), Map.of("ignore-index", 255)),
                "ignore-index: found 255, but the classes are numbered from 0 to 2");
        assertRefused(
                LossCase.CLASSES,
                loss(new FocalFactory(), Map.of("alpha", 0.25)),
                "alpha: the head's target is a class index; give class-weights instead");
        assertRefused(
                LossCase.MASK,
                loss(new FocalFactory(), Map.of("class-weights", List.of(1))),
                "class-weights: found [1.0], but the head's target is a mask, which has no classes");
        assertThatThrownBy(() -> loss(new CrossEntropyFactory(), Map.of("class-weights", List.of(0, 0))))
                .isExactlyInstanceOf(UserError.class)
                .hasMessage("arguments: class-weights: found only zeros, at least one weight must be positive");
        assertThatThrownBy(() -> loss(new TverskyFactory(), Map.of("false-positive", 0, "false-negative", 0)))
                .isExactlyInstanceOf(UserError.class)
                .hasMessage("arguments: false-positive: found 0, as false-negative is; one of them must be positive");
    }

    private static void assertRefused(LossCase given, Loss loss, String message) {
        assertThatThrownBy(() -> given.valueAndGradient(loss))
                .isExactlyInstanceOf(UserError.class)
                .hasMessage("arguments: " + message);
    }

    @Test
    void staysFiniteForExtremeLogitsAndEmptyOrFullMasks() {
        for (Map.Entry<String, LossFactory> entry : FACTORIES.entrySet()) {
            Loss loss = loss(entry.getValue(), Map.of());
            for (LossCase given : List.of(LossCase.MASK, LossCase.CLASSES)) {
                if (!loss.accepts(given.encoding())) {
                    continue;
                }
                for (double size : new double[] {1e4, 0}) {
                    for (double target : new double[] {0, 1}) {
                        double[] found = given.constant(size, target).valueAndGradient(loss);
                        for (double value : found) {
                            assertThat(value)
                                    .as(entry.getKey() + " of logits +-" + size + ", target " + target)
                                    .isFinite();
                        }
                    }
                }
            }
        }
    }
}
