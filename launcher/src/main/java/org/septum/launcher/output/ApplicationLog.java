// SPDX-License-Identifier: Apache-2.0
package org.septum.launcher.output;

import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;

/**
 * The file that takes what libraries print and log outside a run: {@code launcher/target/septum.log}, or
 * {@code septum/septum.log} in the user's cache folder if that cannot be written. All of Septum's processes append to it; one
 * that finds more than 4 MB begins it anew. It is a file: a link, or a pipe, is as if it could not be written.
 */
public final class ApplicationLog {

    private static final String NAME = "septum.log";
    private static final long LARGEST = 4 << 20;

    private ApplicationLog() {}

    /** Begins this process's part with a line that says what was started; empty if no log can be written. */
    public static Optional<Path> begin(Path application, String[] arguments) {
        String line = LocalDateTime.now(ZoneId.systemDefault()).truncatedTo(ChronoUnit.SECONDS) + " process "
                + ProcessHandle.current().pid() + ": septum "
                + Printable.of(String.join(" ", arguments))
                + System.lineSeparator();
        for (Path file : List.of(application.resolveSibling(NAME), cache().resolve(NAME))) {
            try {
                append(file, line);
                return Optional.of(file);
            } catch (IOException e) {
                // The next place may do.
            }
        }
        return Optional.empty();
    }

    static void append(Path file, String line) throws IOException {
        Files.createDirectories(file.getParent());
        if (Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
            if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
                throw new IOException(file + " is no file");
            }
            if (Files.size(file) > LARGEST) {
                // Processes that have it open go on at its new end.
                Files.newOutputStream(file, StandardOpenOption.TRUNCATE_EXISTING, LinkOption.NOFOLLOW_LINKS)
                        .close();
            }
        }
        try (Writer log = Files.newBufferedWriter(
                file, StandardOpenOption.CREATE, StandardOpenOption.APPEND, LinkOption.NOFOLLOW_LINKS)) {
            log.write(line);
        }
    }

    private static Path cache() {
        String given = System.getenv().getOrDefault("XDG_CACHE_HOME", "");
        Path folder = given.isEmpty() ? Path.of(System.getProperty("user.home"), ".cache") : Path.of(given);
        return folder.resolve("septum").toAbsolutePath();
    }
}
