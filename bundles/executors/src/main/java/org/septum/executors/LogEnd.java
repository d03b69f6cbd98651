// SPDX-License-Identifier: Apache-2.0
package org.septum.executors;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * The end of a log that is still being written. Logs are appended to by one command after another, and what an earlier one
 * has said is not this one's.
 *
 * @param begin the log's size before this command
 */
record LogEnd(Path file, long begin) {

    private static final int LONGEST = 4096;

    /** What a message of Septum's own begins with. */
    private static final String MESSAGE = "septum: ";

    /** Of a command that has not begun. */
    static LogEnd from(Path log) {
        try {
            return new LogEnd(log, Files.isRegularFile(log) ? Files.size(log) : 0);
        } catch (IOException e) {
            return new LogEnd(log, 0);
        }
    }

    /** The last line that is not blank; empty if there is none or the file cannot be read. */
    String lastLine() {
        List<String> lines = lines();
        return lines.isEmpty() ? "" : lines.get(lines.size() - 1);
    }

    /** Why the command failed: Septum's own last message, whatever other lines stand behind it, or else the last line. */
    String reason() {
        return lines().stream()
                .filter(line -> line.startsWith(MESSAGE))
                .reduce((first, second) -> second)
                .map(line -> line.substring(MESSAGE.length()))
                .orElseGet(this::lastLine);
    }

    private List<String> lines() {
        if (!Files.isRegularFile(file)) {
            return List.of();
        }
        try (RandomAccessFile open = new RandomAccessFile(file.toFile(), "r")) {
            long length = open.length();
            // A log that somebody has emptied meanwhile is read from its beginning.
            long start = Math.max(length < begin ? 0 : begin, length - LONGEST);
            byte[] end = new byte[(int) (length - start)];
            open.seek(start);
            open.readFully(end);
            return new String(end, StandardCharsets.UTF_8)
                    .lines()
                    .map(String::strip)
                    .filter(line -> !line.isEmpty())
                    .toList();
        } catch (IOException e) {
            return List.of();
        }
    }
}
