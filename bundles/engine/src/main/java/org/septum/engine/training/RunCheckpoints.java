// SPDX-License-Identifier: Apache-2.0
package org.septum.engine.training;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.septum.api.experiment.Experiment;
import org.septum.api.report.Reporter;
import org.septum.api.training.CheckpointDecision;
import org.septum.engine.checkpoint.CheckpointWriter;
import org.septum.engine.checkpoint.Weights;
import org.septum.engine.run.RunDirectory;
import org.septum.engine.run.Settings;

/** Writes a run's checkpoints: the policies' own, the state from which it can be resumed, and the model that is tested. */
public final class RunCheckpoints implements AutoCloseable {

    /** A checkpoint's text that tells which experiment it belongs to: {@link Settings#identity()}. */
    public static final String SETTINGS = "settings-sha256";

    private final String experiment;
    private final String identity;
    private final RunDirectory directory;
    private final Weights weights;
    private final CheckpointWriter writer = new CheckpointWriter();

    RunCheckpoints(Experiment experiment, RunDirectory directory, Weights weights) {
        this.experiment = experiment.name();
        this.identity = Settings.of(experiment).identity();
        this.directory = directory;
        this.weights = weights;
    }

    /** Throws what went wrong with a file that is being written. */
    void check() {
        writer.check();
    }

    /** Begins with what was given to be written. */
    void start() {
        writer.start();
    }

    /** How long the training has waited for them. */
    double waitSeconds() {
        return writer.waitNanoseconds() / 1e9;
    }

    /** Saves what was decided to be saved; what that makes superfluous goes once it is complete. */
    void save(List<CheckpointDecision> decisions, int epoch, long step) {
        List<Path> files = decisions.stream()
                .flatMap(decision -> decision.save().stream())
                .map(directory::checkpoint)
                .toList();
        if (!files.isEmpty()) {
            writer.write(files, weights.tensors(), metadata(epoch, step));
            writer.afterwards(
                    () -> decisions.forEach(decision -> decision.delete().forEach(directory::deleteCheckpoint)));
        }
    }

    /** Saves the state from which the run can be resumed, that of the reporters with it. */
    void saveResumable(RunState state, EpochRules rules, List<Reporter> reporters) {
        reporters.forEach(reporter -> writer.afterwards(reporter.stateSaving()));
        Map<String, String> metadata = metadata(state.epoch(), state.step());
        // An optimizer may remember more with every step, not only with every epoch.
        metadata.put("state", state.remembering(rules.memories()).toJson());
        writer.write(
                List.of(directory.resumable()),
                weights.tensors(rules.optimizer().slots()),
                metadata);
        writer.start();
    }

    /** Saves the model that is tested, after the training. */
    void saveTested(int epoch, long step) {
        try (CheckpointWriter last = new CheckpointWriter()) {
            last.write(List.of(directory.checkpoint(RunDirectory.TESTED)), weights.tensors(), metadata(epoch, step));
            last.start();
        }
    }

    /** In the same order every time, so that equal runs write equal files. */
    private Map<String, String> metadata(int epoch, long step) {
        Map<String, String> metadata = new LinkedHashMap<>();
        metadata.put("format", "septum");
        metadata.put("experiment", experiment);
        metadata.put(SETTINGS, identity);
        metadata.put("epoch", Integer.toString(epoch));
        metadata.put("step", Long.toString(step));
        return metadata;
    }

    @Override
    public void close() {
        writer.close();
    }
}
