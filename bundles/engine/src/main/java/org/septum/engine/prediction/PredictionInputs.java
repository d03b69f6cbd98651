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
import org.septum.api.data.VolumeFormat;
import org.septum.common.files.FolderFiles;
import org.septum.common.text.Words;

/**
 * What is to be segmented.
 *
 * @param notes which files of a folder were taken and which were not
 */
record PredictionInputs(List<Input> inputs, List<String> notes) {

    /** A file and the format that reads it. */
    record Input(Path file, VolumeFormat format) {

        String name() {
            return file.getFileName().toString();
        }
    }

    /**
     * A file, or all images in a folder.
     *
     * @throws UserError if it is not there, or no format reads it
     */
    static PredictionInputs of(Path input, List<VolumeFormat> formats) {
        if (Files.isDirectory(input)) {
            return ofFolder(input, formats);
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
        return new PredictionInputs(List.of(new Input(input, format)), List.of());
    }

    private static Path folder(Path file) {
        return Optional.ofNullable(file.getParent()).orElse(Path.of("."));
    }

    private static PredictionInputs ofFolder(Path folder, List<VolumeFormat> formats) {
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
                    .ifPresentOrElse(format -> inputs.add(new Input(file, format)), () -> unread.add(name));
        }
        String left = left(folder, found, unread, formats);
        if (inputs.isEmpty()) {
            throw new UserError(folder + ": this folder holds no image of a known format"
                    + (left.isEmpty() ? "; it is empty" : "; it has " + left));
        }
        String taken = Words.count(inputs.size(), "image") + " of the folder '" + folder + "' taken";
        return new PredictionInputs(List.copyOf(inputs), List.of(taken + (left.isEmpty() ? "" : ", not " + left)));
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
