// SPDX-License-Identifier: Apache-2.0
package org.septum.datasets.folder;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.septum.api.Arguments;
import org.septum.api.UserError;
import org.septum.api.data.SampleInfo;
import org.septum.api.data.Spacing;

/** Finds the pairs of image and mask without opening them. */
record FolderIndex(
        Arguments arguments,
        Path root,
        FilePattern images,
        FilePattern masks,
        Optional<IdPattern> group,
        Optional<IdPattern> volume,
        Optional<IdPattern> slice,
        Optional<Spacing> spacing) {

    /**
     * All samples, sorted by id.
     *
     * @throws UserError if the folder or a mask is missing, no file matches, or an id does not match its patterns
     */
    List<SampleInfo> find() {
        if (!Files.isDirectory(root)) {
            throw arguments.error("root", "there is no folder '" + root + "'" + absolute() + "." + advice());
        }
        Set<String> ids = ids();
        if (ids.isEmpty()) {
            throw noImages();
        }
        checkMasks(ids);
        Map<String, List<String>> idsOfVolume = new HashMap<>();
        for (String id : ids) {
            idsOfVolume.computeIfAbsent(volumeOf(id), name -> new ArrayList<>()).add(id);
        }
        idsOfVolume.values().forEach(members -> members.sort(Comparator.comparing(this::number)));
        Map<String, Integer> sliceOf = new HashMap<>();
        for (List<String> members : idsOfVolume.values()) {
            for (int i = 0; i < members.size(); i++) {
                sliceOf.put(members.get(i), i);
            }
        }
        return ids.stream()
                .map(id -> new SampleInfo(
                        id,
                        groupOf(id),
                        volumeOf(id),
                        sliceOf.get(id),
                        spacing,
                        Optional.empty(),
                        images.path(id),
                        Map.of()))
                .toList();
    }

    private Set<String> ids() {
        Set<String> ids = new TreeSet<>();
        for (String path : files(images.folder())) {
            images.id(path).ifPresent(ids::add);
        }
        // Where images are {id}.png and masks {id}-mask.png, masks match the images' pattern too.
        Set<String> maskPaths = new HashSet<>();
        ids.forEach(id -> maskPaths.add(masks.path(id)));
        ids.removeIf(id -> maskPaths.contains(images.path(id)));
        return ids;
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

    private void checkMasks(Set<String> ids) {
        List<String> without = ids.stream()
                .filter(id -> !Files.isRegularFile(root.resolve(masks.path(id))))
                .toList();
        if (!without.isEmpty()) {
            String first = without.get(0);
            String others = without.size() == 1
                    ? ""
                    : "; " + (without.size() - 1) + " more of " + ids.size() + " images have no mask";
            throw arguments.error(
                    "masks",
                    "image '" + images.path(first) + "' has no mask: there is no file '" + masks.path(first) + "' in '"
                            + root + "'" + others);
        }
    }

    private String groupOf(String id) {
        return group.map(pattern -> required(pattern, id)).orElse(id);
    }

    private String volumeOf(String id) {
        return volume.map(pattern -> required(pattern, id)).orElseGet(() -> groupOf(id));
    }

    /** The number that orders a volume's slices; ids without one come first, in their own order. */
    private BigInteger number(String id) {
        String text = slice.flatMap(pattern -> pattern.find(id)).orElse("-1");
        try {
            return new BigInteger(text);
        } catch (NumberFormatException e) {
            throw arguments.error(
                    "slice", "the group matches '" + text + "' in id '" + id + "', which is not a number");
        }
    }

    private String required(IdPattern pattern, String id) {
        return pattern.find(id)
                .orElseThrow(() ->
                        arguments.error(pattern.option(), "id '" + id + "' does not match '" + pattern.regex() + "'"));
    }

    private UserError noImages() {
        List<String> files = files("");
        String found = files.isEmpty()
                ? "the folder has no files"
                : "the folder has " + files.size() + (files.size() == 1 ? " file" : " files") + ", for example '"
                        + files.get(0) + "'";
        return arguments.error(
                "images",
                "no file below '" + root + "'" + absolute() + " matches '" + images.text() + "'; " + found + "."
                        + advice());
    }

    /** The full path where the user gave a relative one: the working folder may be another than they think. */
    private String absolute() {
        return root.isAbsolute() ? "" : " (" + root.toAbsolutePath().normalize() + ")";
    }

    private String advice() {
        String where = arguments.has("source") ? "\n  Where the data come from: " + arguments.text("source") : "";
        return where + "\n  If you have the data elsewhere, give that folder as this dataset's 'root'.";
    }
}
