// SPDX-License-Identifier: Apache-2.0
package org.septum.engine.run;

import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Function;
import java.util.logging.ErrorManager;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;
import java.util.logging.StreamHandler;
import org.septum.api.Printable;
import org.septum.api.UserError;
import org.septum.common.files.GrowingFile;

/** Sends what is logged while a run is going, and what libraries print, native ones too, to its log.txt. */
public final class RunLog implements AutoCloseable {

    private final StreamHandler handler;
    private final Logger root = Logger.getLogger("");

    private final Optional<Closeable> printed;

    /** @param output leads what is printed to a file until its result is closed */
    public RunLog(Path file, Optional<Function<Path, Closeable>> output) {
        try {
            OutputStream out = GrowingFile.append(file);
            handler = new Flushing(out);
            printed = output.map(lead -> lead.apply(file));
        } catch (IOException | UncheckedIOException e) {
            throw new UserError(file + ": the log cannot be written: " + e.getMessage(), e);
        }
        handler.setLevel(Level.INFO);
        handler.setErrorManager(new Silent());
        root.addHandler(handler);
    }

    @Override
    public void close() {
        try {
            if (printed.isPresent()) {
                printed.get().close();
            }
        } catch (IOException e) {
            root.log(Level.WARNING, "what libraries print still goes to this file", e);
        }
        root.removeHandler(handler);
        handler.close();
    }

    /** A log that cannot be written, as on a full disk, is no reason to print stack traces on the terminal. */
    private static final class Silent extends ErrorManager {
        @Override
        public synchronized void error(String message, Exception exception, int code) {
            // Whatever fills the disk is told by what cannot be saved.
        }
    }

    /** Nothing that is logged looks like another entry. */
    private static final class OneEntry extends SimpleFormatter {
        @Override
        public String formatMessage(LogRecord entry) {
            return Printable.page(String.valueOf(super.formatMessage(entry))).replace("\n", "\n  ");
        }
    }

    /** A log that is of use after a crash must be written at once. */
    private static final class Flushing extends StreamHandler {
        Flushing(OutputStream out) {
            super(out, new OneEntry());
        }

        @Override
        public synchronized void publish(LogRecord entry) {
            super.publish(entry);
            flush();
        }
    }
}
