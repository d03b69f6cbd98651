// SPDX-License-Identifier: Apache-2.0
package org.septum.engine.training;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.septum.api.Arguments;
import org.septum.api.data.Part;
import org.septum.api.metric.MetricValue;
import org.septum.api.training.CheckpointPolicy;
import org.septum.api.training.CheckpointPolicyFactory;
import org.septum.engine.run.RunDirectory;
import org.septum.training.checkpoint.BestFactory;
import org.septum.training.checkpoint.LastFactory;

/** Where the checkpoint that was to be tested was never saved, the reader is told which one was tested, and why. */
class UnsavedCheckpointsTest {

    @TempDir
    private Path folder;

    private final List<CheckpointPolicy> policies = List.of(
            policy(new BestFactory(), Map.of("monitor", "validation/h/dice", "mode", "max", "file-name", "best")),
            policy(new LastFactory(), Map.of("file-name", "last")));

    private static CheckpointPolicy policy(CheckpointPolicyFactory factory, Map<String, Object> values) {
        return factory.create(Arguments.of(factory.options(), values));
    }

    private static List<MetricValue> history(double... dice) {
        List<MetricValue> history = new ArrayList<>();
        for (int epoch = 1; epoch <= dice.length; epoch++) {
            history.add(new MetricValue(epoch, Part.TRAIN, "", "loss", "all", 1));
            history.add(new MetricValue(epoch, Part.VALIDATION, "h", "dice", "mean", dice[epoch - 1]));
        }
        return history;
    }

    /** In a run with these checkpoints. */
    private TestedCheckpoint tested(String... checkpoints) throws IOException {
        RunDirectory run = new RunDirectory(folder);
        run.makeFolders();
        for (String checkpoint : checkpoints) {
            Files.write(run.checkpoint(checkpoint), new byte[0]);
        }
        return new TestedCheckpoint(run);
    }

    @Test
    void tellsThatTheMonitorWasUndefined() throws IOException {
        assertThat(tested("last").unsaved(policies, history(Double.NaN, Double.NaN), 2, "last"))
                .containsExactly("best was never saved: its monitor, validation/h/dice, was undefined in all 2 epochs;"
                        + " last was tested");
        assertThat(tested("last").unsaved(policies, history(Double.NaN), 1, "last"))
                .containsExactly(
                        "best was never saved: its monitor, validation/h/dice, was undefined in the only epoch;"
                                + " last was tested");
    }

    @Test
    void saysNothingWhereItWasSaved() throws IOException {
        assertThat(tested("best", "last").unsaved(policies, history(Double.NaN, 0.5), 2, "best"))
                .isEmpty();
    }
}
