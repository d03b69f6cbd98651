// SPDX-License-Identifier: Apache-2.0
package org.septum.compare.ablation;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.septum.api.UserError;
import org.septum.api.ablation.TaskState;
import org.septum.api.experiment.Experiment;
import org.septum.common.run.RunAddress;
import org.septum.common.run.RunFiles;
import org.septum.compare.read.RunFolder;
import org.septum.services.ablation.AblationRunner.Changed;
import org.septum.services.ablation.AblationRunner.Training;

/**
 * One training of an ablation: what it is of, and where it is recorded.
 *
 * @param address of the experiment's run
 * @param own the folder that it has under this variant's name
 * @param directory where it is, or will be
 * @param differences what is other now than the run there recorded
 * @param changed what becomes of it if there are any
 */
record PlannedRun(
        String variant,
        String repetition,
        Experiment experiment,
        RunAddress address,
        Path own,
        Path directory,
        List<String> differences,
        Changed changed) {

    private static final int SHORT = 8;

    /** A run of the same experiment that has finished, under whatever variant's name, is taken as this one. */
    static PlannedRun of(String variant, String repetition, Experiment experiment, Path folder) {
        RunAddress address = RunAddress.of(experiment);
        Path own = folder.resolve(variant).resolve(address.name());
        Path directory = RunFolder.status(own).equals("finished") ? own : elsewhere(folder, address.name(), own);
        return new PlannedRun(variant, repetition, experiment, address, own, directory, List.of(), Changed.REFUSED);
    }

    private static Path elsewhere(Path folder, String name, Path own) {
        if (!Files.isDirectory(folder)) {
            return own;
        }
        try (Stream<Path> variants = Files.list(folder)) {
            return variants.sorted()
                    .map(variant -> variant.resolve(name))
                    .filter(run -> RunFolder.status(run).equals("finished"))
                    .findFirst()
                    .orElse(own);
        } catch (IOException e) {
            throw new UserError(folder + ": cannot be read: " + e.getMessage(), e);
        }
    }

    /** The same with what is other now. A run that is trained again is trained in its own folder. */
    PlannedRun differing(List<String> found, Changed policy) {
        Path place = !found.isEmpty() && policy == Changed.RETRAINED ? own : directory;
        return new PlannedRun(variant, repetition, experiment, address, own, place, found, policy);
    }

    /** What a first glance at a list of trainings tells them apart by. */
    String name() {
        return variant + ", " + repetition;
    }

    /** The name of its task and its files among the ablation's records. */
    String taskName() {
        return variant + "-" + repetition.replaceAll("[^A-Za-z0-9]+", "-") + "-"
                + address.hash().substring(0, SHORT);
    }

    /** How it stands on the disk. */
    Training training() {
        String status = RunFolder.status(directory);
        if (isRetrained() && !status.equals("running")) {
            return training(TaskState.WAITING, "is trained again: " + difference());
        }
        String other = directory.getParent().getFileName().toString();
        return switch (status) {
            case "finished" -> training(TaskState.FINISHED, other.equals(variant) ? "" : "trained as " + other);
            case "failed" -> training(TaskState.FAILED, "failed before");
            case "running" -> training(TaskState.RUNNING, "another process trains it");
            case "interrupted", "killed" ->
                training(TaskState.INTERRUPTED, resumable() ? "goes on where it stopped" : "begins again");
            default -> training(TaskState.WAITING, "");
        };
    }

    private Training training(TaskState state, String detail) {
        List<String> details = new ArrayList<>();
        if (!detail.isEmpty()) {
            details.add(detail);
        }
        if (!differences.isEmpty() && !isRetrained()) {
            details.add((changed == Changed.ACCEPTED ? "accepted: " : "changed: ") + difference());
        }
        return new Training(variant, repetition, directory, state, String.join("; ", details));
    }

    private String difference() {
        return differences.get(0) + (differences.size() == 1 ? "" : ", and " + (differences.size() - 1) + " more");
    }

    private boolean isRetrained() {
        return !differences.isEmpty() && changed == Changed.RETRAINED;
    }

    /** Whether there is a record whose result is taken, or gone on with. */
    boolean isTaken() {
        return Files.isRegularFile(directory.resolve(RunFiles.PROVENANCE))
                && switch (RunFolder.status(directory)) {
                    case "finished" -> true;
                    case "running" -> false;
                    default -> resumable();
                };
    }

    /** Septum's arguments that train it, with the plugins that this process was given. */
    List<String> arguments(Path experimentFile, Path runs) {
        List<String> training = training(experimentFile, runs);
        String plugins = System.getProperty("septum.plugins", "");
        return plugins.isEmpty() ? training : with(training, "--plugins=" + plugins);
    }

    private List<String> training(Path experimentFile, Path runs) {
        if (resumable() && !isRetrained()) {
            List<String> resume = List.of("resume", directory.toString());
            return changed == Changed.ACCEPTED && !differences.isEmpty() ? with(resume, "--accept-changes") : resume;
        }
        List<String> run = List.of("run", experimentFile.toString(), "--runs", runs.toString(), "--variant", variant);
        return Files.exists(directory) ? with(run, "--overwrite") : run;
    }

    private static List<String> with(List<String> arguments, String option) {
        return Stream.concat(arguments.stream(), Stream.of(option)).toList();
    }

    private boolean resumable() {
        return Files.isRegularFile(RunFiles.checkpoint(directory, RunFiles.RESUMABLE));
    }
}
