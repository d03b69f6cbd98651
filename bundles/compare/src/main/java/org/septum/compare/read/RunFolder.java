// SPDX-License-Identifier: Apache-2.0
package org.septum.compare.read;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.septum.api.UserError;
import org.septum.api.run.RunLock;

/**
 * A recorded run. Its experiment, status and provenance are read at once, its tables when they are asked for.
 *
 * @param path the folder
 * @param variant the variant that the run belongs to
 * @param status finished, running, killed, interrupted, failed, or unknown where there is no status
 * @param settings the resolved experiment, by path
 */
public record RunFolder(Path path, String variant, String status, Map<String, String> settings, Provenance provenance) {

    private static final ObjectMapper JSON = new ObjectMapper();
    /** Deep enough for runs/name/variant/run with some folders above. */
    private static final int DEEPEST = 8;

    /** Whether a folder is a run's: it holds a resolved experiment and its provenance. */
    public static boolean isRun(Path folder) {
        return Files.isRegularFile(folder.resolve("experiment.yaml"))
                && Files.isRegularFile(folder.resolve("provenance.json"));
    }

    /**
     * Reads a run; its variant is the name of the folder above it.
     *
     * @throws UserError if the folder is no run's, or damaged
     */
    public static RunFolder read(Path folder) {
        Path parent = folder.toAbsolutePath().normalize().getParent();
        boolean named = parent != null && parent.getFileName() != null;
        return read(folder, named ? parent.getFileName().toString() : "");
    }

    /** Reads a run as one of the given variant. */
    public static RunFolder read(Path folder, String variant) {
        if (!Files.isDirectory(folder)) {
            throw new UserError(folder + ": there is no such folder");
        }
        for (String name : List.of("experiment.yaml", "provenance.json")) {
            if (!Files.isRegularFile(folder.resolve(name))) {
                throw new UserError(folder + ": this is not a run's folder: there is no " + name + " in it; "
                        + "'septum runs' lists the runs below a folder");
            }
        }
        Path experiment = folder.resolve("experiment.yaml");
        Map<String, String> settings = FlatYaml.read(text(experiment), experiment);
        for (String key : List.of("name", "seed")) {
            if (!settings.containsKey(key)) {
                throw new UserError(experiment + ": this is not the experiment of a run: '" + key + "' is missing");
            }
        }
        return new RunFolder(
                folder, variant, status(folder), settings, Provenance.read(folder.resolve("provenance.json")));
    }

    /**
     * The runs that a path names: itself, or those in the folders below it, in the order of their paths.
     *
     * @throws UserError if there are none
     */
    public static List<RunFolder> find(Path path) {
        if (!Files.isDirectory(path)) {
            throw new UserError(path + ": there is no such folder");
        }
        List<Path> folders;
        try (Stream<Path> below = Files.walk(path, DEEPEST)) {
            folders = below.filter(Files::isDirectory)
                    .filter(RunFolder::isRun)
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UserError(path + ": cannot be read: " + e.getMessage(), e);
        }
        if (folders.isEmpty()) {
            throw new UserError(path + ": there is no run in this folder or below it; a run has experiment.yaml and"
                    + " provenance.json");
        }
        List<RunFolder> runs = new ArrayList<>();
        folders.forEach(folder -> runs.add(read(folder)));
        return runs;
    }

    public String name() {
        return settings.get("name");
    }

    public String seed() {
        return settings.get("seed");
    }

    public boolean finished() {
        return status.equals("finished");
    }

    /** Whether the run wrote its scores by epoch. */
    public boolean hasHistory() {
        return Files.isRegularFile(path.resolve("metrics.csv"));
    }

    /** The scores by epoch. */
    public History history() {
        return History.read(
                new CsvFile(path.resolve("metrics.csv"), "epoch", "part", "head", "metric", "class", "value"));
    }

    /** The scores by case. */
    public CaseTable cases() {
        return CaseTable.read(new CsvFile(
                path.resolve("cases.csv"),
                "part",
                "head",
                "metric",
                "class",
                "unit",
                "case",
                "group",
                "value",
                "empty-rule"));
    }

    /** The times of the training steps. */
    public Pace pace() {
        return Pace.read(new CsvFile(
                path.resolve("steps.csv"), "step", "epoch", "loss", "learning-rate", "seconds", "data-wait"));
    }

    /**
     * How a run stands, in a word. One that says it is running was killed if no living process has its folder.
     *
     * @return unknown where there is no status
     */
    public static String status(Path folder) {
        try {
            String status = JSON.readTree(folder.resolve("status.json").toFile())
                    .path("status")
                    .asText("unknown");
            return status.equals("running") && !RunLock.isTaken(folder) ? "killed" : status;
        } catch (IOException e) {
            return "unknown";
        }
    }

    private static String text(Path file) {
        try {
            return Files.readString(file, StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UserError(file + ": cannot be read: " + e.getMessage(), e);
        }
    }
}
