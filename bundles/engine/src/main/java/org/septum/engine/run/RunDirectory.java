// SPDX-License-Identifier: Apache-2.0
package org.septum.engine.run;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.septum.api.UserError;
import org.septum.api.experiment.Experiment;
import org.septum.common.files.AtomicFile;
import org.septum.common.files.OwnFolder;
import org.septum.common.files.Sha256;
import org.septum.common.run.RunAddress;
import org.septum.common.run.RunFiles;
import org.septum.common.run.RunFolders;
import org.septum.common.run.RunLock;
import org.septum.common.text.ShellWord;
import org.septum.common.text.Words;
import org.septum.services.run.Runner;

/**
 * The folder in which a run keeps everything it leaves behind.
 *
 * @param root the folder that the user has named: the run's or one above it; below it, no link is written through
 */
public record RunDirectory(Path root, Path path) {

    /** What the run writes under this name where no policy has kept the state that was tested. */
    public static final String TESTED = "tested";

    private static final int SHORT_HASH = 8;
    private static final int MOST_NAMED = 10;

    /** A run that the user has named. */
    public RunDirectory(Path path) {
        this(path, path);
    }

    /** The folder of an experiment: runs/name/variant/seed-n-hash, as {@link RunAddress} names it. */
    public static RunDirectory of(Path runs, String variant, Experiment experiment) {
        String name = RunAddress.of(experiment).name();
        return new RunDirectory(
                runs, runs.resolve(experiment.name()).resolve(variant).resolve(name));
    }

    /**
     * The folder of a run that was made before.
     *
     * @throws UserError if it is none
     */
    public static RunDirectory existing(Path run) {
        RunDirectory directory = new RunDirectory(run);
        if (!Files.isRegularFile(directory.experimentFile())) {
            throw RunFolders.notARun(run);
        }
        RunFolders.evaluated(run).ifPresent(model -> {
            throw new UserError(run + ": these are the scores of an evaluation and no model; the model is " + model);
        });
        return directory;
    }

    /** The names of all checkpoints that are there, sorted. */
    public List<String> checkpointNames() {
        try (Stream<Path> files = Files.list(path.resolve(RunFiles.CHECKPOINTS))) {
            return files.map(file -> file.getFileName().toString())
                    .filter(file -> file.endsWith(RunFiles.CHECKPOINT_ENDING))
                    .map(file -> file.substring(0, file.length() - RunFiles.CHECKPOINT_ENDING.length()))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            return List.of();
        }
    }

    /**
     * The folder for the reports of an evaluation: evaluations/PART, with what was asked for in its name. Other data are
     * named by their folder, and by a hash of where it is, since there are folders of one name.
     */
    public Path evaluation(Runner.EvaluationRequest request) {
        StringBuilder name = new StringBuilder(request.part().toString());
        request.data()
                .map(root -> root.toAbsolutePath().normalize())
                .ifPresent(root -> name.append("-of-")
                        .append(Optional.ofNullable(root.getFileName())
                                .map(Path::toString)
                                .orElse("root"))
                        .append('-')
                        .append(Sha256.of(root.toString()), 0, SHORT_HASH));
        request.checkpoint().ifPresent(checkpoint -> name.append('-').append(checkpoint));
        if (request.flip()) {
            name.append("-flip");
        }
        if (!request.postProcessing()) {
            name.append("-unprocessed");
        }
        return own().make(path.resolve(RunFiles.EVALUATIONS).resolve(name.toString()));
    }

    private OwnFolder own() {
        return new OwnFolder(root);
    }

    public Path checkpoint(String name) {
        return RunFiles.checkpoint(path, name);
    }

    /** Deletes a checkpoint, if it is there. */
    public void deleteCheckpoint(String name) {
        own().checkFile(checkpoint(name));
        try {
            Files.deleteIfExists(checkpoint(name));
        } catch (IOException e) {
            throw new UncheckedIOException("the old checkpoint cannot be removed: " + e.getMessage(), e);
        }
    }

    /** The checkpoint from which an interrupted run goes on: parameters, optimizer slots and the run's state. */
    public Path resumable() {
        return checkpoint(RunFiles.RESUMABLE);
    }

