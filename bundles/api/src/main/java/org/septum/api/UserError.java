// SPDX-License-Identifier: Apache-2.0
package org.septum.api;

import java.util.List;

/**
 * The user's input is wrong. The message says where, what was found, what is allowed and what to do; the commands print
 * it without a stack trace and exit with 2. It may have further lines, indented by two spaces; what else ends a line came from
 * a name or a file, and is shown as its number.
 */
public class UserError extends RuntimeException {

    private static final long serialVersionUID = 1;

    private final transient List<String> problems;

    public UserError(String message) {
        this(message, (Throwable) null);
    }

    /**
     * Several things are wrong.
     *
     * @param message tells of some, each as among the problems, and counts the rest
     * @param problems all of them, each on its own
     */
    public UserError(String message, List<String> problems) {
        super(printable(message, problems));
        this.problems = problems.stream().map(Printable::message).toList();
    }

    private static String printable(String message, List<String> problems) {
        String printable = message;
        for (String problem : problems) {
            printable = printable.replace(problem, Printable.message(problem));
        }
        return printable;
    }

    public UserError(Location location, String message) {
        this(location + ": " + message);
    }

    public UserError(String message, Throwable cause) {
        super(Printable.message(String.valueOf(message)), cause);
        problems = List.of(getMessage());
    }

    /** Everything that is wrong, each on its own; mostly the message alone. */
    public List<String> problems() {
        return problems;
    }
}
