// SPDX-License-Identifier: Apache-2.0
package org.septum.engine.training;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.septum.api.Kind;
import org.septum.engine.SmallTraining;
import org.septum.engine.checkpoint.Safetensors;
import org.septum.engine.run.RunDirectory;
import org.septum.training.checkpoint.EveryNStepsFactory;

/** Checkpoints that a policy asks for after steps. */
class StepCheckpointTest {

    @TempDir
    private Path folder;

    @Test
    void areWrittenAmidEpochsAndInAResumedRunToo() {
        SmallTraining training = new SmallTraining();
        training.policies.add(SmallTraining.made(Kind.CHECKPOINT_POLICY, new EveryNStepsFactory(), Map.of("steps", 3)));
        RunDirectory directory = new RunDirectory(folder);

        training.in(directory).trainUntil(4);
        assertThat(directory.checkpoint("step-3")).exists();
        assertThat(directory.checkpoint("step-6")).doesNotExist();
        // One more than there are, so that the last epoch is finished and not only its steps.
        training.in(directory).trainUntil(SmallTraining.EPOCHS * SmallTraining.STEPS_PER_EPOCH + 1);

        assertThat(Safetensors.open(directory.checkpoint("step-6")).metadata())
                .containsEntry("step", "6")
                .containsEntry("epoch", "2");
        assertThat(directory.checkpoint("step-9")).exists();
        // The last step ends an epoch: its weights are those that the policy of every epoch saves.
        assertThat(directory.checkpoint("step-12")).hasSameBinaryContentAs(directory.checkpoint("last"));
    }
}
