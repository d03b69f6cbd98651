// SPDX-License-Identifier: Apache-2.0
package org.septum.datasets.files;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.text.Normalizer;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.septum.api.Arguments;
import org.septum.api.Option;
import org.septum.api.UserError;
import org.septum.common.files.FilePattern;
import org.septum.common.files.FolderFiles;
import org.septum.common.text.Words;

/**
 * Finds images and the file that belongs to each, by the options {@code root} and {@code images}, without opening them. An image
 * may lie in several files, one for each channel.
 *
 * @param images how an image's files are called, in the order of the channels
 * @param option the option that holds the pattern of the files that belong to the images
 * @param noun what such a file is called in messages
 */
public record Pairs(
        Arguments arguments, Path root, ImagePatterns images, FilePattern partners, String option, String noun) {

    /** The folder of all files. */
    public static final Option ROOT = Option.text("root", "the folder that holds the data");

    /** For reports, and for those who do not have the data. */
    public static final Option SOURCE = Option.text(
                    "source", "where the data come from and how to cite them, for reports and when they are missing")
            .optional();

    private static final Pattern REFERENCE = Pattern.compile("\\$\\{([A-Za-z_][A-Za-z0-9_]*)}");

    /** Where the user may not be able to edit the file, as in a pack, a setting says it. */
    private static final String ELSEWHERE =
            "\n  If you have the data elsewhere, name that folder: as 'root' in the file, with --set data.dataset.root=DIR, or in"
                    + " the environment variable that the file refers to.";

    /**
     * What was found.
     *
     * @param ids of all pairs, sorted
     * @param note how many files were taken, and which others are there and why they were not
     */
    public record Found(Set<String> ids, String note) {}

    /**
     * @throws UserError if the root is not a path or a pattern has no {@code {id}}
     */
    public static Pairs of(Arguments arguments, String option, String noun) {
        return new Pairs(
                arguments, root(arguments), ImagePatterns.of(arguments), pattern(arguments, option), option, noun);
    }

    /**
     * The folder that the option {@code root} names.
     *
     * @throws UserError if it is not a path
     */
    public static Path root(Arguments arguments) {
        try {
            return Path.of(arguments.text(ROOT.name()));
        } catch (InvalidPathException e) {
            throw arguments.error(
                    ROOT.name(), "found '" + arguments.text(ROOT.name()) + "', which is not a path: " + e.getReason());
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
     * All pairs.
     *
     * @throws UserError if the folder or the file that belongs to an image is missing, or no file matches
     */
    public Found find() {
        if (!Files.isDirectory(root)) {
            throw arguments.error(
                    ROOT.name(), "there is no folder '" + root + "'" + where(root) + "." + sourceNote() + ELSEWHERE);
        }
        FolderFiles there = there();
        checkNames(there);
        Set<String> ids = ids(there);
        if (ids.isEmpty()) {
            throw noImages();
        }
        new ChannelCheck(this).require(ids, there);
        checkPartners(ids, there);
        return new Found(ids, new LeftOut(this, ids).note(there));
    }

    /** What the folders of images and of what belongs to them hold, each looked at once. */
    private FolderFiles there() {
        Set<String> folders = new LinkedHashSet<>();
        images.patterns().forEach(pattern -> folders.add(pattern.folder()));
        folders.add(partners.folder());
        Set<String> files = new TreeSet<>();
        Set<String> broken = new TreeSet<>();
        Set<String> garbled = new TreeSet<>();
        for (String folder : folders) {
            boolean within = folders.stream().anyMatch(other -> !other.equals(folder) && folder.startsWith(other));
            if (!within) {
                FolderFiles found = files(folder);
                files.addAll(found.files());
                broken.addAll(found.brokenLinks());
                garbled.addAll(found.garbled());
            }
        }
        return new FolderFiles(List.copyOf(files), List.of(), List.copyOf(broken), List.copyOf(garbled));
    }

    private Set<String> ids(FolderFiles there) {
        Set<String> ids = new TreeSet<>();
        for (String path : there.files()) {
            images.first().id(path).ifPresent(ids::add);
        }
        // Where images are {id}.png and masks {id}-mask.png, masks match the images' pattern too.
        Set<String> others = new HashSet<>();
        for (String id : ids) {
            others.add(partners.path(id));
            others.addAll(images.paths(id).subList(1, images.patterns().size()));
        }
        ids.removeIf(id -> others.contains(images.first().path(id)));
        return ids;
    }

    /**
     * What to say of a path where nothing is: the variable that it refers to is not set, as in a run's experiment.yaml on
     * another machine; or else the full path where the user gave a relative one, for the working folder may be another than
     * they think.
     */
    public static String where(Path path) {
        Optional<String> unset = REFERENCE
                .matcher(path.toString())
                .results()
                .map(reference -> reference.group(1))
                .filter(name -> System.getenv().getOrDefault(name, "").isEmpty())
                .findFirst();
        if (unset.isPresent()) {
            return ": the environment variable " + unset.get() + " is not set";
        }
        return path.isAbsolute()
                ? ""
                : " (" + path.toAbsolutePath().normalize()
                        + ", a relative path beginning at the folder in which septum was started)";
    }

    /** The files below a folder inside the root, as paths with slashes from the root. */
    private FolderFiles files(String folder) {
        Path start = root.resolve(folder);
        if (!Files.isDirectory(start)) {
            return new FolderFiles(List.of(), List.of(), List.of(), List.of());
        }
        try {
            FolderFiles found = FolderFiles.below(start);
            return new FolderFiles(
                    found.files().stream().map(folder::concat).toList(),
                    List.of(),
                    found.brokenLinks().stream().map(folder::concat).toList(),
                    found.garbled().stream().map(folder::concat).toList());
        } catch (IOException e) {
            throw arguments.error(ROOT.name(), "folder '" + start + "' cannot be read: " + e.getMessage());
        }
    }

    /** An image, or what belongs to one, that cannot be opened by its name. */
    private void checkNames(FolderFiles there) {
        Set<String> garbled = new TreeSet<>(there.garbled());
        garbled.removeIf(path ->
                images.patterns().stream().allMatch(pattern -> pattern.id(path).isEmpty())
                        && partners.id(path).isEmpty());
        if (!garbled.isEmpty()) {
            throw arguments.error(ROOT.name(), "found " + FolderFiles.aboutGarbled(List.copyOf(garbled), root));
        }
    }

    private void checkPartners(Set<String> ids, FolderFiles there) {
        List<String> without = ids.stream()
                .filter(id -> !Files.isRegularFile(root.resolve(partners.path(id))))
                .toList();
        if (without.isEmpty()) {
            return;
        }
        Map<String, String> inAnyCase = new HashMap<>();
        there.files().forEach(path -> inAnyCase.put(alike(path), path));
        String first = without.get(0);
        String others = without.size() == 1
                ? ""
                : "; " + (without.size() - 1) + " more of " + ids.size() + " images have no " + noun;
        UserError one = arguments.error(
                option, missing(first) + " in '" + root + "'" + instead(first, inAnyCase, there) + others);
        throw new UserError(
                one.getMessage(),
                without.stream()
                        .map(id -> arguments
                                .error(option, missing(id) + instead(id, inAnyCase, there))
                                .getMessage())
                        .toList());
    }

    private String missing(String id) {
        return "image '" + images.first().path(id) + "' has no " + noun + ": there is no file '" + partners.path(id)
                + "'";
    }

    /** What is there in place of a file: a link that leads nowhere, or a name in other letters. */
    private String instead(String id, Map<String, String> inAnyCase, FolderFiles there) {
        String path = partners.path(id);
        if (there.brokenLinks().contains(path)) {
            return ", but a link to a file that is missing";
        }
        String other = inAnyCase.get(alike(path));
        if (other == null) {
            return "";
        }
        return ", but '" + other + "': "
                + (other.equalsIgnoreCase(path)
                        ? "upper and lower case differ"
                        : "it looks the same and is written with other characters (composed or not, Unicode NFC or NFD);"
                                + " rename it");
    }

    /** The same for names that people take for one. */
    private static String alike(String path) {
        return Normalizer.normalize(path, Normalizer.Form.NFC).toLowerCase(Locale.ROOT);
    }

    private UserError noImages() {
        FolderFiles below = files("");
        List<String> files = below.files();
        String found = files.isEmpty()
                ? "the folder has no files"
                : "the folder has " + Words.count(files.size(), "file") + ", for example '" + files.get(0) + "'";
        if (!below.brokenLinks().isEmpty()) {
            found += ", and broken links (" + FolderFiles.some(below.brokenLinks()) + ")";
        }
        return arguments.error(
                ImagePatterns.NAME,
                "no file below '" + root + "'" + where(root) + " matches '"
                        + images.first().text() + "'; " + found + "."
                        + sourceNote()
                        + (files.isEmpty()
                                ? ELSEWHERE
                                : "\n  Correct the pattern, or 'root' if this is another folder."));
    }

    /** What {@link #SOURCE} says; empty where it says nothing. */
    public String source() {
        return arguments.has(SOURCE.name()) ? arguments.text(SOURCE.name()) : "";
    }

    private String sourceNote() {
        return source().isEmpty() ? "" : "\n  Where the data come from: " + source();
    }
}
