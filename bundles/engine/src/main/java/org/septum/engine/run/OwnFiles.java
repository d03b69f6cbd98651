// SPDX-License-Identifier: Apache-2.0
package org.septum.engine.run;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.septum.api.UserError;
import org.septum.common.files.AtomicFile;
import org.septum.common.run.RunFiles;
import org.septum.common.run.RunLock;
import org.septum.common.run.RunRecord;

/**
 * Tells the files that Septum makes in the folder of a run, or of an evaluation, from those that somebody else has put there.
 *
 * @param folder may be missing
 */
public record OwnFiles(Path folder) {

    private static final Set<String> NAMES = Set.of(
            RunFiles.EXPERIMENT,
            RunFiles.PROVENANCE,
            RunFiles.STATUS,
            RunFiles.LOG,
            "run.lock",
            RunFiles.METRICS,
            RunFiles.CASES,
            RunFiles.UNPROCESSED_CASES,
            RunFiles.STEPS,
            RunFiles.REPORT);

    /** Event files of TensorBoard. */
    private static final String EVENTS = "events\\.out\\.tfevents\\..*";

    /** The names of the entries that no file of Septum's own bundles has. */
    public Set<String> unfamiliar() {
        Set<String> names = new TreeSet<>();
        for (Path file : entries(folder)) {
            if (!isKnown(file) && !AtomicFile.isAside(file) && !isFolderOfSeptum(file)) {
                names.add(file.getFileName().toString());
            }
        }
        return names;
    }

    private static boolean isKnown(Path file) {
        String name = file.getFileName().toString();
        return (NAMES.contains(name) || name.matches(EVENTS)) && !isFolder(file);
    }

    private static boolean isCheckpoint(Path file) {
        return file.getFileName().toString().endsWith(RunFiles.CHECKPOINT_ENDING) && !isFolder(file);
    }

    private static boolean isFolderOfSeptum(Path file) {
        String name = file.getFileName().toString();
        return name.equals(RunFiles.CHECKPOINTS) || name.equals(RunFiles.EVALUATIONS);
    }

    private static boolean isFolder(Path file) {
        return Files.isDirectory(file, LinkOption.NOFOLLOW_LINKS);
    }

    /** What is there under the names of a run's files, whatever it is. */
    public List<Path> known() {
        return Stream.concat(
                        entries(folder).stream()
                                .filter(file ->
                                        NAMES.contains(file.getFileName().toString())),
                        entries(folder.resolve(RunFiles.CHECKPOINTS)).stream()
                                .filter(file -> file.getFileName().toString().endsWith(RunFiles.CHECKPOINT_ENDING)))
                .toList();
    }

    /** What is there and not Septum's, below the folder; what reporters of plugins made is in the run's record. */
    List<Path> foreign() {
        Set<String> unfamiliar = unfamiliar();
        unfamiliar.removeAll(recorded());
        List<Path> foreign = new ArrayList<>();
        unfamiliar.forEach(name -> foreign.add(folder.resolve(name)));
        for (Path file : entries(folder.resolve(RunFiles.CHECKPOINTS))) {
            if (!isCheckpoint(file) && !AtomicFile.isAside(file)) {
                foreign.add(file);
            }
        }
        for (Path evaluation : entries(folder.resolve(RunFiles.EVALUATIONS))) {
            if (isFolder(evaluation)) {
                foreign.addAll(new OwnFiles(evaluation).foreign());
            } else {
                foreign.add(evaluation);
            }
        }
        return foreign;
    }

    private Set<String> recorded() {
        try {
            return new TreeSet<>(
                    RunRecord.read(folder.resolve(RunFiles.PROVENANCE)).files());
        } catch (UserError e) {
            return Set.of(); // without a record nothing is known to be Septum's
        }
    }

    /** Whether nothing is there but what a run makes before it has an experiment. */
    boolean hasJustBegun() {
        return entries(folder).stream().allMatch(OwnFiles::isOfTheBeginning)
                && entries(folder.resolve(RunFiles.CHECKPOINTS)).isEmpty();
    }

    private static boolean isOfTheBeginning(Path file) {
        String name = file.getFileName().toString();
        return name.equals("run.lock")
                || name.equals(RunFiles.CHECKPOINTS)
                || name.startsWith("." + RunFiles.EXPERIMENT) && AtomicFile.isAside(file);
    }

    /**
     * Deletes what is there, but for the lock and what is foreign. The experiment goes last: a folder without one is no run,
     * so that a deletion that was killed can be repeated. Links are deleted and not followed.
     */
    public void delete() {
        Set<Path> kept = new TreeSet<>(foreign());
        try (Stream<Path> files = Files.walk(folder)) {
            List<Path> deepestFirst = files.filter(file -> !file.equals(folder) && !file.equals(RunLock.fileIn(folder)))
                    .filter(file -> kept.stream().noneMatch(other -> file.startsWith(other) || other.startsWith(file)))
                    .sorted(Comparator.comparing((Path file) -> file.equals(folder.resolve(RunFiles.EXPERIMENT)))
                            .thenComparing(Comparator.reverseOrder()))
                    .toList();
            for (Path file : deepestFirst) {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("the old run cannot be removed: " + e.getMessage(), e);
        }
    }

    private List<Path> entries(Path folder) {
        // What lies behind a link is not Septum's; the folder itself is what the user has named.
        if (folder.equals(this.folder) ? !Files.isDirectory(folder) : !isFolder(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(folder + ": the folder cannot be read: " + e.getMessage(), e);
        }
    }
}
