// SPDX-License-Identifier: Apache-2.0
package org.septum.cli;

/** What the commands return to the shell. */
final class ExitCode {

    static final int DONE = 0;
    /** The user's input is wrong. */
    static final int INPUT = 2;
    /** A bundle, service, library or device is missing. */
    static final int WIRING = 3;
    /** The run failed. */
    static final int FAILED = 4;
    /** The start script is to start again with the CUDA class path. */
    static final int RESTART_WITH_CUDA = 75;
    /** The user interrupted; the run can be resumed. */
    static final int INTERRUPTED = 130;

    private ExitCode() {}
}
