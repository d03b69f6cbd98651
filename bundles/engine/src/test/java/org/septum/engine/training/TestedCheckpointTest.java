// SPDX-License-Identifier: Apache-2.0
package org.septum.engine.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.septum.api.Component;
import org.septum.api.Kind;
import org.septum.api.UserError;
import org.septum.api.metric.MetricValue;
import org.septum.common.run.RunFiles;
import org.septum.common.run.RunRecord;
import org.septum.engine.SmallTraining;
import org.septum.engine.TestComponents;
import org.septum.engine.evaluation.Evaluator;
import org.septum.engine.network.OpenedModel;
import org.septum.engine.reuse.LoadedRun;
import org.septum.engine.reuse.Refusal;
import org.septum.engine.run.RecordedRun;
import org.septum.engine.run.RunDirectory;
import org.septum.engine.setup.Setup;
import org.septum.graph.PlanningGraphCompiler;
import org.septum.training.checkpoint.EveryNFactory;
import org.septum.training.checkpoint.LastFactory;
import org.septum.training.checkpoint.TopKFactory;

/** The checkpoint that a run tests is the one that stands for it afterwards, whatever its policies are. */
class TestedCheckpointTest {

    private static final Component LAST = policy(new LastFactory(), Map.of("file-name", "last"));

    @TempDir
    private Path folder;

    private final SmallTraining training = new SmallTraining();
    private RunDirectory run;

    @BeforeEach
    void makeARun() {
        run = new RunDirectory(folder.resolve("run"));
        training.policies.clear();
    }

    private static Component policy(org.septum.api.Factory<?> factory, Map<String, Object> options) {
        return SmallTraining.made(Kind.CHECKPOINT_POLICY, factory, options);
    }

    private static Component topTwo() {
        return policy(
                new TopKFactory(),
                Map.of("monitor", "validation/loss", "mode", "max", "count", 2L, "file-name", "top"));
    }

    private static Component every(long epochs) {
        return policy(new EveryNFactory(), Map.of("epochs", epochs, "file-name", "every"));
    }

    /** Does something with the training as it stands in the saved state. */
    private <T> T atTheEnd(Function<TrainingRun, T> work) {
        try (Setup setup = Setup.of(training.experiment(), new PlanningGraphCompiler());
                OpenedModel model = OpenedModel.forTraining(setup.network(), training.backend(), setup.fullBatch())) {
            RunState state = Beginning.whereItStopped(setup, model.weights(), run, true);
            Evaluator evaluator = new Evaluator(setup, model, List.of());
            return work.apply(new TrainingRun(setup, model, run, () -> false, evaluator, state));
        }
    }

    private String tested() {
        return atTheEnd(TrainingRun::testedCheckpoint);
    }

    private Path used() {
        return new TestedCheckpoint(run).toUse(training.experiment(), Optional.empty());
    }

    /** The epoch with the largest validation loss, which the tests take for the best. */
    private int bestEpoch() {
        return atTheEnd(TrainingRun::state).history().stream()
                .filter(value -> value.path().equals("validation/loss"))
                .max(Comparator.comparingDouble(MetricValue::value))
                .orElseThrow()
                .epoch();
    }

    @Test
    void theBestOfTopKIsTestedAndUsed() {
        training.policies.addAll(List.of(topTwo(), LAST));
        training.in(run).trainUntil(Long.MAX_VALUE);
        String best = "top-epoch-" + bestEpoch();
        assertThat(tested()).isEqualTo(best);
        assertThat(used()).isEqualTo(run.checkpoint(best));
    }

    /** Whoever scores or uses the model of a run that has not come to its end must know. */
    @Test
    void theModelOfARunThatWasKilledSaysSo() {
        training.policies.add(topTwo());
        training.in(run).trainUntil(SmallTraining.STEPS_PER_EPOCH + 1);
        RunFiles.writeStatus(run.path(), "running", "epoch 2");
        assertThat(loaded().unfinished())
                .contains(
                        "this run has not finished (killed): its model is that of top-epoch-1.safetensors, after epoch 1 of "
                                + SmallTraining.EPOCHS + "; 'septum resume " + run.path() + "' trains the rest");
        RunFiles.writeStatus(run.path(), "finished", "");
        assertThat(loaded().unfinished()).isEmpty();
    }

    private LoadedRun loaded() {
        return new LoadedRun(
                new RecordedRun(run, new RunRecord(JsonNodeFactory.instance.objectNode()), Optional.empty()),
                training.experiment(),
                used(),
                null,
                new Refusal.Passed(List.of(), List.of()));
    }

    @Test
    void topKAloneIsUsedBeforeTheRunEnds() {
        training.policies.add(topTwo());
        training.in(run).trainUntil(SmallTraining.STEPS_PER_EPOCH + 1);
        assertThat(used()).isEqualTo(run.checkpoint("top-epoch-1"));
    }

    @Test
    void aCheckpointOfTheLastEpochIsTheTestedOne() {
        training.policies.add(every(SmallTraining.EPOCHS));
        training.in(run).trainUntil(Long.MAX_VALUE);
        assertThat(tested()).isEqualTo("every-epoch-" + SmallTraining.EPOCHS);
        assertThat(used()).isEqualTo(run.checkpoint("every-epoch-" + SmallTraining.EPOCHS));
    }

    /** Averaged weights are tested: the file has them, and not those that are trained. */
    @Test
    void whatNoPolicyHasKeptIsSaved() {
        training.optimizer = new TestComponents()
                .component(Kind.OPTIMIZER, "adam", Map.of("learning-rate", 0.01, "average-decay", 0.9));
        training.policies.add(every(2)); // of 3 epochs
        training.in(run).trainUntil(Long.MAX_VALUE);
        assertThat(used()).isEqualTo(run.checkpoint("every-epoch-2"));
        assertThat(tested()).isEqualTo("tested");

        training.policies.set(0, LAST);
        RunDirectory other = new RunDirectory(folder.resolve("other"));
        training.in(other).trainUntil(Long.MAX_VALUE);
        assertThat(run.checkpoint("tested")).hasSameBinaryContentAs(other.checkpoint("last"));
    }

    @Test
    void whatTheRunHasRecordedIsUsed() throws IOException {
        training.policies.addAll(List.of(topTwo(), LAST));
        training.in(run).trainUntil(Long.MAX_VALUE);
        Path provenance = run.path().resolve("provenance.json");
        Files.writeString(provenance, "{\"tested-checkpoint\": \"last\"}");
        assertThat(used()).isEqualTo(run.checkpoint("last"));

        Files.writeString(provenance, "{\"tested-checkpoint\": \"gone\"}");
        assertThatThrownBy(this::used)
                .isInstanceOf(UserError.class)
                .hasMessageContaining("the checkpoint 'gone', which this run has tested, is not there any more;")
                .hasMessageContaining("last");
    }
}
