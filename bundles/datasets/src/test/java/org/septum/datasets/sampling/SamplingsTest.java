// SPDX-License-Identifier: Apache-2.0
package org.septum.datasets.sampling;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.septum.api.Arguments;
import org.septum.api.Kind;
import org.septum.api.UserError;
import org.septum.api.data.SampleInfo;
import org.septum.api.sampling.Aim;
import org.septum.api.sampling.Draw;
import org.septum.api.sampling.EpochRequest;
import org.septum.api.sampling.Sampling;
import org.septum.api.sampling.SamplingFactory;
import org.septum.api.sampling.TrainingSet;
import org.septum.testkit.rules.ComponentRules;
import org.septum.testkit.rules.Rule;
import org.septum.testkit.rules.Subject;

class SamplingsTest {

    /**
     * A volume of one slice of patient a, and two of patient b with three and with four slices. The third slice of b1 has 10
     * pixels of label 1, its second 30 pixels of it and one of label 2; b2 and a have none but the background.
     */
    private static final class Volumes implements TrainingSet {

        @Override
        public List<SampleInfo> samples() {
            List<SampleInfo> samples = new ArrayList<>(List.of(info("a", "a1", 0)));
            for (int slice = 0; slice < 3; slice++) {
                samples.add(info("b", "b1", slice));
            }
            for (int slice = 0; slice < 4; slice++) {
                samples.add(info("b", "b2", slice));
            }
            return samples;
        }

        private static SampleInfo info(String group, String volume, int slice) {
            return new SampleInfo(
                    volume + "-" + slice, group, volume, slice, Optional.empty(), Optional.empty(), "test", Map.of());
        }

        @Override
        public List<String> labels() {
            return List.of("background", "large", "tiny");
        }

        @Override
        public long pixels(SampleInfo sample, int label) {
            return switch (sample.id() + " " + label) {
                case "b1-2 1" -> 10;
                case "b1-1 1" -> 30;
                case "b1-1 2" -> 1;
                default -> label == 0 ? 1000 : 0;
            };
        }
    }

    private static final TrainingSet SET = new Volumes();

    private static List<Draw> draw(SamplingFactory factory, Map<String, ?> options, EpochRequest epoch) {
        return factory.create(Arguments.of(factory.options(), options)).draw(SET, epoch);
    }

    private static EpochRequest epoch(int number, int samples, int batch, boolean onePass) {
        return new EpochRequest(number, samples, batch, onePass, n -> new SplittableRandom(31L * n));
    }

    private static Map<String, Double> shares(List<Draw> draws) {
        Map<String, Double> shares = new HashMap<>();
        draws.forEach(draw -> shares.merge(draw.sample().id(), 1.0 / draws.size(), Double::sum));
        return shares;
    }

    /** As before there were samplings: a shuffle of the training part by the epoch's generator. */
    @Test
    void anEpochOfPassesIsAShuffle() {
        for (int number = 1; number < 4; number++) {
            List<SampleInfo> shuffled = new ArrayList<>(SET.samples());
            Collections.shuffle(shuffled, new Random(new SplittableRandom(31L * number).nextLong()));
            assertThat(draw(new PassesFactory(), Map.of(), epoch(number, 8, 3, true)))
                    .isEqualTo(shuffled.stream().map(Draw::open).toList());
            // The last batch left out.
            assertThat(draw(new PassesFactory(), Map.of(), epoch(number, 6, 3, true)))
                    .isEqualTo(shuffled.subList(0, 6).stream().map(Draw::open).toList());
        }
    }

    @Test
    void passFollowsPassWhateverTheLengthOfEpochs() {
        List<Draw> passes = new ArrayList<>();
        for (int pass = 1; pass <= 3; pass++) {
            passes.addAll(draw(new PassesFactory(), Map.of(), epoch(pass, 8, 3, true)));
        }
        for (int steps : new int[] {1, 2, 4, 8}) {
            List<Draw> epochs = new ArrayList<>();
            for (int number = 1; number * steps <= 8; number++) {
                epochs.addAll(draw(new PassesFactory(), Map.of(), epoch(number, steps * 3, 3, false)));
            }
            assertThat(epochs).isEqualTo(passes);
        }
    }

