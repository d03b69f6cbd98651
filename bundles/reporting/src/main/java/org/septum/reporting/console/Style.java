// SPDX-License-Identifier: Apache-2.0
package org.septum.reporting.console;

import java.util.Map;
import org.septum.common.text.TerminalCode;

/** Sets text apart on a terminal, or leaves it alone. */
record Style(boolean colour) {

    /** Whether colours are, after the convention of the variable NO_COLOR. */
    static boolean isWelcome() {
        Map<String, String> environment = System.getenv();
        return environment.getOrDefault("NO_COLOR", "").isEmpty()
                && (environment.containsKey("TERM") || environment.containsKey("WT_SESSION"));
    }

    String bold(String text) {
        return wrap(1, text);
    }

    String good(String text) {
        return wrap(32, text);
    }

    String bad(String text) {
        return wrap(31, text);
    }

    String faint(String text) {
        return wrap(2, text);
    }

    private String wrap(int code, String text) {
        return colour ? TerminalCode.styled(code, text) : text;
    }
}
