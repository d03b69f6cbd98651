// SPDX-License-Identifier: Apache-2.0
package org.septum.common.files;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.septum.api.UserError;

/** Makes folders for what is written. */
public final class OutputFolder {

    private OutputFolder() {}

    /**
     * Makes a folder with those above it, as far as they are missing.
     *
     * @return the folder
     * @throws UserError if it cannot be made; the message says what is in the way
     */
    public static Path make(Path folder) {
        try {
            return Files.createDirectories(folder);
        } catch (IOException e) {
            throw new UserError(
                    folder + ": the folder cannot be made: " + obstacle(folder).orElse(reason(e)), e);
        }
    }

    private static String reason(IOException failure) {
        return failure instanceof AccessDeniedException
                ? "permission denied at " + failure.getMessage()
                : failure.getMessage();
    }

    /** What is at a path in the place of a folder: a link to nothing, or a file. */
    private static Optional<String> obstacle(Path folder) {
        for (int names = 1; names <= folder.getNameCount(); names++) {
            Path part = folder.subpath(0, names);
            Path above = folder.isAbsolute() ? folder.getRoot().resolve(part) : part;
            Optional<String> link = deadLink(above);
            if (link.isPresent()) {
                return link.map(text -> above + " " + text + "; make that folder, or take the link away");
            }
            if (Files.exists(above) && !Files.isDirectory(above)) {
                return Optional.of(above + " is a file");
            }
        }
        return Optional.empty();
    }

    /** What a path is, if it is a link to something that is not there: what follows the path in a message. */
    public static Optional<String> deadLink(Path path) {
        if (!Files.isSymbolicLink(path) || Files.exists(path)) {
            return Optional.empty();
        }
        try {
            return Optional.of("is a link to " + Files.readSymbolicLink(path) + ", which is not there");
        } catch (IOException e) {
            return Optional.of("is a link to something that is not there");
        }
    }
}