    /** 2/3 of the draws: a1 1/3, b1 1/3, b2 1/3, and its slices alike. */
    @Test
    void volumesAreEquallyLikelyWhateverTheirSlices() {
        List<Draw> draws = draw(new ByCaseFactory(), Map.of("foreground-share", 0.0), epoch(1, 24000, 12, false));
        Map<String, Double> shares = shares(draws);
        assertThat(shares.get("a1-0")).isCloseTo(1 / 3.0, within(0.01));
        assertThat(shares.get("b1-0")).isCloseTo(1 / 9.0, within(0.01));
        assertThat(shares.get("b2-3")).isCloseTo(1 / 12.0, within(0.01));
        assertThat(draws).allMatch(draw -> draw.aim() == Aim.ANYWHERE);
    }

    @Test
    void groupsOrSlicesAreIfAsked() {
        Map<String, Double> byGroup = shares(draw(
                new ByCaseFactory(), Map.of("foreground-share", 0.0, "case", "group"), epoch(1, 24000, 12, false)));
        assertThat(byGroup.get("a1-0")).isCloseTo(1 / 2.0, within(0.01));
        assertThat(byGroup.get("b1-0")).isCloseTo(1 / 12.0, within(0.01));
        assertThat(byGroup.get("b2-0")).isCloseTo(1 / 16.0, within(0.01));
        Map<String, Double> bySlice = shares(draw(
                new ByCaseFactory(), Map.of("foreground-share", 0.0, "case", "slice"), epoch(1, 24000, 12, false)));
        assertThat(bySlice).hasSize(8);
        assertThat(bySlice.values()).allMatch(share -> Math.abs(share - 1 / 8.0) < 0.01);
    }

    /** round(12 x 0.33) = 4; of these a third falls on the only volume with foreground, half of that on either label. */
    @Test
    void theLastPlacesOfABatchAreAimedAtARandomLabelAndPixel() {
        List<Draw> draws = draw(new ByCaseFactory(), Map.of(), epoch(1, 36000, 12, false));
        Map<String, Integer> aims = new HashMap<>();
        for (int place = 0; place < draws.size(); place++) {
            Draw draw = draws.get(place);
            if (draw.aim() instanceof Aim.Label aim) {
                assertThat(place % 12).isGreaterThanOrEqualTo(8);
                aims.merge(draw.sample().id() + " " + aim.label(), 1, Integer::sum);
            }
        }
        assertThat(aims).containsOnlyKeys("b1-1 1", "b1-2 1", "b1-1 2");
        assertThat(aims.get("b1-1 2")).isBetween(1880, 2120);
        assertThat(aims.get("b1-1 1")).isBetween(1400, 1600);
        assertThat(aims.get("b1-2 1")).isBetween(440, 560);
    }

    @Test
    void aimsAtTheNamedLabelsAlone() {
        List<Draw> draws = draw(
                new ByCaseFactory(),
                Map.of("foreground-share", 1.0, "labels", List.of("tiny")),
                epoch(1, 300, 12, false));
        assertThat(draws.stream().map(Draw::aim).distinct()).containsExactlyInAnyOrder(Aim.ANYWHERE, new Aim.Label(2));
    }

    @Test
    void epochsDiffer() {
        assertThat(draw(new ByCaseFactory(), Map.of(), epoch(1, 24, 12, false)))
                .isNotEqualTo(draw(new ByCaseFactory(), Map.of(), epoch(2, 24, 12, false)));
    }

    @Test
    void refusesLabelsThatTheDatasetDoesNotHave() {
        ByCaseFactory factory = new ByCaseFactory();
        Sampling unknown = factory.create(Arguments.of(factory.options(), Map.of("labels", List.of("tinny"))));
        assertThatThrownBy(() -> unknown.requireLabels(SET.labels()))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("labels: found 'tinny', the dataset has background, large, tiny");
        assertThatThrownBy(() -> factory.create(Arguments.of(factory.options(), Map.of("labels", List.of()))))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("found no label");
    }

    @TestFactory
    Stream<DynamicTest> rules() {
        return Stream.of(
                        Subject.of(Kind.SAMPLING, "passes", new PassesFactory()),
                        Subject.of(Kind.SAMPLING, "by-case", new ByCaseFactory()))
                .flatMap(subject -> ComponentRules.of(subject).stream()
                        .map(rule -> DynamicTest.dynamicTest(
                                subject.type() + " " + rule.id(),
                                () -> assertThat(rule.run().outcome())
                                        .as(rule.run().reason())
                                        .isNotEqualTo(Rule.Outcome.FAILED))));
    }
}
