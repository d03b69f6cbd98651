// SPDX-License-Identifier: Apache-2.0
package org.septum.engine.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.septum.api.Kind;
import org.septum.api.data.Part;
import org.septum.api.metric.MetricValue;
import org.septum.engine.SmallTraining;
import org.septum.engine.StoppedTraining;
import org.septum.engine.TestComponents;
import org.septum.engine.checkpoint.Safetensors;
import org.septum.engine.record.RunFingerprint;
import org.septum.engine.run.RunDirectory;
import org.septum.services.run.ResumeVerifier.Group;

/** A validation of random parts of images. */
class PatchValidationTest {

    @TempDir
    private Path folder;

    private static SmallTraining training(int batches) {
        SmallTraining training = new SmallTraining();
        training.evaluation.putAll(Map.of("validation", "patches", "patch-batches", batches));
        return training;
    }

    private RunDirectory trained(String name, SmallTraining training, long... stops) {
        RunDirectory directory = new RunDirectory(folder.resolve(name));
        StoppedTraining run = training.in(directory);
        for (long stop : stops) {
            run.trainUntil(stop);
        }
        return directory;
    }

    private static List<MetricValue> validation(RunDirectory run) {
        RunState state =
                RunState.fromJson(Safetensors.open(run.resumable()).metadata().get("state"), run.resumable());
        return state.history().stream()
                .filter(value -> value.part() == Part.VALIDATION)
                .toList();
    }

    /**
     * Passes over the two validation slices, 8 x 8 pixels as the network's input is, in batches of two: each batch holds both, so
     * losses and the Dice over all pixels are those of the images in one case.
     */
    @Test
    void patchesThatAreTheWholeImagesHaveTheirScores() {
        List<MetricValue> images = validation(trained("images", new SmallTraining(), Long.MAX_VALUE));
        List<MetricValue> patches = validation(trained("patches", training(3), Long.MAX_VALUE));
        assertThat(patches.stream().map(MetricValue::path).toList())
                .isEqualTo(images.stream().map(MetricValue::path).toList());
        for (int i = 0; i < images.size(); i++) {
            assertThat(patches.get(i).value())
                    .as(images.get(i).path())
                    .isEqualTo(images.get(i).value(), within(1e-5));
        }
    }

    @Test
    void partsAroundForegroundAreTheSameInEveryRun() {
        StoppedTraining whole = cropped().in(new RunDirectory(folder.resolve("whole")));
        whole.trainUntil(Long.MAX_VALUE);
        SmallTraining threads = cropped();
        threads.loaderThreads = 3;
        StoppedTraining stopped = threads.in(new RunDirectory(folder.resolve("stopped")));
        stopped.trainUntil(SmallTraining.STEPS_PER_EPOCH + 1);
        stopped.trainUntil(Long.MAX_VALUE);
        assertThat(different(whole.fingerprint(), stopped.fingerprint())).isEmpty();
    }

    private static SmallTraining cropped() {
        TestComponents components = new TestComponents();
        SmallTraining training = training(4);
        training.augmentations.add(0, components.component(Kind.AUGMENTATION, "crop", Map.of()));
        training.sampling = components.component(Kind.SAMPLING, "by-case", Map.of());
        return training;
    }

    private static List<String> different(RunFingerprint one, RunFingerprint other) {
        return one.compare(other).stream()
                .filter(group -> !group.different().isEmpty())
                .map(Group::name)
                .toList();
    }
}
