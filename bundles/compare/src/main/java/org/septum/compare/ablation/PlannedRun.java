// SPDX-License-Identifier: Apache-2.0
package org.septum.compare.ablation;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import org.septum.api.UserError;
import org.septum.api.ablation.AblationRunner.Entry;
import org.septum.api.ablation.TaskState;
import org.septum.api.experiment.Experiment;
import org.septum.compare.read.RunFolder;

/**
 * One training of an ablation: what it is of, and where it is recorded.
 *
 * @param hash of the resolved experiment, the address of the run
 * @param directory where it is, or will be
 */
record PlannedRun(String variant, String repetition, Experiment experiment, String hash, Path directory) {

    private static final int SHORT = 8;

    /** A run of the same experiment that has finished, under whatever variant's name, is taken as this one. */
    static PlannedRun of(String variant, String repetition, Experiment experiment, Path folder) {
        String hash = hash(experiment.resolved());
        String name = "seed-" + experiment.seed() + "-" + hash.substring(0, SHORT);
        Path own = folder.resolve(variant).resolve(name);
        Path directory = RunFolder.status(own).equals("finished") ? own : elsewhere(folder, name, own);
        return new PlannedRun(variant, repetition, experiment, hash, directory);
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

    /** How it stands on the disk. */
    Entry entry() {
        String other = directory.getParent().getFileName().toString();
        return switch (RunFolder.status(directory)) {
            case "finished" ->
                new Entry(
                        variant,
                        repetition,
                        directory,
                        TaskState.FINISHED,
                        other.equals(variant) ? "" : "trained as " + other);
            case "failed" -> new Entry(variant, repetition, directory, TaskState.FAILED, "failed before");
            case "running" -> new Entry(variant, repetition, directory, TaskState.RUNNING, "another process trains it");
            case "interrupted", "killed" ->
                new Entry(
                        variant,
                        repetition,
                        directory,
                        TaskState.INTERRUPTED,
                        resumable() ? "goes on where it stopped" : "begins again");
            default -> new Entry(variant, repetition, directory, TaskState.WAITING, "");
        };
    }

    /** Septum's arguments that train it. */
    List<String> arguments(Path experimentFile, Path runs) {
        if (resumable()) {
            return List.of("resume", directory.toString());
        }
        List<String> run = List.of("run", experimentFile.toString(), "--runs", runs.toString(), "--variant", variant);
        return Files.exists(directory)
                ? Stream.concat(run.stream(), Stream.of("--overwrite")).toList()
                : run;
    }

    private boolean resumable() {
        return Files.isRegularFile(directory.resolve("checkpoints").resolve("resume.safetensors"));
    }

    private static String hash(String text) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
