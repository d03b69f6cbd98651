// SPDX-License-Identifier: Apache-2.0
package org.septum.cli.command;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;

/** A folder that is there until it is closed, with all that was put into it. */
public record TemporaryFolder(Path path) implements AutoCloseable {

    private static final String PREFIX = "septum-";

    /** In the system's folder for such. */
    public static TemporaryFolder make() {
        try {
            return new TemporaryFolder(Files.createTempDirectory(PREFIX));
        } catch (IOException e) {
            throw new UncheckedIOException("a temporary folder cannot be made: " + e.getMessage(), e);
        }
    }

    /** In a folder that exists. */
    public static TemporaryFolder makeIn(Path folder) {
        try {
            return new TemporaryFolder(Files.createTempDirectory(folder, PREFIX));
        } catch (IOException e) {
            throw new UncheckedIOException(folder + ": no folder can be made in it: " + e.getMessage(), e);
        }
    }

    @Override
    public void close() {
        try (Stream<Path> files = Files.walk(path)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(path + ": cannot be removed: " + e.getMessage(), e);
        }
    }
}
