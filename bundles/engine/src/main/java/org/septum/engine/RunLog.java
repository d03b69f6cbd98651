// SPDX-License-Identifier: Apache-2.0
package org.septum.engine;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.logging.ErrorManager;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;
import java.util.logging.StreamHandler;
import org.septum.api.UserError;

/** Sends everything that is logged while a run is going, the libraries' messages included, to its log.txt. */
final class RunLog implements AutoCloseable {

    private final StreamHandler handler;
    private final Logger root = Logger.getLogger("");

    RunLog(Path file) {
        try {
            OutputStream out = Files.newOutputStream(file, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
            handler = new Flushing(out);
        } catch (IOException e) {
            throw new UserError(file + ": the log cannot be written: " + e.getMessage(), e);
        }
        handler.setLevel(Level.INFO);
        handler.setErrorManager(new Silent());
        root.addHandler(handler);
    }

    @Override
    public void close() {
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

    /** A log that is of use after a crash must be written at once. */
    private static final class Flushing extends StreamHandler {
        Flushing(OutputStream out) {
            super(out, new SimpleFormatter());
        }

        @Override
        public synchronized void publish(LogRecord entry) {
            super.publish(entry);
            flush();
        }
    }
}
