// SPDX-License-Identifier: Apache-2.0
package org.septum.engine.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.septum.api.Kind;
import org.septum.api.UserError;
import org.septum.api.augment.IntensityAugmentation;
import org.septum.engine.SmallTraining;
import org.septum.engine.StoppedTraining;
import org.septum.engine.TestComponents;
import org.septum.engine.record.RunFingerprint;
import org.septum.engine.run.RunDirectory;
import org.septum.services.run.ResumeVerifier.Group;

/** Trainings whose epochs have a number of steps of their own, or whose samples are drawn with replacement. */
class SampledTrainingTest {

    private final TestComponents components = new TestComponents();

    @TempDir
    private Path folder;

    private SmallTraining byCase(int loaderThreads) {
        SmallTraining training = new SmallTraining();
        training.loaderThreads = loaderThreads;
        training.stepsPerEpoch = 7;
        training.batchSize = 3;
        training.recalibrateNorm = 2;
        training.sampling = components.component(Kind.SAMPLING, "by-case", Map.of());
        training.augmentations.add(0, components.component(Kind.AUGMENTATION, "crop", Map.of()));
        return training;
    }

    private static List<String> different(RunFingerprint one, RunFingerprint other) {
        return one.compare(other).stream()
                .filter(group -> !group.different().isEmpty())
                .map(Group::name)
                .toList();
    }

    @Test
    void stoppedAmidAnEpochAndWithOtherThreadsItTrainsTheSameToTheLastBit() {
        StoppedTraining whole = byCase(1).in(new RunDirectory(folder.resolve("whole")));
        whole.trainUntil(Long.MAX_VALUE);
        StoppedTraining stopped = byCase(4).in(new RunDirectory(folder.resolve("stopped")));
        stopped.trainUntil(10);
        stopped.trainUntil(Long.MAX_VALUE);

        assertThat(whole.done()).isEqualTo(7 * SmallTraining.EPOCHS);
        assertThat(different(whole.fingerprint(), stopped.fingerprint())).isEmpty();
    }

    /** 8 samples in batches of 3: 7 steps are 21 samples, two passes and a half. Each use draws its own augmentations. */
    @Test
    void eachUseOfASampleInAnEpochIsAugmentedAnew() {
        SmallTraining training = new SmallTraining();
        training.stepsPerEpoch = 7;
        training.batchSize = 3;
        List<Long> draws = new ArrayList<>();
        IntensityAugmentation counting = (image, random) -> {
            synchronized (draws) {
                draws.add(random.nextLong());
            }
        };
        training.augmentBy(counting);
        StoppedTraining trained = training.in(new RunDirectory(folder.resolve("counted")));
        trained.trainUntil(Long.MAX_VALUE);

        assertThat(trained.done()).isEqualTo(7 * SmallTraining.EPOCHS);
        assertThat(draws).hasSize(7 * 3 * SmallTraining.EPOCHS);
        assertThat(new HashSet<>(draws)).hasSameSizeAs(draws);
    }

    /** A batch may be larger than the training part, where an epoch is no pass. */
    @Test
    void batchesAreFullWhereEpochsAreNoPasses() {
        SmallTraining training = new SmallTraining();
        training.stepsPerEpoch = 2;
        training.batchSize = 12;
        StoppedTraining trained = training.in(new RunDirectory(folder.resolve("full")));
        trained.trainUntil(Long.MAX_VALUE);
        assertThat(trained.done()).isEqualTo(2 * SmallTraining.EPOCHS);
    }

    /** Four steps of two are a pass over the eight samples: what makes an epoch changes nothing but where it ends. */
    @Test
    void stepsOfAPassTrainAsThePassDoes() {
        SmallTraining passes = new SmallTraining();
        SmallTraining steps = new SmallTraining();
        steps.stepsPerEpoch = SmallTraining.STEPS_PER_EPOCH;
        StoppedTraining one = passes.in(new RunDirectory(folder.resolve("passes")));
        StoppedTraining other = steps.in(new RunDirectory(folder.resolve("steps")));
        one.trainUntil(Long.MAX_VALUE);
        other.trainUntil(Long.MAX_VALUE);
        assertThat(different(one.fingerprint(), other.fingerprint())).isEmpty();
    }

    @Test
    void refusesEpochsThatNeverEnd() {
        SmallTraining training = byCase(1);
        training.stepsPerEpoch = 1_000_000;
        training.batchSize = 100;
        StoppedTraining endless = training.in(new RunDirectory(folder.resolve("endless")));
        assertThatThrownBy(() -> endless.trainUntil(1))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("100000000 samples in an epoch, allowed are 50000000");
    }
}
