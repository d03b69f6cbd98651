// SPDX-License-Identifier: Apache-2.0
package org.septum.cli.terminal;

import java.io.Console;
import java.util.OptionalInt;
import org.septum.cli.machine.ExternalProgram;

/** The terminal that the output goes to. */
public final class Terminal {

    private static final int USUAL_COLUMNS = 80;

    private Terminal() {}

    /** Its width; empty if the output goes to a file or another program. */
    public static OptionalInt columns() {
        if (!isAttached()) {
            return OptionalInt.empty();
        }
        String given = System.getenv("COLUMNS");
        if (given != null && given.matches("[1-9]\\d{1,3}")) {
            return OptionalInt.of(Integer.parseInt(given));
        }
        // 'rows columns'; stty asks the terminal at its standard input, which is this JVM's.
        String size = ExternalProgram.atTerminal("stty", "size").output().strip();
        return OptionalInt.of(
                size.matches("\\d+ [1-9]\\d{1,3}")
                        ? Integer.parseInt(size.substring(size.indexOf(' ') + 1))
                        : USUAL_COLUMNS);
    }

    private static boolean isAttached() {
        Console console = System.console();
        if (console == null) {
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
}
