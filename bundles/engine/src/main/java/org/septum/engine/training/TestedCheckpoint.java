// SPDX-License-Identifier: Apache-2.0
package org.septum.engine.training;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.septum.api.UserError;
import org.septum.api.experiment.Experiment;
import org.septum.api.metric.MetricValue;
import org.septum.api.training.CheckpointPolicy;
import org.septum.common.run.RunFiles;
import org.septum.common.run.RunRecord;
import org.septum.engine.checkpoint.Safetensors;
import org.septum.engine.checkpoint.Weights;
import org.septum.engine.run.RunDirectory;

/** Which of a run's checkpoints is its model: the one that it tested, as its provenance records it. */
public record TestedCheckpoint(RunDirectory directory) {

    /** The key in provenance.json. */
    public static final String RECORDED = "tested-checkpoint";

    /** The checkpoint of the first policy that selects a model and has saved one. */
    Optional<String> selected(Collection<CheckpointPolicy> policies) {
        return policies.stream()
                .filter(CheckpointPolicy::selectsModel)
                .map(CheckpointPolicy::selected)
                .filter(this::isThere)
                .findFirst();
    }

    /** A policy's checkpoint of the state after a step: under a policy's plain name if there is one. */
    Optional<String> ofStep(Collection<CheckpointPolicy> policies, long step) {
        return kept(policies).stream().filter(name -> stepOf(name) == step).findFirst();
    }

    /**
     * The checkpoint that the run's model is taken from: the named one, else the one that stands for the run.
     *
     * @throws UserError if there is none; the message lists those there are
     */
    public Path toUse(Experiment experiment, Optional<String> name) {
        if (name.isPresent() && !directory.checkpointNames().contains(name.get())) {
            throw new UserError(directory.path() + ": there is no checkpoint '" + name.get() + "'; there are "
                    + String.join(", ", directory.checkpointNames()));
        }
        return directory.checkpoint(name.orElseGet(() -> find(experiment)));
    }

    /**
     * The checkpoint that stands for the run. Before the run has recorded one, it is what its policies, as far as they
     * remember, would select now, or else the newest.
     *
     * @throws UserError if the recorded one is not there any more, or none has been saved yet
     */
    public String find(Experiment experiment) {
        Optional<String> recorded = recorded();
        if (recorded.isPresent()) {
            if (!isThere(recorded.get())) {
                throw new UserError(directory.path() + ": the checkpoint '" + recorded.get()
                        + "', which this run has tested, is not there any more; name another one: "
                        + String.join(", ", directory.checkpointNames()));
            }
            return recorded.get();
        }
        Collection<CheckpointPolicy> policies = new EpochRules(experiment, memories()).policies();
        return selected(policies)
                .or(() -> kept(policies).stream().max(Comparator.comparingLong(this::stepOf)))
                .orElseThrow(
                        () -> new UserError(directory.path() + ": this run has saved no checkpoint of its model yet"));
    }

    private Optional<String> recorded() {
        Path file = directory.path().resolve(RunFiles.PROVENANCE);
        return Files.isRegularFile(file) ? RunRecord.read(file).text(RECORDED) : Optional.empty();
    }

    /** What the policies remember in the state from which the run can be resumed; nothing if that cannot be read. */
    private Map<String, Map<String, Double>> memories() {
        Path file = directory.resumable();
        try {
            return Files.isRegularFile(file)
                    ? RunState.fromJson(Safetensors.open(file).metadata().getOrDefault("state", ""), file)
                            .policies()
                    : Map.of();
        } catch (UserError e) {
            return Map.of();
        }
    }

    /** What the policies have kept, those under a policy's plain name first. */
    private List<String> kept(Collection<CheckpointPolicy> policies) {
        List<String> plain = policies.stream().map(CheckpointPolicy::fileName).toList();
        return directory.checkpointNames().stream()
                .filter(name -> plain.stream().anyMatch(name::startsWith))
                .sorted(Comparator.comparing((String name) -> !plain.contains(name)))
                .toList();
    }

    /** The step after which it was saved; -1 where a damaged file does not say. */
    private long stepOf(String name) {
        try {
            return Weights.stepOf(directory.checkpoint(name));
        } catch (UserError e) {
            return -1;
        }
    }

    /**
     * A warning for each policy that was to select the model and never saved one, so that another checkpoint was tested.
     *
     * @param history the scores of every epoch
     * @param epochs how many there were
     * @param tested the name of the checkpoint that was tested
     */
    List<String> unsaved(Collection<CheckpointPolicy> policies, List<MetricValue> history, int epochs, String tested) {
        return policies.stream()
                .filter(policy -> policy.selectsModel() && !isThere(policy.selected()))
                .map(policy -> policy.fileName() + " was never saved: " + reason(policy, history, epochs) + "; "
                        + tested + " was tested")
                .toList();
    }

    private static String reason(CheckpointPolicy policy, List<MetricValue> history, int epochs) {
        List<MetricValue> watched = history.stream()
                .filter(value -> policy.watches().contains(value.path()))
                .toList();
        boolean undefined = !watched.isEmpty() && watched.stream().allMatch(value -> Double.isNaN(value.value()));
        return undefined
                ? "its monitor, " + String.join(" and ", policy.watches()) + ", was undefined in "
                        + (epochs == 1 ? "the only epoch" : "all " + epochs + " epochs")
                : "its condition was met in no epoch";
    }

    private boolean isThere(String name) {
        return Files.isRegularFile(directory.checkpoint(name));
    }
}
