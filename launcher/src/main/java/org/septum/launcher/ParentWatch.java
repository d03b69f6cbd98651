// SPDX-License-Identifier: Apache-2.0
package org.septum.launcher;

import java.io.IOException;
import java.io.InputStream;

/**
 * Ends this process as Ctrl-C would when the one that started it has gone, killed or not. A parent says with the environment
 * variable {@code SEPTUM_ENDS_WITH} that it wants this: {@code input} if it holds a pipe to this process's standard input, or
 * its process number.
 */
final class ParentWatch {

    static final String VARIABLE = "SEPTUM_ENDS_WITH";

    private static final int INTERRUPTED = 130;

    private ParentWatch() {}

    /** Begins to watch, if the parent wants it. */
    static void begin() {
        String parent = System.getenv(VARIABLE);
        if (parent != null) {
            Thread watch = new Thread(() -> endWith(parent), "septum-parent-watch");
            watch.setDaemon(true);
            watch.start();
        }
    }

    private static void endWith(String parent) {
        try {
            if (parent.equals("input")) {
                awaitEnd(System.in);
            } else {
                ProcessHandle.of(Long.parseLong(parent))
                        .ifPresent(process -> process.onExit().join());
            }
        } catch (NumberFormatException e) {
            // Somebody else's value; nobody asked.
            return;
        }
        // Whoever has work to save does it in a shutdown hook.
        System.exit(INTERRUPTED);
    }

    private static void awaitEnd(InputStream input) {
        try {
            while (input.read() >= 0) {
                // What is written there means nothing.
            }
        } catch (IOException e) {
            // An input that cannot be read has ended.
            return;
        }
    }
}
