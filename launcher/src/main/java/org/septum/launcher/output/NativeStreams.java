// SPDX-License-Identifier: Apache-2.0
package org.septum.launcher.output;

import com.sun.jna.LastErrorException;
import com.sun.jna.Native;
import com.sun.jna.NativeLibrary;
import com.sun.jna.Pointer;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.Charset;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * Leads the file descriptors 1 and 2 elsewhere, and with them what native libraries, the JVM and {@code System.out} print.
 * For POSIX systems: Windows keeps its handles apart from the descriptors, of which each C library has its own.
 */
record NativeStreams(int savedOut, int savedErr) implements StandardStreams {

    private static final int OUT = 1;
    private static final int ERR = 2;

    /** @throws IOException if the C library cannot be called here */
    static NativeStreams save() throws IOException {
        try {
            return new NativeStreams(Libc.dup(OUT), Libc.dup(ERR));
        } catch (LastErrorException | LinkageError e) {
            throw new IOException(e);
        }
    }

    @Override
    public OutputStream out() {
        return new Descriptor(savedOut);
    }

    @Override
    public OutputStream err() {
        return new Descriptor(savedErr);
    }

    @Override
    public void lead(Path file) throws IOException {
        flush();
        try {
            Pointer stream = Libc.fopen(bytes(file.toString()), bytes("a"));
            try {
                point(Libc.fileno(stream), Libc.fileno(stream));
            } finally {
                Libc.fclose(stream);
            }
        } catch (LastErrorException e) {
            throw new IOException(file + ": " + e.getMessage(), e);
        }
    }

    @Override
    public void restore() throws IOException {
        flush();
        try {
            point(savedOut, savedErr);
        } catch (LastErrorException e) {
            throw new IOException(e);
        }
    }

    /** What C has buffered belongs to where the descriptors lead now. */
    private static void flush() {
        System.out.flush();
        System.err.flush();
        try {
            Libc.fflush(null);
        } catch (LastErrorException e) {
            // As when a library's printf fails: nobody is told.
        }
    }

    private static void point(int out, int err) {
        Libc.dup2(out, OUT);
        Libc.dup2(err, ERR);
    }

    private static byte[] bytes(String text) {
        Charset names = Charset.forName(System.getProperty("sun.jnu.encoding", "UTF-8"));
        return (text + '\0').getBytes(names);
    }

    /** Writes to a file descriptor. */
    private static final class Descriptor extends OutputStream {

        private static final int INTERRUPTED = 4;

        private final int descriptor;

        Descriptor(int descriptor) {
            this.descriptor = descriptor;
        }

        @Override
        public void write(int value) throws IOException {
            write(new byte[] {(byte) value}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int from, int length) throws IOException {
            int end = from + length;
            int next = from;
            while (next < end) {
                try {
                    byte[] rest = Arrays.copyOfRange(bytes, next, end);
                    next += (int) Libc.write(descriptor, rest, rest.length);
                } catch (LastErrorException e) {
                    if (e.getErrorCode() != INTERRUPTED) {
                        throw new IOException(e.getMessage(), e);
                    }
                }
            }
        }
    }

    /** The C library's functions; sizes are those of 64-bit systems, and none takes a variable number of arguments. */
    private static final class Libc {

        private static final String SEARCH = "jna.platform.library.path";

        static {
            // JNA would start ldconfig to learn where libraries lie; this one is part of the process.
            boolean search = System.getProperty(SEARCH) == null;
            if (search) {
                System.setProperty(SEARCH, "");
            }
            Native.register(Libc.class, NativeLibrary.getProcess());
            if (search) {
                System.clearProperty(SEARCH);
            }
        }

        private Libc() {}

        static native int dup(int descriptor) throws LastErrorException;

        static native int dup2(int from, int to) throws LastErrorException;

        static native Pointer fopen(byte[] path, byte[] mode) throws LastErrorException;

        static native int fileno(Pointer stream) throws LastErrorException;

        static native int fclose(Pointer stream) throws LastErrorException;

        static native int fflush(Pointer stream) throws LastErrorException;

        static native long write(int descriptor, byte[] bytes, long count) throws LastErrorException;
    }
}
