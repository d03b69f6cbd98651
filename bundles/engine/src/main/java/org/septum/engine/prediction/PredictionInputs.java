// SPDX-License-Identifier: Apache-2.0
package org.septum.engine.prediction;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.septum.api.UserError;
import org.septum.api.WiringError;
import org.septum.api.data.Volume;
import org.septum.api.data.VolumeFormat;
import org.septum.common.files.FolderFiles;
import org.septum.common.text.Words;

/**
 * What is to be segmented.
 *
 * @param notes which files of a folder were taken and which were not
 * @param failures what is said of images of a folder that lack a channel
 */
record PredictionInputs(List<Input> inputs, List<String> notes, List<String> failures) {

    /**
     * An image to be segmented.
     *
     * @param files one, or one for each channel
     * @param format that reads them
     * @param stem what the image is called
     */
    record Input(List<Path> files, VolumeFormat format, String stem) {

        /** An image in one file, called as that is. */
        static Input of(Path file, VolumeFormat format) {
            return new Input(List.of(file), format, format.stem(file));
        }

        /** The first file, whose geometry the mask has. */
        Path file() {
            return files.get(0);
        }

        String name() {
            return file().getFileName().toString();
        }

        /**
         * Reads it.
         *
         * @param channels that the model takes
         */
        Volume read(int channels) {
            return files.size() == 1 ? format.read(file(), channels) : format.read(files);
        }
    }

    /**
     * A file, or all images in a folder.
     *
     * @throws UserError if it is not there, or no format reads it
     */
    static PredictionInputs of(Path input, List<VolumeFormat> formats) {
        return of(input, formats, List.of());
    }

    /**
     * An image, or all images in a folder.
     *
     * @param imageFiles how the files of one image are called, as {@link org.septum.api.data.Dataset#imageFiles} says
     * @throws UserError if it is not there, lacks a channel, or no format reads it
     */
    static PredictionInputs of(Path input, List<VolumeFormat> formats, List<String> imageFiles) {
        ChannelFiles channels = ChannelFiles.of(imageFiles);
        if (Files.isDirectory(input)) {
            return channels.areSeveral() ? ofCases(input, formats, channels) : ofFolder(input, formats, channels);
        }
        if (!Files.isRegularFile(input)) {
            throw new UserError(input + ": there is no such file or folder"
                    + (Files.isSymbolicLink(input) ? ", but a link to what is missing" : "")
                    + (FolderFiles.looksGarbled(input)
                            ? "; it may be " + FolderFiles.aboutGarbled(List.of(input.toString()), folder(input))
                            : ""));
        }
        VolumeFormat format = format(input, formats)
                .orElseThrow(() -> new UserError(input + ": "
                        + advice(input, formats)
                                .orElse("no installed format reads a file of this name; 'septum plugins' lists the"
                                        + " volume formats")));
        List<Path> files = channels.areSeveral() ? channels.together(input) : List.of(input);
        String stem = channels.id(input).orElseGet(() -> format.stem(input));
        return new PredictionInputs(List.of(new Input(files, format, stem)), List.of(), List.of());
    }

    /** The images of a folder whose channels are files of their own. */
    private static PredictionInputs ofCases(Path folder, List<VolumeFormat> formats, ChannelFiles channels) {
        ChannelFiles.Cases cases = channels.in(folder);
        List<Input> inputs = new ArrayList<>();
        cases.files().forEach((id, files) -> {
            Path first = files.get(0);
            VolumeFormat format = format(first, formats)
                    .orElseThrow(() -> new UserError(first + ": no installed format reads a file of this name"));
            inputs.add(new Input(files, format, ChannelFiles.stem(id)));
        });
        String taken = Words.count(inputs.size(), "image") + " of " + channels.described() + " in the folder '" + folder
                + "' taken";
        String others = cases.others().isEmpty()
                ? ""
                : ", not " + Words.count(cases.others().size(), "file") + " of other names" + named(cases.others());
        return new PredictionInputs(List.copyOf(inputs), List.of(taken + others), cases.incomplete());
    }

    private static Path folder(Path file) {
        return Optional.ofNullable(file.getParent()).orElse(Path.of("."));
    }

    private static PredictionInputs ofFolder(Path folder, List<VolumeFormat> formats, ChannelFiles channels) {
        FolderFiles found;
        try {
            found = FolderFiles.in(folder);
        } catch (IOException e) {
            throw new UserError(folder + ": the folder cannot be read: " + e.getMessage(), e);
        }
        List<Input> inputs = new ArrayList<>();
        List<String> unread = new ArrayList<>();
        for (String name : found.files()) {
            Path file = folder.resolve(name);
            format(file, formats)
                    .ifPresentOrElse(
                            format -> inputs.add(new Input(
                                    List.of(file), format, channels.id(file).orElseGet(() -> format.stem(file)))),
                            () -> unread.add(name));
        }
        String left = left(folder, found, unread, formats);
        if (inputs.isEmpty()) {
            throw new UserError(folder + ": this folder holds no image of a known format"
                    + (left.isEmpty() ? "; it is empty" : "; it has " + left));
        }
        String taken = Words.count(inputs.size(), "image") + " of the folder '" + folder + "' taken";
        return new PredictionInputs(
                List.copyOf(inputs), List.of(taken + (left.isEmpty() ? "" : ", not " + left)), List.of());
    }

    private static String left(Path folder, FolderFiles found, List<String> unread, List<VolumeFormat> formats) {
        List<String> parts = new ArrayList<>();
        if (!unread.isEmpty()) {
            String why = unread.stream()
                    .flatMap(name ->
                            advice(folder.resolve(name), formats).map(text -> ": " + name + ": " + text).stream())
                    .findFirst()
                    .orElse("");
            parts.add(Words.count(unread.size(), "file") + " that no format reads" + named(unread) + why);
        }
        if (!found.folders().isEmpty()) {
            parts.add(Words.count(found.folders().size(), "folder") + " inside it" + named(found.folders()));
        }
        if (!found.brokenLinks().isEmpty()) {
            parts.add(Words.count(found.brokenLinks().size(), "broken link") + named(found.brokenLinks()));
        }
        if (!found.garbled().isEmpty()) {
            parts.add(FolderFiles.aboutGarbled(found.garbled(), folder));
        }
        return String.join("; ", parts);
    }

    private static String named(List<String> names) {
        return " (" + FolderFiles.some(names) + ")";
    }

    /** @throws WiringError if several do: a silent choice would make results depend on what is installed */
    private static Optional<VolumeFormat> format(Path file, List<VolumeFormat> formats) {
        List<VolumeFormat> fitting =
                formats.stream().filter(format -> format.accepts(file)).toList();
        if (fitting.size() > 1) {
            throw new WiringError(file + ": several installed formats read files of this name: "
                    + String.join(
                            " and ",
                            fitting.stream()
                                    .map(format -> format.getClass().getName())
                                    .toList())
                    + "; take the bundles of all but one away ('septum plugins volume-formats' lists them)");
        }
        return fitting.stream().findFirst();
    }

    static Optional<String> advice(Path file, List<VolumeFormat> formats) {
        return formats.stream().flatMap(format -> format.advice(file).stream()).findFirst();
    }
}
