// SPDX-License-Identifier: Apache-2.0
package org.septum.launcher.machine;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The lines of a small file, whatever size the system tells of it: those in /proc have none and may never end. */
public final class BoundedLines {

    private BoundedLines() {}

    /**
     * Reads a file in UTF-8.
     *
     * @param most how many bytes it may have
     * @throws StartFailure if it has more
     * @throws IOException if it cannot be read, or is not in UTF-8
     */
    public static List<String> of(Path file, int most) throws IOException, StartFailure {
        byte[] bytes;
        try (InputStream in = Files.newInputStream(file)) {
            bytes = in.readNBytes(most + 1);
        }
        if (bytes.length > most) {
            throw StartFailure.input(file + ": has more than the " + most + " bytes that are allowed.");
        }
        return StandardCharsets.UTF_8
                .newDecoder()
                .decode(ByteBuffer.wrap(bytes))
                .toString()
                .lines()
                .toList();
    }
}
