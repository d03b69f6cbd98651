// SPDX-License-Identifier: Apache-2.0
package org.septum.engine.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Offset.offset;

import java.nio.file.Path;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.septum.engine.SmallTraining;
import org.septum.engine.network.OpenedModel;
import org.septum.engine.run.RunDirectory;
import org.septum.engine.setup.Setup;
import org.septum.graph.PlanningGraphCompiler;
import org.septum.services.measure.Profiler.Saving;

/** What is measured is the saving of a real run: files of the same sizes, as often as said. */
class SavingMeasurementTest {

    @TempDir
    private Path folder;

    private Saving measure(SmallTraining training, int steps) {
        try (Setup setup = Setup.of(training.experiment(), new PlanningGraphCompiler());
                OpenedModel model = OpenedModel.forTraining(setup.network(), training.backend(), setup.fullBatch())) {
            model.weights().initialize(setup.randomness());
            return new SavingMeasurement(setup, model, folder).measure(OptionalInt.of(steps));
        }
    }

    @Test
    void savesWhatARunSaves() {
        SmallTraining training = new SmallTraining();
        RunDirectory run = new RunDirectory(folder.resolve("run"));
        training.in(run).trainUntil(SmallTraining.STEPS_PER_EPOCH + 1);

        Saving saving = measure(training, 1);
        assertThat(saving.stepsPerEpoch()).isEqualTo(SmallTraining.STEPS_PER_EPOCH);
        assertThat(saving.rounds()).isEqualTo(4);
        // Headers differ by some texts, and in the state the run's history.
        assertThat(saving.modelBytes())
                .isCloseTo(run.checkpoint("last").toFile().length(), offset(200L));
        assertThat(saving.stateBytes()).isCloseTo(run.resumable().toFile().length(), offset(4000L));
        assertThat(saving.standstill()).isPositive();
        assertThat(saving.meanError()).isPositive();
        assertThat(folder.resolve("model.safetensors")).hasSameBinaryContentAs(folder.resolve("other.safetensors"));
    }

    @Test
    void withoutPoliciesOnlyTheStateIsSaved() {
        SmallTraining training = new SmallTraining();
        training.policies.clear();
        assertThat(measure(training, 1).modelBytes()).isZero();
        assertThat(folder.toFile().list()).containsExactly("state.safetensors");
    }
}
