// SPDX-License-Identifier: Apache-2.0
package org.septum.common.run;

import java.io.IOException;
import java.nio.file.FileVisitOption;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.septum.api.UserError;
import org.septum.common.files.OutputFolder;
import org.septum.common.text.NearestName;
import org.septum.common.text.ShellWord;

/** Finds run folders. */
public final class RunFolders {

    /** Deep enough for runs/name/variant/run with some folders above. */
    private static final int DEEPEST = 8;

    private static final int MOST_NAMED = 5;

    private RunFolders() {}

    /**
     * The runs at a path.
     *
     * @param runs the path itself if it is a run's folder, or those below it, in the order of their paths
     * @param ensembles below it that have not been evaluated, in that order
     * @param unreadable folders that could not be looked into
     */
    public record Found(List<Path> runs, List<Path> ensembles, List<Path> unreadable) {}

    /**
     * Whether a folder is a run's, whole or not: it holds at least two of the things that every run leaves. An evaluation is one
     * too, which has no checkpoints.
     */
    public static boolean isRun(Path folder) {
        return Stream.of(RunFiles.EXPERIMENT, RunFiles.PROVENANCE, RunFiles.STATUS, RunFiles.CHECKPOINTS)
                        .filter(name -> Files.exists(folder.resolve(name)))
                        .count()
                > 1;
    }

    /** Of an evaluation's folder, the folder of the run or of the ensemble that was evaluated. */
    public static Optional<Path> evaluated(Path folder) {
        Path above = folder.toAbsolutePath().normalize().getParent();
        return above != null
                        && above.endsWith(RunFiles.EVALUATIONS)
                        && above.getParent() != null
                        && !Files.exists(folder.resolve(RunFiles.CHECKPOINTS))
                ? Optional.of(above.getParent())
                : Optional.empty();
    }

    /** Looks for runs at a path and below it; what is in a run's folder is not looked at, and links are not followed. */
    public static Found below(Path path) {
        SortedSet<Path> runs = new TreeSet<>();
        SortedSet<Path> ensembles = new TreeSet<>();
        SortedSet<Path> unreadable = new TreeSet<>();
        try {
            Files.walkFileTree(path, Set.<FileVisitOption>of(), DEEPEST, new SimpleFileVisitor<>() {
                @Override
                public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
                    if (isRun(folder)) {
                        runs.add(folder);
                        return FileVisitResult.SKIP_SUBTREE;
                    }
                    if (Files.isRegularFile(folder.resolve(RunFiles.ENSEMBLE))) {
                        ensembles.add(folder);
                    }
                    return FileVisitResult.CONTINUE;
                }

                @Override
                public FileVisitResult visitFileFailed(Path file, IOException failure) {
                    unreadable.add(file);
                    return FileVisitResult.CONTINUE;
                }

                @Override
                public FileVisitResult postVisitDirectory(Path folder, IOException failure) {
                    if (failure != null) {
                        unreadable.add(folder);
                    }
                    return FileVisitResult.CONTINUE;
                }
            });
        } catch (IOException e) {
            unreadable.add(path);
        }
        ensembles.removeIf(ensemble -> runs.stream().anyMatch(run -> run.startsWith(ensemble)));
        return new Found(List.copyOf(runs), List.copyOf(ensembles), List.copyOf(unreadable));
    }

    /** The error for a path that should be a run's folder and is none: says what it is, and which runs were perhaps meant. */
    public static UserError notARun(Path path) {
        if (!Files.isDirectory(path)) {
            String found = Files.exists(path)
                    ? "this is no folder"
                    : OutputFolder.deadLink(path).map(link -> "this " + link).orElse("there is no such folder");
            return new UserError(path + ": " + found + neighbour(path));
        }
        if (isRun(path)) {
            return new UserError(
                    path + ": there is no experiment.yaml in this run's folder; put it back, or train it again");
        }
        List<Path> below = below(path).runs();
        if (below.isEmpty()) {
            return new UserError(path + ": this is not a run's folder: there is no experiment.yaml in it; "
                    + "'septum runs' lists the runs below a folder");
        }
        return new UserError(path + ": this is not a run's folder, but "
                + (below.size() == 1 ? "one is" : below.size() + " are") + " below it:"
                + below.stream().limit(MOST_NAMED).map(run -> "\n  " + run).collect(Collectors.joining())
                + (below.size() > MOST_NAMED
                        ? "\n  ... ('septum runs " + ShellWord.of(path) + "' lists them all)"
                        : ""));
    }

    private static String neighbour(Path path) {
        Path parent = path.toAbsolutePath().normalize().getParent();
        if (parent == null || path.getFileName() == null || !Files.isDirectory(parent)) {
            return "";
        }
        try (Stream<Path> folders = Files.list(parent)) {
            List<String> names = folders.filter(Files::isDirectory)
                    .map(folder -> folder.getFileName().toString())
                    .toList();
            return NearestName.slip(path.getFileName().toString(), names)
                    .map(name -> "; did you mean '" + path.resolveSibling(name) + "'?")
                    .orElse("");
        } catch (IOException e) {
            return "";
        }
    }
}
