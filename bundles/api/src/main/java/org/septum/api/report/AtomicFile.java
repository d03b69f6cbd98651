// SPDX-License-Identifier: Apache-2.0
package org.septum.api.report;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.lang.System.Logger.Level;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.WritableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Locale;

/**
 * Writes files that appear whole or not at all: written aside in the same folder, synced, then renamed, and the folder
 * synced, so that what was written stays even if the machine loses power. A process that is killed leaves the old file or the
 * new one, and at worst the one aside, {@code .NAME.part}, which nothing reads.
 */
public final class AtomicFile {

    /** Writes a file's content to a stream; where the disk is full, once more to find out its size. */
    @FunctionalInterface
    public interface Content {
        void writeTo(OutputStream out) throws IOException;
    }

    /** The same for content that is at hand in buffers, without a copy of them. */
    @FunctionalInterface
    public interface Blocks {
        /** @param out takes every buffer whole */
        void writeTo(WritableByteChannel out) throws IOException;
    }

    private static final System.Logger LOG = System.getLogger(AtomicFile.class.getName());

    /** What systems say when a disk is full, or a user's share of it. */
    private static final String FULL =
            ".*(No space left on device|not enough space on the disk|Disk quota exceeded|disk is full).*";

    /** Tests put a disk that fails in its place. */
    static FileOperations files = FileOperations.DISK;

    private AtomicFile() {}

    /** Writes text as UTF-8, replacing any file of that name. */
    public static void write(Path file, String text) {
        write(file, out -> out.write(text.getBytes(StandardCharsets.UTF_8)));
    }

    /**
     * Replaces any file of that name.
     *
     * @throws DiskFullException if there is no space for it; then the old file is still there
     * @throws UncheckedIOException if it cannot be written for another reason; then too
     */
    public static void write(Path file, Content content) {
        writeBlocks(file, out -> {
            OutputStream stream = Channels.newOutputStream(out);
            content.writeTo(stream);
            stream.flush();
        });
    }

    /** The same as {@link #write(Path, Content)}. */
    public static void writeBlocks(Path file, Blocks content) {
        Path aside = aside(file);
        try {
            try (FileOperations.Target target = files.create(aside)) {
                content.writeTo(target.channel());
                target.force();
            }
            files.rename(aside, file);
        } catch (IOException e) {
            try {
                files.delete(aside);
            } catch (IOException ignored) {
                e.addSuppressed(ignored);
            }
            throw failure(file, content, e);
        }
        forceFolder(file.toAbsolutePath().getParent());
    }

    /**
     * Gives a file that was written so a second name, replacing any file of that name: two files of the same content on a
     * disk that holds it once. Neither may be changed afterwards otherwise than by replacing it.
     *
     * @return whether that was possible; if not, nothing has changed. Not every disk can do it
     */
    public static boolean link(Path file, Path name) {
        Path aside = aside(name);
        try {
            files.delete(aside); // a killed process may have left it
            files.link(file, aside);
            files.rename(aside, name);
            files.delete(aside); // two names of one file are not renamed to each other
        } catch (IOException e) {
            LOG.log(Level.DEBUG, "the file cannot have a second name", e);
            try {
                files.delete(aside);
            } catch (IOException ignored) {
                e.addSuppressed(ignored);
            }
            return false;
        }
        forceFolder(name.toAbsolutePath().getParent());
        return true;
    }

    private static Path aside(Path file) {
        return file.resolveSibling("." + file.getFileName() + ".part");
    }

    /** Not every system can sync a folder (Windows does it by itself); the file is whole in any case. */
    private static void forceFolder(Path folder) {
        try {
            files.forceFolder(folder);
        } catch (IOException e) {
            LOG.log(Level.DEBUG, "the folder cannot be synced", e);
        }
    }

    private static UncheckedIOException failure(Path file, Blocks content, IOException cause) {
        String message = "cannot write " + file + ": " + cause.getMessage();
        try {
            long free = files.usableSpace(file);
            long needed = size(content);
            // The system's words may be in any language; the numbers are not.
            if (String.valueOf(cause.getMessage()).matches(FULL) || free < needed) {
                return new DiskFullException(
                        "cannot write " + file + ": the disk is full (" + cause.getMessage() + "); the file needs "
                                + megabytes(needed) + ", " + megabytes(free)
                                + " are free. What was there before is still whole.",
                        cause);
            }
        } catch (IOException | UncheckedIOException e) {
            cause.addSuppressed(e);
        }
        return new UncheckedIOException(message, cause);
    }

    private static String megabytes(long bytes) {
        return String.format(Locale.ROOT, "%.1f MB (%d bytes)", bytes / 1e6, bytes);
    }

    private static long size(Blocks content) throws IOException {
        Counting counting = new Counting();
        content.writeTo(counting);
        return counting.bytes;
    }

    /** Forgets what is written, apart from its size. */
    private static final class Counting implements WritableByteChannel {

        private long bytes;

        @Override
        public int write(ByteBuffer from) {
            int length = from.remaining();
            bytes += length;
            from.position(from.limit());
            return length;
        }

        @Override
        public boolean isOpen() {
            return true;
        }

        @Override
        public void close() {
            // There is nothing to close.
        }
    }
}
