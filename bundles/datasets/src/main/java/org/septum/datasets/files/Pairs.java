// SPDX-License-Identifier: Apache-2.0
package org.septum.datasets.files;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.septum.api.Arguments;
import org.septum.api.UserError;

/**
 * Finds images and the file that belongs to each, by the options {@code root} and {@code images}, without opening them.
 *
 * @param option the option that holds the pattern of the files that belong to the images
 * @param noun what such a file is called in messages
 */
public record Pairs(
        Arguments arguments, Path root, FilePattern images, FilePattern partners, String option, String noun) {

    /**
     * @throws UserError if the root is not a path or a pattern has no {@code {id}}
     */
    public static Pairs of(Arguments arguments, String option, String noun) {
        return new Pairs(
                arguments, root(arguments), pattern(arguments, "images"), pattern(arguments, option), option, noun);
    }

    /**
     * The folder that the option {@code root} names.
     *
     * @throws UserError if it is not a path
     */
    public static Path root(Arguments arguments) {
        try {
            return Path.of(arguments.text("root"));
        } catch (InvalidPathException e) {
            throw arguments.error(
                    "root", "found '" + arguments.text("root") + "', which is not a path: " + e.getReason());
        }
    }

    private static FilePattern pattern(Arguments arguments, String option) {
        try {
            return FilePattern.of(arguments.text(option));
        } catch (IllegalArgumentException e) {
            throw arguments.error(option, e.getMessage());
        }
    }

    /**
     * The ids of all pairs, sorted.
     *
     * @throws UserError if the folder or the file that belongs to an image is missing, or no file matches
     */
    public Set<String> ids() {
        if (!Files.isDirectory(root)) {
            throw arguments.error("root", "there is no folder '" + root + "'" + absolute(root) + "." + advice());
        }
        Set<String> ids = new TreeSet<>();
        for (String path : files(images.folder())) {
            images.id(path).ifPresent(ids::add);
        }
        // Where images are {id}.png and masks {id}-mask.png, masks match the images' pattern too.
        Set<String> partnerPaths = new HashSet<>();
        ids.forEach(id -> partnerPaths.add(partners.path(id)));
        ids.removeIf(id -> partnerPaths.contains(images.path(id)));
        if (ids.isEmpty()) {
            throw noImages();
        }
        checkPartners(ids);
        return ids;
    }

    /** The full path where the user gave a relative one: the working folder may be another than they think. */
    public static String absolute(Path path) {
        return path.isAbsolute() ? "" : " (" + path.toAbsolutePath().normalize() + ")";
    }

    /** The files below a folder inside the root, as paths with slashes from the root. */
    private List<String> files(String folder) {
        Path start = root.resolve(folder);
        if (!Files.isDirectory(start)) {
            return List.of();
        }
        try (Stream<Path> paths = Files.walk(start, FileVisitOption.FOLLOW_LINKS)) {
            return paths.filter(Files::isRegularFile)
                    .map(path -> folder + start.relativize(path).toString().replace(File.separatorChar, '/'))
                    .sorted()
                    .toList();
        } catch (IOException | UncheckedIOException e) {
            throw arguments.error("root", "folder '" + start + "' cannot be read: " + e.getMessage());
        }
    }

    private void checkPartners(Set<String> ids) {
        List<String> without = ids.stream()
                .filter(id -> !Files.isRegularFile(root.resolve(partners.path(id))))
                .toList();
        if (!without.isEmpty()) {
            String first = without.get(0);
            String others = without.size() == 1
                    ? ""
                    : "; " + (without.size() - 1) + " more of " + ids.size() + " images have no " + noun;
            throw arguments.error(
                    option,
                    "image '" + images.path(first) + "' has no " + noun + ": there is no file '" + partners.path(first)
                            + "' in '" + root + "'" + others);
        }
    }

    private UserError noImages() {
        List<String> files = files("");
        String found = files.isEmpty()
                ? "the folder has no files"
                : "the folder has " + files.size() + (files.size() == 1 ? " file" : " files") + ", for example '"
                        + files.get(0) + "'";
        return arguments.error(
                "images",
                "no file below '" + root + "'" + absolute(root) + " matches '" + images.text() + "'; " + found + "."
                        + advice());
    }

    private String advice() {
        String where = arguments.has("source") ? "\n  Where the data come from: " + arguments.text("source") : "";
        return where + "\n  If you have the data elsewhere, give that folder as this dataset's 'root'.";
    }
}
