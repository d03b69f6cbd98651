// SPDX-License-Identifier: Apache-2.0
package org.septum.executors;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.septum.api.WiringError;
import org.septum.api.ablation.Executor.Task;

/**
 * A task's process on this machine. Its standard input is a pipe into which nobody writes: the process takes its end for a
 * request to save and stop, and so it does not outlive this one, however this one ends.
 */
final class LocalTraining {

    private static final System.Logger LOG = System.getLogger(LocalTraining.class.getName());

    /** Tells Septum's launcher to stop at the end of its input. */
    private static final String ENDS_WITH = "SEPTUM_ENDS_WITH";

    /** A training gives itself two minutes to save its state. */
    private static final long PATIENCE_SECONDS = 150;

    private final Process process;
    private final LogEnd log;
    private String said = "";

    private LocalTraining(Process process, LogEnd log) {
        this.process = process;
        this.log = log;
    }

    /**
     * Starts the process.
     *
     * @param threads its share of the cores
     */
    static LocalTraining start(Path program, Task task, int threads) {
        List<String> command = new ArrayList<>(List.of(program.toString()));
        command.addAll(task.arguments());
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(Redirect.appendTo(task.log().toFile()));
        Map<String, String> environment = builder.environment();
        environment.put(ENDS_WITH, "input");
        environment.put("OMP_NUM_THREADS", Integer.toString(threads));
        // runtime.threads: auto means all processors that the JVM counts.
        environment.merge(
                "SEPTUM_JAVA_OPTS", "-XX:ActiveProcessorCount=" + threads, (given, ours) -> ours + " " + given);
        try {
            Files.createDirectories(task.log().toAbsolutePath().getParent());
            LogEnd log = LogEnd.from(task.log());
            return new LocalTraining(builder.start(), log);
        } catch (IOException e) {
            throw new WiringError("the executor local cannot start " + program + ": " + e.getMessage(), e);
        }
    }

    boolean isAlive() {
        return process.isAlive();
    }

    /** What it has said since the last call; empty if nothing. */
    Optional<String> news() {
        String line = log.lastLine();
        if (line.equals(said)) {
            return Optional.empty();
        }
        said = line;
        return Optional.of(line);
    }

    /** How it ended. */
    ExitCode exit() {
        return new ExitCode(process.exitValue());
    }

    LogEnd log() {
        return log;
    }

    /** Asks it to save its state and stop; to ask twice does no harm. */
    void stop() {
        try {
            process.getOutputStream().close();
        } catch (IOException e) {
            LOG.log(Level.DEBUG, "the end of a training's input", e);
        }
        // Where this would end the process at once, the end of its input must do.
        if (process.supportsNormalTermination()) {
            process.destroy();
        }
    }

    /** Sees it end, after it was asked to; one that does not is killed. */
    void awaitEnd() {
        try {
            if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
