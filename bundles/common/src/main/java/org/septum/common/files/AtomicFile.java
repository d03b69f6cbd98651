// SPDX-License-Identifier: Apache-2.0
package org.septum.common.files;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.lang.System.Logger.Level;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * Files that appear whole or not at all: written aside in the same folder, synced, then renamed, and the folder synced, so
 * that what was written stays even if the machine loses power. A process that is killed leaves the old file or the new one,
 * and at worst the one aside, {@code .NAME.TAG.part}, which nothing reads. Two processes that write one name do not touch each
 * other's file aside: each of the two appears whole, the later one stays.
 *
 * <p>Nobody else's file is written into: the one aside is new, by a name that cannot be guessed, and what has the file's name
 * is replaced, not opened; a link is replaced itself, and what it leads to stays. Below a {@linkplain OwnFolder#guard guarded}
 * folder, a run's for example, links are refused instead.
 *
 * <p>An object is a file that is written aside and has not appeared yet.
 */
public final class AtomicFile {

    /** Writes a file's content to a stream; where the disk is full, once more to find out its size. */
    @FunctionalInterface
    public interface Content {
        void writeTo(OutputStream out) throws IOException;
    }

    /** The same for content that is at hand in buffers. */
    @FunctionalInterface
    public interface Blocks {
        void writeTo(Output out) throws IOException;
    }

    /** Where buffers go. */
    public interface Output {

        /** Puts all that remains in a buffer behind what is written. */
        void write(ByteBuffer bytes) throws IOException;

        /** Puts all that remains in a buffer in the place of what is written from a position on. */
        void overwrite(long position, ByteBuffer bytes) throws IOException;
    }

    private static final System.Logger LOG = System.getLogger(AtomicFile.class.getName());

    /** What systems say when a disk is full, or a user's share of it. */
    private static final String FULL =
            ".*(No space left on device|not enough space on the disk|Disk quota exceeded|disk is full).*";

    /** Tests put a disk that fails in its place. */
    static FileOperations files = FileOperations.DISK;

    private static final SecureRandom TAGS = new SecureRandom();

    /** The names of files aside. */
    private static final Pattern ASIDE = Pattern.compile("\\.(.*\\.)?[0-9a-f-]+\\.part", Pattern.DOTALL);

    /** A name that this would make too long for a disk is left out. */
    private static final int LONGEST_NAME = 200;

    private final Path file;
    private final Path aside;
    private final FileOperations.Target target;
    private final long bytes;

    private AtomicFile(Path file, Path aside, FileOperations.Target target, long bytes) {
        this.file = file;
        this.aside = aside;
        this.target = target;
        this.bytes = bytes;
    }

    /** Writes text as UTF-8, replacing any file of that name. */
    public static void write(Path file, String text) {
        write(file, out -> out.write(text.getBytes(StandardCharsets.UTF_8)));
    }

    /**
     * Writes a file, replacing any of that name.
     *
     * @throws DiskFullException if there is no space for it; then the old file is still there
     * @throws UncheckedIOException if it cannot be written for another reason; then too
     */
    public static void write(Path file, Content content) {
        writeAside(file, out -> content.writeTo(new BlockStream(out))).complete();
    }

    /**
     * Writes behind the first bytes of a file, which stay as they are, and returns when that is on the disk. What lies behind
     * them is cut off: a process that was killed here may have left a part. Meant for files that grow and whose readers, after
     * a kill, know how far they are whole.
     *
     * @throws DiskFullException if there is no space for it; then the file ends after its first bytes
     * @throws UncheckedIOException if it cannot be written for another reason; then too
     */
    public static void append(Path file, long first, byte[] bytes) {
        try (FileOperations.Target target = files.extend(file, first)) {
            target.write(ByteBuffer.wrap(bytes));
            target.force();
        } catch (IOException e) {
            cut(file, first);
            throw failure(file, bytes.length, e);
        }
    }

    private static void cut(Path file, long first) {
        try {
            files.extend(file, first).close();
        } catch (IOException e) {
            LOG.log(Level.DEBUG, "what was written of a file's end stays", e);
        }
    }

    /**
     * Writes a file aside. It appears with {@link #complete}; until that, or {@link #discard}, no other of its name may be
     * written.
     *
     * @throws DiskFullException if there is no space for it
     * @throws UncheckedIOException if it cannot be written for another reason
     * @throws org.septum.api.UserError if it lies below a guarded folder, and a link leads to it or is in its place
     */
    public static AtomicFile writeAside(Path file, Blocks content) {
        OwnFolder.checkGuarded(file);
        FileOperations.Target target = null;
        Path aside = aside(file);
        try {
            target = files.create(aside);
            content.writeTo(target);
            return new AtomicFile(file, aside, target, target.size());
        } catch (IOException e) {
            remove(aside, target);
            throw failure(file, size(content, e), e);
        } catch (RuntimeException e) {
            remove(aside, target);
            throw e;
        }
    }

    /**
     * Lets the file appear, replacing any of its name; any thread may do so, once.
     *
     * @throws DiskFullException if there is no space for it; then the old file is still there, and the one aside is gone
     * @throws UncheckedIOException if it cannot be written for another reason; then too
     */
    public void complete() {
        try {
            target.force();
            target.close();
            files.rename(aside, file);
        } catch (IOException e) {
            remove(aside, target);
            throw failure(file, bytes, e);
        }
        forceFolder(file.toAbsolutePath().getParent());
    }

    /** Deletes what is aside: the file does not appear, and one of its name stays as it is. */
    public void discard() {
        remove(aside, target);
    }

    /**
     * Gives a file that was written so a second name, replacing any file of that name: two files of the same content on a
     * disk that holds it once. Neither may be changed afterwards otherwise than by replacing it.
     *
     * @return whether that was possible; if not, nothing has changed. Not every disk can do it
     */
    public static boolean link(Path file, Path name) {
        OwnFolder.checkGuarded(name);
        Path aside = aside(name);
        try {
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

    /** Whether a file is one aside, which a process that was killed may have left; a link or a folder is none. */
    public static boolean isAside(Path file) {
        return ASIDE.matcher(file.getFileName().toString()).matches()
                && Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS);
    }

    /** A name of its own for each file that is being written, whichever processes on whichever machines write it. */
    private static Path aside(Path file) {
        String name = file.getFileName().toString();
        String shown = name.getBytes(StandardCharsets.UTF_8).length > LONGEST_NAME ? "" : name + ".";
        return file.resolveSibling("." + shown + HexFormat.of().toHexDigits(TAGS.nextLong()) + ".part");
    }

    /** Not every system can sync a folder (Windows does it by itself); the file is whole in any case. */
    private static void forceFolder(Path folder) {
        try {
            files.forceFolder(folder);
        } catch (IOException e) {
            LOG.log(Level.DEBUG, "the folder cannot be synced", e);
        }
    }

    /** @param needed the file's size, or 0 if that is not known */
    private static UncheckedIOException failure(Path file, long needed, IOException cause) {
        try {
            long free = files.usableSpace(file);
            // The system's words may be in any language; the numbers are not.
            if (String.valueOf(cause.getMessage()).matches(FULL) || free < needed) {
                return new DiskFullException(
                        "cannot write " + file + ": the disk is full (" + cause.getMessage() + "); the file needs "
                                + megabytes(needed) + ", " + megabytes(free)
                                + " are free. What was there before is still whole.",
                        cause);
            }
        } catch (IOException e) {
            cause.addSuppressed(e);
        }
        return new UncheckedIOException("cannot write " + file + ": " + cause.getMessage(), cause);
    }

    private static String megabytes(long bytes) {
        return String.format(Locale.ROOT, "%.1f MB (%d bytes)", bytes / 1e6, bytes);
    }

    private static long size(Blocks content, IOException cause) {
        Counting counting = new Counting();
        try {
            content.writeTo(counting);
        } catch (IOException | RuntimeException e) {
            cause.addSuppressed(e);
        }
        return counting.bytes;
    }

    /** @param target what is aside, or null where it could not be created */
    private static void remove(Path aside, FileOperations.Target target) {
        try {
            if (target != null) {
                target.close();
            }
            files.delete(aside);
        } catch (IOException e) {
            LOG.log(Level.DEBUG, "what was written of a file stays aside", e);
        }
    }

    private static final class BlockStream extends OutputStream {

        private final Output out;

        BlockStream(Output out) {
            this.out = out;
        }

        @Override
        public void write(int value) throws IOException {
            write(new byte[] {(byte) value});
        }

        @Override
        public void write(byte[] bytes, int from, int length) throws IOException {
            out.write(ByteBuffer.wrap(bytes, from, length));
        }
    }

    /** Forgets what is written, apart from its size. */
    private static final class Counting implements Output {

        private long bytes;

        @Override
        public void write(ByteBuffer from) {
            bytes += from.remaining();
        }

        @Override
        public void overwrite(long position, ByteBuffer from) {
            // The size stays.
        }
    }
}
