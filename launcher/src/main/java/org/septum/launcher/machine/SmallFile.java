// SPDX-License-Identifier: Apache-2.0
package org.septum.launcher.machine;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;

/** Reads and writes small files of text in UTF-8. */
public final class SmallFile {

    private SmallFile() {}

    /** Whether something lies there, be it a link that leads nowhere: what cannot be looked at is not the same as nothing. */
    public static boolean isThere(Path file) throws IOException {
        try {
            Files.readAttributes(file, "isOther", LinkOption.NOFOLLOW_LINKS);
            return true;
        } catch (NoSuchFileException e) {
            return false;
        }
    }

    /**
     * The lines of a file, whatever size the system tells of it: those in /proc have none and may never end.
     *
     * @param most how many bytes it may have
     * @throws StartFailure if it has more
     * @throws IOException if it cannot be read, or is not in UTF-8
     */
    public static List<String> lines(Path file, int most) throws IOException, StartFailure {
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

    /** Writes a file, whole or not at all: a new one, as a link that a stranger has put in its place would lead elsewhere. */
    public static void write(Path file, String content) throws IOException {
        Path aside = Files.createTempFile(file.getParent(), file.getFileName().toString(), ".new");
        try {
            Files.writeString(aside, content);
            Files.move(aside, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(aside);
        }
    }
}
