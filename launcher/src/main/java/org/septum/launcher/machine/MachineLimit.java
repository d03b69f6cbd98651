// SPDX-License-Identifier: Apache-2.0
package org.septum.launcher.machine;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;

/** What the machine denies to a start: a folder for temporary files that can be used, space in it, open files. */
public final class MachineLimit {

    private MachineLimit() {}

    /** The same failure as a message for the user; empty if it is none of the machine's. */
    public static Optional<StartFailure> of(Throwable failure) {
        Throwable cause = failure;
        while (cause.getCause() != null) {
            cause = cause.getCause();
        }
        if (!(cause instanceof IOException io)) {
            return Optional.empty();
        }
        String text = String.valueOf(io.getMessage());
        if (text.contains("Too many open files")) {
            return Optional.of(StartFailure.wiring("this process may not open as many files as Septum needs: raise the"
                    + " limit, for example with ulimit -n 1024."));
        }
        Path folder = Path.of(System.getProperty("java.io.tmpdir"));
        boolean inFolder = io instanceof FileSystemException of
                && of.getFile() != null
                && Path.of(of.getFile()).startsWith(folder);
        return inFolder || text.contains("No space left on device")
                ? Optional.of(StartFailure.wiring("the folder for temporary files, " + folder + ", cannot be used: "
                        + reason(io) + ". Name another one: TMPDIR=FOLDER."))
                : Optional.empty();
    }

    private static String reason(IOException failure) {
        if (failure instanceof NoSuchFileException) {
            return "it does not exist";
        }
        if (failure instanceof AccessDeniedException) {
            return "it is not yours to write in";
        }
        return failure instanceof FileSystemException of && of.getReason() != null
                ? of.getReason().toLowerCase(Locale.ROOT)
                : failure.getMessage();
    }
}
