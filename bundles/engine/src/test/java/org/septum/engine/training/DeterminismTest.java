// SPDX-License-Identifier: Apache-2.0
package org.septum.engine.training;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.septum.api.augment.IntensityAugmentation;
import org.septum.engine.SmallTraining;
import org.septum.engine.StoppedTraining;
import org.septum.engine.record.RunFingerprint;
import org.septum.engine.run.RunDirectory;
import org.septum.services.run.ResumeVerifier.Group;

/** A training is what its experiment says, whatever its threads do. */
class DeterminismTest {

    private static final int ALL = SmallTraining.EPOCHS * SmallTraining.STEPS_PER_EPOCH;

    @TempDir
    private Path folder;

    private RunFingerprint trained(String name, SmallTraining training) {
        StoppedTraining run = training.in(new RunDirectory(folder.resolve(name)));
        run.trainUntil(ALL);
        return run.fingerprint();
    }

    private static List<String> different(RunFingerprint one, RunFingerprint other) {
        return one.compare(other).stream()
                .filter(group -> !group.different().isEmpty())
                .map(Group::name)
                .toList();
    }

    /** Loaders that take turns at random, as they do where files are slow. */
    private static SmallTraining with(int loaderThreads) {
        SmallTraining training = new SmallTraining();
        training.loaderThreads = loaderThreads;
        IntensityAugmentation slow = (image, random) -> {
            for (long i = (long) (Math.random() * 2e6); i > 0; i--) {
                Thread.onSpinWait();
            }
        };
        training.augmentBy(slow);
        return training;
    }

    @Test
    void oneTwoAndFourLoaderThreadsTrainTheSameToTheLastBit() {
        RunFingerprint one = trained("1", with(1));
        assertThat(different(one, trained("1-again", with(1)))).isEmpty();
        assertThat(different(one, trained("2", with(2)))).isEmpty();
        assertThat(different(one, trained("4", with(4)))).isEmpty();
    }

    @Test
    void anotherSeedTrainsSomethingElse() {
        SmallTraining other = new SmallTraining();
        other.seed = 2;
        assertThat(different(trained("1", new SmallTraining()), trained("2", other)))
                .contains("weights", "steps", "scores", "checkpoint last");
    }
}
