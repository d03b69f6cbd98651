// SPDX-License-Identifier: Apache-2.0
package org.septum.testkit.probe;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** The files that this process has open, where the system tells: Linux does. */
public final class OpenFiles {

    private static final Path DESCRIPTORS = Path.of("/proc/self/fd");

    private OpenFiles() {}

    /** Each descriptor and its file; without jars, which class loaders open whenever they like. Empty where nothing tells. */
    public static Optional<Set<String>> now() throws IOException {
        if (!Files.isDirectory(DESCRIPTORS)) {
            return Optional.empty();
        }
        Set<String> open = new TreeSet<>();
        try (DirectoryStream<Path> descriptors = Files.newDirectoryStream(DESCRIPTORS)) {
            for (Path descriptor : descriptors) {
                try {
                    Path file = Files.readSymbolicLink(descriptor);
                    if (Files.isRegularFile(file) && !file.toString().matches(".*\\.(jar|so|dat)")) {
                        open.add(descriptor.getFileName() + " " + file);
                    }
                } catch (IOException closedMeanwhile) {
                    continue;
                }
            }
        }
        return Optional.of(open);
    }
}
