// SPDX-License-Identifier: Apache-2.0
package org.septum.api;

import java.util.List;

/**
 * The user's input is wrong. The message says where, what was found, what is allowed and what to do; the commands print
 * it without a stack trace and exit with 2.
 */
public class UserError extends RuntimeException {

    private static final long serialVersionUID = 1;

    private final transient List<String> problems;

    public UserError(String message) {
        this(message, List.of(String.valueOf(message)));
    }

    /**
     * Several things are wrong.
     *
     * @param message tells of some and counts the rest
     * @param problems all of them, each on its own
     */
    public UserError(String message, List<String> problems) {
        super(message);
        this.problems = List.copyOf(problems);
    }

    public UserError(Location location, String message) {
        this(location + ": " + message);
    }

    public UserError(String message, Throwable cause) {
        super(message, cause);
        problems = List.of(String.valueOf(message));
    }

    /** Everything that is wrong, each on its own; mostly the message alone. */
    public List<String> problems() {
        return problems;
    }
}
