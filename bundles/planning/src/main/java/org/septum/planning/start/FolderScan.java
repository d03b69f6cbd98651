// SPDX-License-Identifier: Apache-2.0
package org.septum.planning.start;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.septum.api.UserError;
import org.septum.api.data.Recognition;
import org.septum.common.files.FolderFiles;
import org.septum.common.text.Words;
import org.septum.services.plan.Starter.Wishes;

/** Lists what a folder holds, within bounds: the user may have named a whole disk. */
final class FolderScan {

    /** Files and folders. */
    private static final long MOST = 100_000;

    private static final int KINDS_SHOWN = 8;

    private FolderScan() {}

    /** @throws UserError if it is no folder, cannot be read, is empty or holds too much */
    static Recognition.Folder of(Wishes wishes) {
        Path path = wishes.data();
        if (!Files.exists(path)) {
            throw new UserError("there is no folder '" + path + "'"
                    + (path.isAbsolute() ? "" : " (" + path.toAbsolutePath().normalize() + ")")
                    + "; name the folder that holds images and masks");
        }
        if (!Files.isDirectory(path)) {
            throw new UserError(path + ": this is a file; name the folder that holds images and masks, for example '"
                    + folderOf(path) + "'");
        }
        FolderFiles found = listed(path);
        if (!found.garbled().isEmpty()) {
            throw new UserError(path + ": found " + FolderFiles.aboutGarbled(found.garbled(), path));
        }
        if (found.files().isEmpty()) {
            throw new UserError(path + ": the folder holds no files"
                    + (found.brokenLinks().isEmpty()
                            ? " (hidden ones are not looked at)"
                            : " but links that lead nowhere (" + FolderFiles.some(found.brokenLinks()) + ")")
                    + "; name a folder with images and their masks");
        }
        return new Recognition.Folder(
                path.toAbsolutePath().normalize(), found.files(), wishes.images(), wishes.masks());
    }

    private static Path folderOf(Path file) {
        Path parent = file.toAbsolutePath().normalize().getParent();
        return parent == null ? file : parent;
    }

    private static FolderFiles listed(Path path) {
        try {
            return FolderFiles.below(path, MOST)
                    .orElseThrow(() -> new UserError(path + ": there are more than " + MOST
                            + " files and folders below it; name the folder of one data set"));
        } catch (IOException | UncheckedIOException e) {
            throw new UserError(path + ": the folder cannot be read (" + e + ")", e);
        }
    }

    /** How many files of which kinds there are, in words. */
    static String kinds(List<String> files) {
        Map<String, Long> counts =
                files.stream().collect(Collectors.groupingBy(FolderScan::ending, TreeMap::new, Collectors.counting()));
        List<String> kinds = counts.entrySet().stream()
                .sorted(Map.Entry.<String, Long>comparingByValue(Comparator.reverseOrder()))
                .map(entry -> entry.getValue() + " " + entry.getKey())
                .toList();
        return Words.some(kinds, KINDS_SHOWN);
    }

    private static String ending(String path) {
        String name = path.substring(path.lastIndexOf('/') + 1).toLowerCase(Locale.ROOT);
        int dot = name.endsWith(".gz") ? name.lastIndexOf('.', name.length() - 4) : name.lastIndexOf('.');
        return dot < 1 ? "without an ending" : name.substring(dot);
    }
}
