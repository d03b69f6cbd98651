// SPDX-License-Identifier: Apache-2.0
package org.septum.launcher.output;

import java.io.Closeable;
import java.io.Console;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Keeps the terminal for Septum's own lines: what libraries print, native ones too, is appended to the application's
 * {@linkplain ApplicationLog log}, or to a run's while it is going on.
 *
 * <p>On Linux and macOS this holds for everything on the file descriptors 1 and 2, thread dumps and the JVM's message of a
 * crash included; {@code launcher/septum} has the JVM say at the terminal where it wrote hs_err_pid*.log. On Windows, and where
 * JNA does not work, it holds for {@code System.out} and {@code System.err}. Where no log can be written, nothing is led away.
 */
public final class Output implements AutoCloseable {

    private final StandardStreams streams;
    private final PrintWriter out;
    private final PrintWriter err;
    /** Where the libraries' output leads, the last one now; empty if to where Septum's does. */
    private final List<Path> files = new ArrayList<>();

    private Output(StandardStreams streams) {
        this.streams = streams;
        out = printer(streams.out());
        err = printer(streams.err());
    }

    /** Leads the libraries' output to the application's log. */
    public static Output keepLibrariesOff(Optional<Path> log) {
        // From now on the JDK would find a file where the terminal is, but it asks only once.
        System.console();
        Output output = new Output(streams());
        if (log.isPresent()) {
            try {
                output.lead(log.get());
                Logging.toStandardError(output::isOfNoRun);
            } catch (UncheckedIOException e) {
                output.files.clear();
            }
        }
        return output;
    }

    private static StandardStreams streams() {
        if (!System.getProperty("os.name").startsWith("Windows")) {
            try {
                return NativeStreams.save();
            } catch (IOException e) {
                // The other way reaches less and needs nothing.
            }
        }
        return new JavaStreams(System.out, System.err);
    }

    /** Septum's own standard output; what is printed cannot steer the terminal. */
    public PrintWriter out() {
        return out;
    }

    /** Septum's own standard error; what is printed cannot steer the terminal. */
    public PrintWriter err() {
        return err;
    }

    /**
     * Appends the libraries' output to a run's log until the result is closed.
     *
     * @throws UncheckedIOException if the file cannot be written
     */
    public synchronized Closeable lead(Path file) {
        try {
            streams.lead(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        files.add(file);
        return () -> leadBackFrom(file);
    }

    private synchronized void leadBackFrom(Path file) throws IOException {
        files.remove(files.lastIndexOf(file));
        if (files.isEmpty()) {
            streams.restore();
        } else {
            streams.lead(files.get(files.size() - 1));
        }
    }

    /** Whether the libraries' output leads to the application's log: a run's holds what is logged already. */
    private synchronized boolean isOfNoRun() {
        return files.size() == 1;
    }

    /** Leads everything back to the terminal, for a process that inherits it. */
    @Override
    public synchronized void close() throws IOException {
        files.clear();
        streams.restore();
    }

    /** In a terminal's own encoding; elsewhere, for files and other programs, in UTF-8. */
    private static PrintWriter printer(OutputStream stream) {
        Console console = System.console();
        Charset charset = console == null ? StandardCharsets.UTF_8 : console.charset();
        return new PrintWriter(new TerminalWriter(new OutputStreamWriter(stream, charset)), true);
    }
}
