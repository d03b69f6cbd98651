// SPDX-License-Identifier: Apache-2.0
package org.septum.launcher.machine;

/** The application cannot start; the message is for the user. */
public final class StartFailure extends Exception {

    private static final long serialVersionUID = 1;

    private final int exitCode;

    private StartFailure(int exitCode, String message) {
        super(message);
        this.exitCode = exitCode;
    }

    /** The user's input is wrong. */
    public static StartFailure input(String message) {
        return new StartFailure(2, message);
    }

    /** Something that Septum needs is missing. */
    public static StartFailure wiring(String message) {
        return new StartFailure(3, message);
    }

    public int exitCode() {
        return exitCode;
    }
}
