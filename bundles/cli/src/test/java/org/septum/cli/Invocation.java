// SPDX-License-Identifier: Apache-2.0
package org.septum.cli;

import java.io.PrintWriter;
import java.io.StringWriter;

/**
 * What a command line came to.
 *
 * @param code the exit code
 * @param out what it printed as its result
 * @param err its messages
 */
public record Invocation(int code, String out, String err) {

    public static Invocation of(Septum septum, String... arguments) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        int code = septum.execute(new PrintWriter(out), new PrintWriter(err), arguments);
        return new Invocation(code, lines(out), lines(err));
    }

    private static String lines(StringWriter text) {
        return text.toString().replace(System.lineSeparator(), "\n");
    }
}
