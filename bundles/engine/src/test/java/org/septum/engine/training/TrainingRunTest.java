// SPDX-License-Identifier: Apache-2.0
package org.septum.engine.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.septum.api.Kind;
import org.septum.api.RunFailure;
import org.septum.api.UserError;
import org.septum.api.augment.IntensityAugmentation;
import org.septum.api.backend.RuntimeSettings;
import org.septum.api.training.Optimizer;
import org.septum.common.files.FailingDisk;
import org.septum.engine.OnednnBundle;
import org.septum.engine.SmallTraining;
import org.septum.engine.StoppedTraining;
import org.septum.engine.TestComponents;
import org.septum.engine.checkpoint.ArrayVector;
import org.septum.engine.checkpoint.Safetensors;
import org.septum.engine.checkpoint.SafetensorsWriter;
import org.septum.engine.checkpoint.Weights;
import org.septum.engine.run.RunDirectory;

/** When the state is saved, and what becomes of a loss that is not finite. */
class TrainingRunTest {

    private static final int STEPS = SmallTraining.STEPS_PER_EPOCH;
    private static final int BATCH = 2;

    @TempDir
    private Path folder;

    private final SmallTraining training = new SmallTraining();
    private RunDirectory run;

    @BeforeEach
    void makeARun() {
        run = new RunDirectory(folder.resolve("run"));
    }

    /** Gives one sample of a step NaN for its intensities. */
    private void poison(int step) {
        AtomicInteger samples = new AtomicInteger();
        IntensityAugmentation poison = (image, random) -> {
            if (samples.getAndIncrement() == (step - 1) * BATCH) {
                Arrays.fill(image.values(), Float.NaN);
            }
        };
        training.augmentBy(poison);
    }

    private RunState saved() {
        return RunState.fromJson(Safetensors.open(run.resumable()).metadata().get("state"), run.resumable());
    }

    private void noteSave(Path file, List<Long> saves) {
        if (file.equals(run.resumable())) {
            saves.add(Weights.stepOf(file));
        }
    }

    @Test
    void savesEverySoManyStepsAndAtTheEndOfEachEpoch() {
        training.saveEvery = 3;
        List<Long> saves = new ArrayList<>();
        StoppedTraining trained = training.in(run);
        try (FailingDisk disk = FailingDisk.watched(file -> noteSave(file, saves))) {
            trained.trainUntil(2 * STEPS + 2);
        }
        // Every third step, the ends of the two epochs at 4 and 8, and the stop at 10.
        assertThat(saves).containsExactly(3L, 4L, 6L, 8L, 9L, 10L);
        assertThat(saved().step()).isEqualTo(10);
        assertThat(saved().stepsInEpoch()).isEqualTo(2);
    }

    @Test
    void leavesTheSmallerLastBatchOutIfAsked() {
        training.batchSize = 3; // of 8 samples
        training.in(new RunDirectory(folder.resolve("whole"))).trainUntil(Long.MAX_VALUE);
        training.dropLast = true;
        StoppedTraining trained = training.in(run);
        trained.trainUntil(Long.MAX_VALUE);

        assertThat(trained.done()).isEqualTo(2 * SmallTraining.EPOCHS);
        Path whole = new RunDirectory(folder.resolve("whole")).resumable();
        assertThat(RunState.fromJson(Safetensors.open(whole).metadata().get("state"), whole)
                        .step())
                .isEqualTo(3 * SmallTraining.EPOCHS);

        training.batchSize = 100; // a training smaller than a batch still has a step
        StoppedTraining small = training.in(new RunDirectory(folder.resolve("small")));
        small.trainUntil(Long.MAX_VALUE);
        assertThat(small.done()).isEqualTo(SmallTraining.EPOCHS);
    }

    @Test
    void aLossThatIsNotFiniteStopsTheRunWithItsSamplesAndLargestGradients() {
        poison(6);
        assertThatThrownBy(() -> training.in(run).trainUntil(2 * STEPS))
                .isInstanceOf(RunFailure.class)
                .hasMessageMatching(
                        "the loss is NaN in step 6; the batch held v\\d-\\d, v\\d-\\d; the largest gradients are"
                                + " (\\S+ \\(NaN\\), ){4}\\S+ \\(NaN\\)\\. Look at these samples, or lower the learning rate \\(now"
                                + " 0\\.01\\)\\.");
        // What was saved last is the end of the epoch before.
        assertThat(saved().step()).isEqualTo(STEPS);
    }

