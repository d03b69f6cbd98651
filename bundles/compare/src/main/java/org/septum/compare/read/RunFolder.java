// SPDX-License-Identifier: Apache-2.0
package org.septum.compare.read;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.DoubleStream;
import org.septum.api.Printable;
import org.septum.api.UserError;
import org.septum.common.files.BoundedFile;
import org.septum.common.files.Sha256;
import org.septum.common.run.RunFiles;
import org.septum.common.run.RunFolders;
import org.septum.common.run.RunLock;
import org.septum.common.run.RunRecord;

/**
 * A recorded run, or an evaluation of a run or of an ensemble, which leaves the same files but for what belongs to a training.
 * Its experiment, status and provenance are read at once, its tables when they are asked for.
 *
 * @param path the folder
 * @param variant the variant that the run belongs to; of an ensemble its name
 * @param status finished, running, killed, interrupted, failed, or unknown where there is no status
 * @param settings the resolved experiment, by path; of an evaluation also what was chosen for it
 */
public record RunFolder(Path path, String variant, String status, Map<String, String> settings, RunRecord provenance) {

    /** An experiment file may have as many bytes; a status has a hundred. */
    static final int MOST_TEXT = 1 << 20;

    /**
     * What a path names.
     *
     * @param runs in the order of their paths
     * @param ensembles those that have not been evaluated and thus have no scores
     * @param damaged why other folders among them cannot be read, by path
     */
    public record Found(List<RunFolder> runs, List<Path> ensembles, SortedMap<Path, String> damaged) {}

    /** Whether a folder is a run's that has begun: it holds a resolved experiment and its provenance. */
    public static boolean isRun(Path folder) {
        return Files.isRegularFile(folder.resolve(RunFiles.EXPERIMENT))
                && Files.isRegularFile(folder.resolve(RunFiles.PROVENANCE));
    }

    /**
     * Reads a run; its variant is the name of the folder above it. That of an evaluation is its run's, or its ensemble's name.
     *
     * @throws UserError if the folder is no run's, or damaged
     */
    public static RunFolder read(Path folder) {
        Path model =
                RunFolders.evaluated(folder).orElse(folder).toAbsolutePath().normalize();
        Path named = Files.exists(model.resolve(RunFiles.ENSEMBLE)) ? model : model.getParent();
        return read(
                folder,
                named != null && named.getFileName() != null
                        ? named.getFileName().toString()
                        : "");
    }

    /** Reads a run as one of the given variant. */
    public static RunFolder read(Path folder, String variant) {
        if (!RunFolders.isRun(folder)) {
            throw RunFolders.notARun(folder);
        }
        for (String name : List.of(RunFiles.EXPERIMENT, RunFiles.PROVENANCE)) {
            if (!Files.isRegularFile(folder.resolve(name))) {
                throw new UserError(
                        folder + ": there is no " + name + " in this run's folder: the run has only just begun,"
                                + " was killed before it had, or the file was taken away");
            }
        }
        Path experiment = folder.resolve(RunFiles.EXPERIMENT);
        Map<String, String> settings = FlatYaml.read(new String(bytes(experiment), StandardCharsets.UTF_8), experiment);
        for (String key : List.of("name", "seed")) {
            if (!settings.containsKey(key)) {
                throw new UserError(experiment + ": this is not the experiment of a run: '" + key + "' is missing");
            }
        }
        RunRecord provenance = RunRecord.readWithoutSamples(folder.resolve(RunFiles.PROVENANCE));
        settings.putAll(provenance.evaluationSettings());
        return new RunFolder(folder, variant, status(folder), settings, provenance);
    }

    /**
     * The runs that a path names: itself, or those in the folders below it. One that cannot be read does not hide the others.
     *
     * @throws UserError if there are none
     */
    public static Found find(Path path) {
        if (!Files.isDirectory(path)) {
            throw RunFolders.notARun(path);
        }
        RunFolders.Found folders = RunFolders.below(path);
        List<RunFolder> runs = new ArrayList<>();
        SortedMap<Path, String> damaged = new TreeMap<>();
        folders.unreadable().forEach(folder -> damaged.put(folder, "it cannot be read; look at its permissions"));
        for (Path folder : folders.runs()) {
            try {
                checkName(folder);
                runs.add(read(folder));
            } catch (UserError e) {
                damaged.put(folder, e.getMessage());
            }
        }
        if (runs.isEmpty() && damaged.isEmpty() && folders.ensembles().isEmpty()) {
            throw new UserError(path + ": there is no run in this folder or below it; a run has experiment.yaml and"
                    + " provenance.json");
        }
        return new Found(runs, folders.ensembles(), damaged);
    }

    /** Its path is printed in lines of its own, and copied into commands. */
    private static void checkName(Path folder) {
        if (!Printable.line(folder.toString()).equals(folder.toString())) {
            throw new UserError(
                    folder + ": the name has characters that cannot be printed, shown as their numbers; rename"
                            + " the folder");
        }
    }

    /** The SHA-256 of experiment.yaml as it is. */
    public String experimentHash() {
        return Sha256.of(bytes(path.resolve(RunFiles.EXPERIMENT)));
    }

    /** The settings that the run was made from; empty if it did not record them. */
    public Optional<Map<String, String>> recordedSettings() {
        return provenance.experiment().map(text -> {
            Map<String, String> recorded = FlatYaml.read(text, path.resolve(RunFiles.PROVENANCE));
            recorded.putAll(provenance.evaluationSettings());
            return recorded;
        });
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
        return Files.isRegularFile(path.resolve(RunFiles.METRICS));
    }

    /** The scores by epoch. */
    public History history() {
        return History.read(metrics());
    }

    /** The scores of their last epochs. */
    public Map<Score, Double> lastScores() {
        return History.last(metrics());
    }

    private CsvFile metrics() {
        return CsvFile.growing(path.resolve(RunFiles.METRICS), RunFiles.METRICS_COLUMNS);
    }

    /** The scores by case. */
    public CaseTable cases() {
        return CaseTable.read(CsvFile.whole(path.resolve(RunFiles.CASES), RunFiles.CASES_COLUMNS));
    }

    /** The median seconds of a training step, waiting for data included; empty if none was recorded. */
    public OptionalDouble medianStepSeconds() {
        if (!Files.isRegularFile(path.resolve(RunFiles.STEPS))) {
            return OptionalDouble.empty();
        }
        CsvFile steps = CsvFile.growing(path.resolve(RunFiles.STEPS), RunFiles.STEPS_COLUMNS);
        DoubleStream.Builder rows = DoubleStream.builder();
        steps.forEach(row -> rows.add(steps.number(row.get(4))));
        double[] seconds = rows.build().sorted().toArray();
        int count = seconds.length;
        double median = count == 0 ? Double.NaN : (seconds[(count - 1) / 2] + seconds[count / 2]) / 2;
        return Double.isNaN(median) ? OptionalDouble.empty() : OptionalDouble.of(median);
    }

    /**
     * How a run stands, in a word: running if a living process has its folder, whatever is written there, and killed if it
     * says that it is running and none has.
     *
     * @return unknown where there is no status
     */
    public static String status(Path folder) {
        if (RunLock.isTaken(folder)) {
            return "running";
        }
        String status = RunFiles.recordedStatus(folder);
        return status.equals("running") ? "killed" : status;
    }

    private static byte[] bytes(Path file) {
        try {
            return BoundedFile.bytes(file, MOST_TEXT);
        } catch (IOException e) {
            throw new UserError(file + ": cannot be read: " + e.getMessage(), e);
        }
    }
}
