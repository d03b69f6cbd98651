// SPDX-License-Identifier: Apache-2.0
package org.septum.launcher.output;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.function.BooleanSupplier;
import java.util.logging.ConsoleHandler;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogManager;
import java.util.logging.Logger;

/**
 * Everything logs through java.util.logging: System.Logger by itself, ND4J through slf4j-jdk14, Felix through this class.
 * What is logged goes to the standard error, once that leads to a log, and not before; a run attaches a handler of its own.
 */
public final class Logging extends org.apache.felix.framework.Logger {

    private static final Logger FELIX = Logger.getLogger("org.apache.felix.framework");

    /** Starts java.util.logging without the handler that prints to the terminal. */
    public static void keepOffTheTerminal() {
        if (System.getProperty("java.util.logging.config.file") != null) {
            return;
        }
        try {
            LogManager.getLogManager()
                    .readConfiguration(new ByteArrayInputStream(".level=INFO\n".getBytes(StandardCharsets.ISO_8859_1)));
        } catch (IOException e) {
            throw new AssertionError("reading from memory", e);
        }
    }

    /** Shows on {@code System.err} what is logged while the condition holds. */
    static void toStandardError(BooleanSupplier condition) {
        Handler handler = new ConsoleHandler();
        handler.setFilter(entry -> condition.getAsBoolean());
        Logger.getLogger("").addHandler(handler);
    }

    @Override
    protected void doLog(int level, String message, Throwable cause) {
        FELIX.log(level == LOG_ERROR ? Level.WARNING : level == LOG_WARNING ? Level.INFO : Level.FINE, message, cause);
    }
}
