// SPDX-License-Identifier: Apache-2.0
package org.septum.cli.machine;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** Runs small programs that tell about the machine. */
public final class ExternalProgram {

    private static final Duration USUAL_LIMIT = Duration.ofSeconds(2);

    /** How it went. */
    enum State {
        ENDED,
        NOT_FOUND,
        TOO_SLOW
    }

    /**
     * What came out.
     *
     * @param exitCode 0 for success; -1 unless the program ended
     * @param output standard output and error together
     */
    public record Result(State state, int exitCode, String output) {

        boolean succeeded() {
            return state == State.ENDED && exitCode == 0;
        }
    }

    private ExternalProgram() {}

    static Result run(String... command) {
        return run(USUAL_LIMIT, command);
    }

    /**
     * Runs a program that writes no more than a pipe holds.
     *
     * @param limit after which it is ended
     */
    static Result run(Duration limit, String... command) {
        Process process;
        try {
            process = new ProcessBuilder(command).redirectErrorStream(true).start();
        } catch (IOException e) {
            return new Result(State.NOT_FOUND, -1, "");
        }
        try {
            if (!process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS)) {
                return new Result(State.TOO_SLOW, -1, "");
            }
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            return new Result(State.ENDED, process.exitValue(), output);
        } catch (IOException e) {
            return new Result(State.ENDED, process.exitValue(), "");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new Result(State.TOO_SLOW, -1, "");
        } finally {
            process.destroyForcibly();
        }
    }
}
