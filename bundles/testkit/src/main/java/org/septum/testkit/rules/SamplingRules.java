// SPDX-License-Identifier: Apache-2.0
package org.septum.testkit.rules;

import static org.septum.testkit.rules.Rule.require;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import org.septum.api.data.SampleInfo;
import org.septum.api.sampling.Aim;
import org.septum.api.sampling.Draw;
import org.septum.api.sampling.EpochRequest;
import org.septum.api.sampling.Sampling;
import org.septum.api.sampling.TrainingSet;

/** What samplings keep to, on volumes of made up slices. */
record SamplingRules(Subject subject) {

    /**
     * Volumes of three slices; every third slice has none but the background.
     *
     * @param foreground whether the others have any
     */
    private record MadeUpSet(List<SampleInfo> samples, boolean foreground) implements TrainingSet {

        static MadeUpSet of(int count, boolean foreground) {
            List<SampleInfo> samples = new ArrayList<>();
            for (int i = 0; i < count; i++) {
                String volume = "p" + i / 6 + "-" + i / 3;
                samples.add(new SampleInfo(
                        volume + "-" + i,
                        "p" + i / 6,
                        volume,
                        i % 3,
                        Optional.empty(),
                        Optional.empty(),
                        "made up",
                        Map.of()));
            }
            return new MadeUpSet(samples, foreground);
        }

        @Override
        public List<String> labels() {
            return Subject.LABELS;
        }

        @Override
        public long pixels(SampleInfo sample, int label) {
            return label == 0 ? 100 : foreground && sample.slice() < 2 ? 10L * label : 0;
        }
    }

    /** Whole passes, the last batch smaller; short epochs, and such as are longer than a pass; and batches larger than the set. */
    private static final int[][] EPOCHS = {{17, 17, 4, 1}, {17, 8, 4, 0}, {17, 60, 12, 0}, {1, 8, 4, 0}, {3, 3, 3, 1}};

    static List<Rule> of(Subject subject) {
        SamplingRules rules = new SamplingRules(subject);
        return List.of(
                new Rule(
                        "W-01",
                        "an epoch has as many samples as asked for, all of the training set, aimed at labels that there"
                                + " are",
                        rules::epochs),
                new Rule("W-02", "an epoch is the same again, whatever was drawn before", rules::again));
    }

    private static List<Draw> draw(Sampling sampling, TrainingSet set, int[] sizes, int epoch) {
        return sampling.draw(
                set,
                new EpochRequest(
                        epoch, sizes[1], sizes[2], sizes[3] == 1, number -> new SplittableRandom(7919L * number)));
    }

    private void epochs() {
        for (int[] sizes : EPOCHS) {
            for (boolean foreground : new boolean[] {true, false}) {
                MadeUpSet set = MadeUpSet.of(sizes[0], foreground);
                for (int epoch = 1; epoch <= 3; epoch++) {
                    requireEpoch(draw(subject.create(Sampling.class), set, sizes, epoch), set, sizes[1]);
                }
            }
        }
    }

    private static void requireEpoch(List<Draw> draws, MadeUpSet set, int wanted) {
        require(
                draws.size() == wanted,
                "of " + set.samples.size() + " samples it draws " + draws.size() + " for an epoch of " + wanted);
        for (Draw draw : draws) {
            require(
                    new HashSet<>(set.samples).contains(draw.sample()),
                    "it draws a sample that is not in the training set");
            require(draw.aim() != null, "it draws a sample without an aim");
            if (draw.aim() instanceof Aim.Label aim) {
                require(
                        aim.label() >= 0 && aim.label() < Subject.LABELS.size(),
                        "it aims at label " + aim.label() + ", where the last is " + (Subject.LABELS.size() - 1));
            }
        }
    }

    private void again() {
        Sampling sampling = subject.create(Sampling.class);
        for (int[] sizes : EPOCHS) {
            MadeUpSet set = MadeUpSet.of(sizes[0], true);
            List<Draw> first = draw(sampling, set, sizes, 2);
            draw(sampling, set, sizes, 3);
            require(first.equals(draw(sampling, set, sizes, 2)), "drawn again, after another epoch, the epoch differs");
            require(
                    first.equals(draw(subject.create(Sampling.class), set, sizes, 2)),
                    "another sampling with the same options draws another epoch");
        }
    }
}
