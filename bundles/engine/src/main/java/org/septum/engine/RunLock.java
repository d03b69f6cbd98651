// SPDX-License-Identifier: Apache-2.0
package org.septum.engine;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.septum.api.UserError;

/**
 * Keeps other processes out of a run's folder. The operating system holds the lock for as long as the process lives, so a
 * killed one leaves a file, but no lock.
 */
final class RunLock implements AutoCloseable {

    /** Far behind the file's text, which other processes read where locks forbid reading. */
    private static final long PLACE = Long.MAX_VALUE - 1;

    private final Path file;
    private final FileChannel channel;

    private RunLock(Path file, FileChannel channel) {
        this.file = file;
        this.channel = channel;
    }

    /** The file whose lock it is; it names the process. */
    static Path fileIn(Path run) {
        return run.resolve("run.lock");
    }

    /**
     * Takes the folder, which must exist.
     *
     * @throws UserError if another process has it
     */
    static RunLock take(Path run) {
        Path file = fileIn(run);
        try {
            while (true) {
                FileChannel channel = FileChannel.open(
                        file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
                if (!locks(channel)) {
                    channel.close();
                    throw new UserError(run + ": another process is at work on this run (" + owner(file)
                            + "); wait for its end, or end it");
                }
                // The owner before may have deleted the file between its opening and its locking.
                if (Files.exists(file)) {
                    String text = "process " + ProcessHandle.current().pid();
                    channel.truncate(0);
                    channel.write(ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8)));
                    return new RunLock(file, channel);
                }
                channel.close();
            }
        } catch (IOException e) {
            throw new UserError(file + ": the run's folder cannot be locked: " + e.getMessage(), e);
        }
    }

    /** Whether a living process has the folder. */
    static boolean isTaken(Path run) {
        if (!Files.exists(fileIn(run))) {
            return false;
        }
        try (FileChannel channel = FileChannel.open(fileIn(run), StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            return !locks(channel);
        } catch (IOException e) {
            return false;
        }
    }

    /** Locks without waiting. */
    private static boolean locks(FileChannel channel) throws IOException {
        try {
            FileLock lock = channel.tryLock(PLACE, 1, false);
            return lock != null;
        } catch (OverlappingFileLockException e) {
            return false;
        }
    }

    private static String owner(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            return "it does not say which";
        }
    }

    @Override
    public void close() {
        try {
            Files.deleteIfExists(file);
            channel.close();
        } catch (IOException e) {
            // The system releases it when the process ends; a file without a lock keeps nobody out.
            return;
        }
    }
}
