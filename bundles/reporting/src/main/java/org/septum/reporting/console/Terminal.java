// SPDX-License-Identifier: Apache-2.0
package org.septum.reporting.console;

import java.io.Console;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** What the standard output is connected to. */
final class Terminal {

    private static final int USUAL_COLUMNS = 80;

    private Terminal() {}

    /** Whether someone watches: standard input and output are a terminal that can move the cursor back. */
    static boolean isAttached() {
        Console console = System.console();
        if (console == null || "dumb".equals(System.getenv("TERM"))) {
            return false;
        }
        try {
            // From Java 22 on there is a console even without a terminal, and a method that tells them apart.
            return (Boolean) Console.class.getMethod("isTerminal").invoke(console);
        } catch (NoSuchMethodException e) {
            return true;
        } catch (ReflectiveOperationException e) {
            return false;
        }
    }

    /** Whether colours are welcome, after the convention of the variable NO_COLOR. */
    static boolean wantsColour() {
        Map<String, String> environment = System.getenv();
        return environment.getOrDefault("NO_COLOR", "").isEmpty()
                && (environment.containsKey("TERM") || environment.containsKey("WT_SESSION"));
    }

    /** Whether box-drawing characters can be printed. */
    static boolean drawsLines() {
        String name = System.getProperty("stdout.encoding", System.getProperty("sun.stdout.encoding"));
        Charset charset = name != null && Charset.isSupported(name) ? Charset.forName(name) : Charset.defaultCharset();
        return charset.newEncoder().canEncode(ProgressBar.DONE + ProgressBar.LEFT);
    }

    /** The terminal's width; the usual 80 where it cannot be found out. */
    static int columns() {
        String given = System.getenv("COLUMNS");
        if (given != null && given.matches("[1-9]\\d{1,3}")) {
            return Integer.parseInt(given);
        }
        try {
            Process stty = new ProcessBuilder("stty", "size")
                    .redirectInput(Redirect.INHERIT)
                    .redirectError(Redirect.DISCARD)
                    .start();
            String size = new String(stty.getInputStream().readAllBytes(), StandardCharsets.US_ASCII).strip();
            stty.waitFor(1, TimeUnit.SECONDS);
            return size.matches("\\d+ [1-9]\\d{1,3}") ? Integer.parseInt(size.split(" ")[1]) : USUAL_COLUMNS;
        } catch (IOException e) {
            return USUAL_COLUMNS;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return USUAL_COLUMNS;
        }
    }
}
