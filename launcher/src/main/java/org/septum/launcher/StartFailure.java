// SPDX-License-Identifier: Apache-2.0
package org.septum.launcher;

/** The application cannot start; the message is for the user. */
final class StartFailure extends Exception {

    private static final long serialVersionUID = 1;

    private final int exitCode;

    private StartFailure(int exitCode, String message) {
        super(message);
        this.exitCode = exitCode;
    }

    /** The user's input is wrong. */
    static StartFailure input(String message) {
        return new StartFailure(2, message);
    }

    /** Something that Septum needs is missing. */
    static StartFailure wiring(String message) {
        return new StartFailure(3, message);
    }

    int exitCode() {
        return exitCode;
    }
}