    /** oneDNN's relu makes 0 of NaN, so that the loss does not show it. */
    @Test
    void weightsThatAreNotFiniteStopTheRunThoughTheLossIsFinite() throws ReflectiveOperationException {
        assumeTrue(OnednnBundle.backend().isPresent(), "the backend onednn is not there, or not for this machine");
        training.backend = SmallTraining.choice(
                "onednn", OnednnBundle.backend().orElseThrow(), new RuntimeSettings("cpu", "float32", 1, 1));
        poison(STEPS + 2);
        assertThatThrownBy(() -> training.in(run).trainUntil(Long.MAX_VALUE))
                .isInstanceOf(RunFailure.class)
                .hasMessageMatching(
                        "after epoch 2, \\d+ arrays of the model hold values that are not finite, though its loss"
                                + " was finite: \\S+ \\(\\d+ of \\d+\\).*");
        assertThat(saved().step()).isEqualTo(STEPS);
    }

    @Test
    void weightsThatAreNotFiniteAreNotLoaded() {
        training.in(run).trainUntil(1);
        Safetensors saved = Safetensors.open(run.resumable());
        List<SafetensorsWriter.Tensor> tensors = new ArrayList<>();
        saved.entries().forEach((name, entry) -> {
            float[] values = saved.values(entry);
            values[0] = tensors.isEmpty() ? Float.NaN : values[0];
            tensors.add(ArrayVector.tensor(name, entry.dimensions(), values));
        });
        String first = saved.entries().keySet().iterator().next();
        SafetensorsWriter.writeAside(run.resumable(), tensors, saved.metadata()).complete();
        assertThatThrownBy(() -> training.in(run).trainUntil(2))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("values of the array '" + first + "' are not finite");
    }

    @Test
    void whatAWrapperPutsBeforeTheNamesIsNamed() {
        training.in(run).trainUntil(1);
        Safetensors saved = Safetensors.open(run.resumable());
        List<SafetensorsWriter.Tensor> tensors = new ArrayList<>();
        saved.entries()
                .forEach((name, entry) ->
                        tensors.add(ArrayVector.tensor("module." + name, entry.dimensions(), saved.values(entry))));
        SafetensorsWriter.writeAside(run.resumable(), tensors, saved.metadata()).complete();
        assertThatThrownBy(() -> training.in(run).trainUntil(2))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("the name of every array begins with 'module.'")
                .hasMessageContaining("name.removeprefix('module.')");
    }

    @Test
    void aBatchInWhichNoPixelCountsIsNotBlamedOnTheLearningRate() {
        training.loss = new TestComponents()
                .component(Kind.LOSS, "cross-entropy", Map.of("class-weights", List.of(0.0, 0.0, 1.0)));
        training.eraseForeground = true;
        assertThatThrownBy(() -> training.in(run).trainUntil(1))
                .isInstanceOf(RunFailure.class)
                .hasMessageStartingWith("the loss is NaN in step 1; the batch held ")
                .hasMessageContaining(" No pixel of this batch counts for the loss of heads.structures: all are of"
                        + " background, which ignore-index or a class weight of 0 leaves out")
                .satisfies(e -> assertThat(e.getMessage()).doesNotContain("learning rate"));
    }

    @Test
    void aSkippedStepIsCountedAndLeavesNothingBehind() {
        training.skipInvalidLoss = true;
        poison(STEPS);
        training.in(run).trainUntil(STEPS);
        RunState skipped = saved();
        assertThat(skipped.skippedSteps()).isEqualTo(1);
        assertThat(skipped.step()).isEqualTo(STEPS);

        // The last step of the epoch was skipped: weights, statistics and slots are those of the step before.
        RunDirectory before = new RunDirectory(folder.resolve("before"));
        new SmallTraining().in(before).trainUntil(STEPS - 1);
        Safetensors expected = Safetensors.open(before.resumable());
        Safetensors found = Safetensors.open(run.resumable());
        assertThat(found.entries().keySet()).isEqualTo(expected.entries().keySet());
        expected.entries()
                .forEach(
                        (name, entry) -> assertThat(found.values(found.entries().get(name)))
                                .as(name)
                                .isEqualTo(expected.values(entry)));
        assertThat(expected.entries())
                .containsKeys("optimizer."
                        + training.optimizer.create(Optimizer.class).slots().get(0));
    }

    /** Memory that runs out in a thread that loads samples is told as memory that ran out, not as a sample that is wrong. */
    @Test
    void memoryThatRunsOutWhileLoadingIsToldAsSuch() {
        OutOfMemoryError error = new OutOfMemoryError("Java heap space");
        training.augmentBy((image, random) -> {
            throw error;
        });
        assertThatThrownBy(() -> training.in(run).trainUntil(1)).isSameAs(error);
    }
}