    public Path experimentFile() {
        return path.resolve(RunFiles.EXPERIMENT);
    }

    public Path provenance() {
        return path.resolve(RunFiles.PROVENANCE);
    }

    public Path log() {
        return path.resolve(RunFiles.LOG);
    }

    /**
     * Looks whether a new run may have the folder.
     *
     * @param changes asked, where a run is already there, what has changed since it was made
     * @throws UserError if a run of the same experiment is already there and is not to be replaced, or there are files that
     *     no run makes, or a link leads to it
     */
    public void checkFree(boolean overwrite, Supplier<List<String>> changes) {
        own().checkFolder(path.resolve(RunFiles.CHECKPOINTS));
        if (RunLock.isTaken(path)) {
            return; // the one who takes it is told so
        }
        if (overwrite) {
            refuseForeign();
        } else {
            refuseIfThere(status(), changes);
        }
    }

    private void refuseIfThere(String status, Supplier<List<String>> changes) {
        if (Files.exists(experimentFile())) {
            String advice = status.equals("finished")
                    ? "Start again with --overwrite, or change the experiment or its seed."
                    : "Go on with 'septum resume " + ShellWord.of(path) + "', or start again with --overwrite.";
            List<String> changed = changes.get();
            String since = changed.isEmpty()
                    ? " "
                    : ", but it was made from something else than is there now:\n  - " + String.join("\n  - ", changed)
                            + "\n  ";
            throw new UserError(path + ": a run of this very experiment is already there (" + status + ")"
                    + (changed.isEmpty() ? "." : "") + since + advice);
        }
        OwnFiles files = new OwnFiles(path);
        if (!files.hasJustBegun()) {
            throw new UserError(
                    path + ": this folder has no experiment.yaml, but it is not empty, so that it may be a run"
                            + " that lost it; put experiment.yaml back, take the folder away, or replace what a run makes with"
                            + " --overwrite");
        }
    }

    private void refuseForeign() {
        List<String> foreign = new OwnFiles(path)
                .foreign().stream()
                        .map(file -> path.relativize(file).toString())
                        .toList();
        if (!foreign.isEmpty()) {
            throw new UserError(path
                    + ": this folder holds files that Septum did not make, and --overwrite would delete"
                    + " them: " + Words.some(foreign, MOST_NAMED)
                    + "; take them away first");
        }
    }

    /**
     * Takes the folder for a new run.
     *
     * @throws UserError as {@link #checkFree}, or if a run is going on there
     */
    public RunLock create(boolean overwrite) {
        checkFree(overwrite, List::of);
        makeFolders();
        RunLock lock = RunLock.take(path);
        try {
            if (overwrite) {
                refuseForeign();
            } else {
                // What is there then is left of a run that was killed before it had begun.
                refuseIfThere(statusUnderLock(), List::of);
            }
            new OwnFiles(path).delete();
            makeFolders();
            return lock;
        } catch (RuntimeException e) {
            lock.close();
            throw e;
        }
    }

    /** Makes the folder, and the one for checkpoints in it. */
    public void makeFolders() {
        own().make(path.resolve(RunFiles.CHECKPOINTS));
    }

    /**
     * Looks at all that a run goes on to write.
     *
     * @throws UserError if a link or anything else is in the place of one of its files
     */
    public void checkPlaces() {
        new OwnFiles(path).known().forEach(own()::checkFile);
    }

    /** Removes what a killed process was writing; its files of before are whole. */
    public void deleteUnfinished() {
        try (Stream<Path> files = Files.walk(path.toRealPath())) {
            for (Path file : files.filter(AtomicFile::isAside).toList()) {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("what a killed process left cannot be removed: " + e.getMessage(), e);
        }
    }

    /** The status in a word: running, killed, finished, interrupted, failed; unknown where there is none. */
    public String status() {
        String status = RunFiles.recordedStatus(path);
        return status.equals("running") && !RunLock.isTaken(path) ? "killed" : status;
    }

    /** The same for who has locked the folder: no one else is at work, and a run that was killed early has none. */
    public String statusUnderLock() {
        String status = RunFiles.recordedStatus(path);
        return status.equals("running") || status.equals("unknown") ? "killed" : status;
    }
}
