// SPDX-License-Identifier: Apache-2.0
package org.septum.common.files;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.septum.api.UserError;
import org.septum.common.machine.JavaHeap;

/**
 * Reads files that anyone may have written: no more of them than their place is for, and nothing but files, for a pipe or a
 * device may never end. Links are followed.
 */
public final class BoundedFile {

    /** Makes something of a file's bytes. */
    @FunctionalInterface
    public interface Parser<T> {
        T parse(byte[] bytes) throws IOException;
    }

    private BoundedFile() {}

    /**
     * A file's content.
     *
     * @param most how many bytes it may have, below 2^31 - 1
     * @throws UserError if it has more, or is no file
     * @throws IOException if it is missing or cannot be read
     */
    public static byte[] bytes(Path file, long most) throws IOException {
        return read(file, most, bytes -> bytes);
    }

    /** A file's content, read as UTF-8; otherwise as {@link #bytes}. */
    public static String text(Path file, long most) throws IOException {
        return read(file, most, bytes -> new String(bytes, StandardCharsets.UTF_8));
    }

    /**
     * What a parser makes of a file's content; otherwise as {@link #bytes}.
     *
     * @throws UserError also if there is no memory for it
     */
    public static <T> T read(Path file, long most, Parser<T> parser) throws IOException {
        long size = check(file, most);
        try (InputStream in = Files.newInputStream(file)) {
            byte[] bytes = in.readNBytes((int) size + 1);
            if (bytes.length > size) {
                // It grows, or its system does not tell its size.
                byte[] rest = in.readNBytes((int) (most - size));
                if (bytes.length + rest.length > most) {
                    throw tooLarge(file, "more than " + most, most);
                }
                byte[] all = new byte[bytes.length + rest.length];
                System.arraycopy(bytes, 0, all, 0, bytes.length);
                System.arraycopy(rest, 0, all, bytes.length, rest.length);
                bytes = all;
            }
            return parser.parse(bytes);
        } catch (OutOfMemoryError e) {
            throw noMemory(file, size, e);
        }
    }

    /**
     * A stream of a file's content, which throws a {@link UserError} as soon as there is more than allowed; otherwise as
     * {@link #bytes}.
     */
    public static InputStream stream(Path file, long most) throws IOException {
        check(file, most);
        return new FilterInputStream(Files.newInputStream(file)) {
            private long left = most;

            @Override
            public int read() throws IOException {
                return counted(super.read(), 1);
            }

            @Override
            public int read(byte[] bytes, int offset, int length) throws IOException {
                int read = super.read(bytes, offset, length);
                return counted(read, read);
            }

            private int counted(int read, int bytes) {
                if (read >= 0) {
                    left -= bytes;
                }
                if (left < 0) {
                    throw tooLarge(file, "more than " + most, most);
                }
                return read;
            }
        };
    }

    /** The error for a file whose content does not fit into Java's memory. */
    public static UserError noMemory(Path file, long size, OutOfMemoryError cause) {
        return new UserError(
                file + ": there is no memory for what is in this file of " + size + " bytes; Java may take "
                        + (Runtime.getRuntime().maxMemory() >> 20) + " MiB; give it more with " + JavaHeap.more()
                        + ", or take the file away if it should not be that large",
                cause);
    }

    /** How many characters a text's longest line has: parsers that look ahead may need the square of it. */
    public static int longestLine(String text) {
        return text.lines().mapToInt(String::length).max().orElse(0);
    }

    private static long check(Path file, long most) throws IOException {
        long size = Files.size(file);
        if (!Files.isRegularFile(file)) {
            throw new UserError(file + ": this is " + (Files.isDirectory(file) ? "a folder" : "a pipe or a device")
                    + "; allowed is a file");
        }
        if (size > most) {
            throw tooLarge(file, String.valueOf(size), most);
        }
        return size;
    }

    private static UserError tooLarge(Path file, String found, long most) {
        return new UserError(file + ": this file has " + found + " bytes, allowed are " + most
                + "; it is damaged, or another file than is meant here");
    }
}
