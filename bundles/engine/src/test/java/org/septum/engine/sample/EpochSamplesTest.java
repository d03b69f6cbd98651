// SPDX-License-Identifier: Apache-2.0
package org.septum.engine.sample;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.septum.api.UserError;
import org.septum.api.data.LabelMap;
import org.septum.api.data.SampleInfo;
import org.septum.api.experiment.Experiment;
import org.septum.api.sampling.Aim;
import org.septum.api.sampling.Draw;
import org.septum.api.sampling.Sampling;
import org.septum.engine.SmallTraining;

/** What a sampling is asked for, what it may know, and what becomes of one that gives something else. */
class EpochSamplesTest {

    private static final List<String> LABELS = List.of("background", "lv", "unjudged");
    private static final List<SampleInfo> SAMPLES = List.of(info("a"), info("b"), info("c"), info("d"), info("e"));

    private final SmallTraining training = new SmallTraining();

    private static SampleInfo info(String name) {
        return new SampleInfo(name, name, name, 0, Optional.empty(), Optional.empty(), "made", Map.of());
    }

    private EpochSamples samples(Sampling sampling) {
        Experiment experiment = training.experiment();
        LabelPixels pixels = new LabelPixels(LABELS.size());
        SAMPLES.forEach(info -> pixels.count(info, new LabelMap(1, 6, new int[] {0, 1, 2, 2, 1, 2})));
        return new EpochSamples(experiment, sampling, new Randomness(1), SAMPLES, LABELS, Set.of("unjudged"), pixels);
    }

    private static Sampling first(Aim aim) {
        return (set, epoch) ->
                Collections.nCopies(epoch.samples(), new Draw(set.samples().get(0), aim));
    }

    @Test
    void asksForAPassOrForFullBatches() {
        training.batchSize = 2;
        EpochSamples pass = samples(first(Aim.OPEN));
        assertThat(List.of(pass.steps(), pass.fullBatch(), pass.of(1).size())).containsExactly(3, 2, 5);
        training.dropLast = true;
        EpochSamples whole = samples(first(Aim.OPEN));
        assertThat(List.of(whole.steps(), whole.fullBatch(), whole.of(1).size()))
                .containsExactly(2, 2, 4);
        training.batchSize = 8;
        EpochSamples small = samples(first(Aim.OPEN));
        assertThat(List.of(small.steps(), small.fullBatch(), small.of(1).size()))
                .containsExactly(1, 5, 5);
        training.stepsPerEpoch = 3;
        EpochSamples steps = samples(first(Aim.OPEN));
        assertThat(List.of(steps.steps(), steps.fullBatch(), steps.of(1).size()))
                .containsExactly(3, 8, 24);
        assertThat(steps.of(1).stream().map(SampleUse::repetition)).startsWith(0, 1, 2, 3);
    }

    @Test
    void pixelsThatNobodyHasJudgedAreNotCounted() {
        EpochSamples samples = samples(first(Aim.OPEN));
        assertThat(samples.pixels(SAMPLES.get(0), 1)).isEqualTo(2);
        assertThat(samples.pixels(SAMPLES.get(0), 2)).isZero();
    }

    @Test
    void refusesWhatIsNoEpochOfTheTrainingPart() {
        Sampling few = (set, epoch) -> List.of();
        assertThatThrownBy(() -> samples(few).of(1))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("the sampling 'passes' gave 0 samples for an epoch of 5");
        Sampling foreign = (set, epoch) -> Collections.nCopies(epoch.samples(), Draw.open(info("x")));
        assertThatThrownBy(() -> samples(foreign).of(1))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("which is no sample of the training part");
        assertThatThrownBy(() -> samples(first(new Aim.Label(3))).of(1))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("aims at label 3, allowed are 0 to 2");
    }
}
