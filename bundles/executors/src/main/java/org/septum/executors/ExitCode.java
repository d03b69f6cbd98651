// SPDX-License-Identifier: Apache-2.0
package org.septum.executors;

import org.septum.api.ablation.TaskState;

/** What a command's exit code means. */
record ExitCode(int code) {

    /** A shell's code, and Java's, for a process that a signal ended is this and the signal's number. */
    private static final int SIGNAL = 128;

    private static final int MOST_SIGNALS = 64;

    private static final int HANGUP = 1;
    private static final int INTERRUPT = 2;
    private static final int ABORT = 6;
    private static final int KILL = 9;
    private static final int SEGMENTATION = 11;
    private static final int TERMINATE = 15;

    TaskState state() {
        if (code == 0) {
            return TaskState.FINISHED;
        }
        return switch (signal()) {
            // Septum saves its state then and ends with these codes.
            case HANGUP, INTERRUPT, TERMINATE -> TaskState.INTERRUPTED;
            default -> TaskState.FAILED;
        };
    }

    /** The signal that ended the process; 0 if none did. */
    private int signal() {
        return code > SIGNAL && code <= SIGNAL + MOST_SIGNALS ? code - SIGNAL : 0;
    }

    /** For a failure, what happened or what the command said of it, and where the rest is. */
    String detail(LogEnd log) {
        if (state() != TaskState.FAILED) {
            return "";
        }
        if (signal() == 0) {
            return "exit code " + code + ": " + log.reason() + " (" + log.file() + ")";
        }
        String last = log.lastLine();
        return killed() + (last.isEmpty() ? "" : "; its last line was: " + last) + " (" + log.file()
                + "); the same command goes on where it stopped";
    }

    private String killed() {
        String what = "was killed by signal " + signal() + name();
        return switch (signal()) {
            case KILL ->
                what
                        + ", most likely for want of memory (a smaller data.batch-size, or fewer processes at once, need less)";
            case ABORT, SEGMENTATION, 4, 7, 8 -> what + ": Java itself crashed, and left a file hs_err_pid*.log";
            default -> what;
        };
    }

    private String name() {
        return switch (signal()) {
            case 3 -> " (SIGQUIT)";
            case 4 -> " (SIGILL)";
            case ABORT -> " (SIGABRT)";
            case 7 -> " (SIGBUS)";
            case 8 -> " (SIGFPE)";
            case KILL -> " (SIGKILL)";
            case SEGMENTATION -> " (SIGSEGV)";
            case 13 -> " (SIGPIPE)";
            case 24 -> " (SIGXCPU)";
            case 25 -> " (SIGXFSZ)";
            default -> "";
        };
    }
}
