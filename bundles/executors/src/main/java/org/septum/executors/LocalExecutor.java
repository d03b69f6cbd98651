// SPDX-License-Identifier: Apache-2.0
package org.septum.executors;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import org.septum.api.WiringError;
import org.septum.api.ablation.Executor;
import org.septum.api.ablation.TaskState;

/** Starts a process for each task, so many at once, and gives each its share of the cores. */
final class LocalExecutor implements Executor {

    private static final long PAUSE_MILLISECONDS = 200;

    private final int processes;
    private final int threads;

    /**
     * @param processes how many run at once
     * @param cores of the machine
     */
    LocalExecutor(int processes, int cores) {
        this.processes = processes;
        this.threads = Math.max(1, cores / processes);
    }

    /** A process with what it said last. */
    private static final class Running {
        final Process process;
        String said = "";

        Running(Process process) {
            this.process = process;
        }
    }

    @Override
    public void execute(Batch batch, Listener listener, BooleanSupplier cancelled) {
        Deque<Task> waiting = new ArrayDeque<>(batch.tasks());
        Map<Task, Running> running = new LinkedHashMap<>();
        boolean failed = false;
        boolean stopping = false;
        while (!running.isEmpty() || !waiting.isEmpty() && !stopping && !(failed && !batch.keepGoing())) {
            if (!stopping && cancelled.getAsBoolean()) {
                stopping = true;
                // A terminal's Ctrl-C has reached them already; a second request does no harm.
                running.values().forEach(task -> task.process.destroy());
            }
            while (!stopping && !waiting.isEmpty() && running.size() < processes && (batch.keepGoing() || !failed)) {
                Task task = waiting.remove();
                running.put(task, new Running(start(batch.program(), task)));
                listener.changed(task, TaskState.RUNNING, "");
            }
            pause();
            for (Task task : List.copyOf(running.keySet())) {
                failed |= !look(task, running, listener);
            }
        }
        if (!stopping) {
            waiting.forEach(
                    task -> listener.changed(task, TaskState.SKIPPED, "another training failed; --keep-going goes on"));
        }
    }

    /** Sees how a task is doing; false if it has failed. */
    private static boolean look(Task task, Map<Task, Running> running, Listener listener) {
        Running one = running.get(task);
        if (one.process.isAlive()) {
            String line = LastLine.of(task.log());
            if (!line.equals(one.said)) {
                one.said = line;
                listener.said(task, line);
            }
            return true;
        }
        running.remove(task);
        ExitCode code = new ExitCode(one.process.exitValue());
        listener.changed(task, code.state(), code.detail(task.log()));
        return code.state() != TaskState.FAILED;
    }

    private Process start(Path program, Task task) {
        List<String> command = new ArrayList<>(List.of(program.toString()));
        command.addAll(task.arguments());
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(Redirect.appendTo(task.log().toFile()));
        Map<String, String> environment = builder.environment();
        environment.put("OMP_NUM_THREADS", Integer.toString(threads));
        // runtime.threads: auto means all processors that the JVM counts.
        environment.merge(
                "SEPTUM_JAVA_OPTS", "-XX:ActiveProcessorCount=" + threads, (given, ours) -> ours + " " + given);
        try {
            Files.createDirectories(task.log().toAbsolutePath().getParent());
            Process process = builder.start();
            process.getOutputStream().close();
            return process;
        } catch (IOException e) {
            throw new WiringError("the executor local cannot start " + program + ": " + e.getMessage(), e);
        }
    }

    private static void pause() {
        try {
            Thread.sleep(PAUSE_MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
