// SPDX-License-Identifier: Apache-2.0
package org.septum.engine.prediction;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.septum.api.UserError;
import org.septum.common.files.FilePattern;
import org.septum.common.files.FolderFiles;
import org.septum.common.text.Words;

/**
 * Finds the files of an image by the names that they had in training.
 *
 * @param patterns one for each file of an image; empty where an image is one file of any name
 */
record ChannelFiles(List<FilePattern> patterns) {

    /** @param texts as {@link org.septum.api.data.Dataset#imageFiles} gives them */
    static ChannelFiles of(List<String> texts) {
        return new ChannelFiles(texts.stream().map(FilePattern::of).toList());
    }

    boolean areSeveral() {
        return patterns.size() > 1;
    }

    /** What one image is made of, for messages. */
    String described() {
        return Words.count(patterns.size(), "file") + " each ("
                + String.join(", ", patterns.stream().map(FilePattern::text).toList()) + ")";
    }

    /** How the results of an image are called. */
    static String stem(String id) {
        return id.replace('/', '-');
    }

    /** What a file's image is called; empty if the file is none of an image's. */
    Optional<String> id(Path file) {
        return patterns.stream()
                .flatMap(pattern -> found(pattern, file).stream())
                .findFirst()
                .map(ChannelFiles::stem);
    }

    /** The id in as many of a path's last names as the pattern has. */
    private static Optional<String> found(FilePattern pattern, Path file) {
        Path whole = file.toAbsolutePath().normalize();
        int names = Path.of(pattern.text()).getNameCount();
        return whole.getNameCount() < names
                ? Optional.empty()
                : pattern.id(whole.subpath(whole.getNameCount() - names, whole.getNameCount())
                        .toString()
                        .replace('\\', '/'));
    }

    /**
     * All files of the image that a file belongs to.
     *
     * @throws UserError if it belongs to none, or one of the others is missing
     */
    List<Path> together(Path file) {
        for (FilePattern pattern : patterns) {
            Optional<String> id = found(pattern, file);
            if (id.isPresent()) {
                Path folder = file.toAbsolutePath().normalize();
                for (int name = Path.of(pattern.text()).getNameCount(); name > 0; name--) {
                    folder = folder.getParent();
                }
                List<String> missing = missing(folder, id.get());
                if (!missing.isEmpty()) {
                    throw new UserError(file + ": the image '" + id.get() + "' is not complete: "
                            + String.join(" and ", missing) + " missing in '" + folder + "'; the model takes "
                            + described());
                }
                return paths(folder, id.get());
            }
        }
        throw new UserError(file + ": the model takes images of " + described()
                + ", and this file is called otherwise; rename the files so, and name one of them or their folder");
    }

    private List<Path> paths(Path folder, String id) {
        return patterns.stream()
                .map(pattern -> folder.resolve(pattern.path(id)))
                .toList();
    }

    private List<String> missing(Path folder, String id) {
        List<String> missing = new ArrayList<>();
        for (FilePattern pattern : patterns) {
            if (!Files.isRegularFile(folder.resolve(pattern.path(id)))) {
                missing.add("'" + pattern.path(id) + "' is");
            }
        }
        return missing;
    }

    /**
     * What a folder holds.
     *
     * @param files of each image, by its id, sorted
     * @param incomplete what is said of images that lack a file
     * @param others the files that belong to no image
     */
    record Cases(Map<String, List<Path>> files, List<String> incomplete, List<String> others) {}

    /**
     * The images in a folder.
     *
     * @throws UserError if it cannot be read, or no image in it is complete
     */
    Cases in(Path folder) {
        FolderFiles found = files(folder);
        Set<String> present = new HashSet<>(found.files());
        Set<String> ids = new TreeSet<>();
        found.files()
                .forEach(path -> patterns.forEach(pattern -> pattern.id(path).ifPresent(ids::add)));
        // Where files are {id}.png and {id}-2.png, the second match the first pattern too, as images with one file.
        Set<String> taken = new HashSet<>();
        ids.stream()
                .filter(id -> missing(folder, id).isEmpty())
                .forEach(id -> patterns.forEach(pattern -> taken.add(pattern.path(id))));
        Map<String, List<Path>> complete = new LinkedHashMap<>();
        List<String> incomplete = new ArrayList<>();
        for (String id : ids) {
            List<String> missing = missing(folder, id);
            boolean ofOthers = patterns.stream()
                    .map(pattern -> pattern.path(id))
                    .allMatch(path -> taken.contains(path) || !present.contains(path));
            if (missing.isEmpty()) {
                complete.put(id, paths(folder, id));
            } else if (!ofOthers) {
                patterns.forEach(pattern -> taken.add(pattern.path(id)));
                incomplete.add(folder + ": the image '" + id + "' is not complete: " + String.join(" and ", missing)
                        + " missing; the model takes " + described());
            }
        }
        if (complete.isEmpty()) {
            throw incomplete.isEmpty() ? none(folder, found) : new UserError(incomplete.get(0), incomplete);
        }
        List<String> others =
                found.files().stream().filter(path -> !taken.contains(path)).toList();
        return new Cases(complete, List.copyOf(incomplete), others);
    }

    private UserError none(Path folder, FolderFiles found) {
        return new UserError(folder + ": this folder holds no image as the model takes it, of " + described()
                + (found.files().isEmpty()
                        ? "; it is empty"
                        : "; it has " + Words.count(found.files().size(), "file") + " ("
                                + FolderFiles.some(found.files()) + ")"));
    }

    private FolderFiles files(Path folder) {
        try {
            boolean deep = patterns.stream().anyMatch(pattern -> pattern.text().contains("/"));
            return deep ? FolderFiles.below(folder) : FolderFiles.in(folder);
        } catch (IOException e) {
            throw new UserError(folder + ": the folder cannot be read: " + e.getMessage(), e);
        }
    }
}
