// SPDX-License-Identifier: Apache-2.0
package org.septum.executors;

import java.nio.file.Path;
import org.septum.api.ablation.TaskState;

/** What a command's exit code means. */
record ExitCode(int code) {

    private static final int INTERRUPTED = 130;
    /** A shell's code for a process that SIGTERM ended; Septum saves its state then, as after Ctrl-C. */
    private static final int TERMINATED = 143;

    TaskState state() {
        return switch (code) {
            case 0 -> TaskState.FINISHED;
            case INTERRUPTED, TERMINATED -> TaskState.INTERRUPTED;
            default -> TaskState.FAILED;
        };
    }

    /** For a failure, what the command said last, and where the rest is. */
    String detail(Path log) {
        return state() == TaskState.FAILED ? "exit code " + code + ": " + LastLine.of(log) + " (" + log + ")" : "";
    }
}
