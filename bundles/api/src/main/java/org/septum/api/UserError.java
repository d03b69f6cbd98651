// SPDX-License-Identifier: Apache-2.0
package org.septum.api;

/**
 * The user's input is wrong. The message says where, what was found, what is allowed and what to do; the commands print
 * it without a stack trace and exit with 2.
 */
public class UserError extends RuntimeException {

    private static final long serialVersionUID = 1;

    public UserError(String message) {
        super(message);
    }

    public UserError(Location location, String message) {
        super(location + ": " + message);
    }

    public UserError(String message, Throwable cause) {
        super(message, cause);
    }
}
