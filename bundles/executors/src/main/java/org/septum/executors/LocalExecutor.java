// SPDX-License-Identifier: Apache-2.0
package org.septum.executors;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import org.septum.api.UserError;
import org.septum.api.ablation.Executor;
import org.septum.api.ablation.TaskState;

/**
 * Starts a process for each task, so many at once, and gives each its share of the cores. None is left behind: they end with
 * {@link #execute}, whatever ends that, and with this process.
 *
 * @param processes how many run at once
 * @param cores of the machine
 */
record LocalExecutor(int processes, int cores) implements Executor {

    private static final long PAUSE_MILLISECONDS = 200;

    @Override
    public void execute(Batch batch, Listener listener, BooleanSupplier cancelled) {
        if (!batch.options().isEmpty()) {
            throw new UserError("--executor-option " + batch.options().get(0)
                    + ": the executor local is no scheduler and takes no further options; leave it out");
        }
        Map<Task, LocalTraining> running = new LinkedHashMap<>();
        try {
            execute(batch, listener, cancelled, running);
        } finally {
            // There are any only if something was thrown, by the listener for example whose ledger's disk is full.
            running.values().forEach(LocalTraining::stop);
            running.values().forEach(LocalTraining::awaitEnd);
        }
    }

    private void execute(Batch batch, Listener listener, BooleanSupplier cancelled, Map<Task, LocalTraining> running) {
        Deque<Task> waiting = new ArrayDeque<>(batch.tasks());
        boolean failed = false;
        boolean stopping = false;
        while (!running.isEmpty() || !waiting.isEmpty() && !stopping && !(failed && !batch.keepGoing())) {
            if (!stopping && cancelled.getAsBoolean()) {
                stopping = true;
                // A terminal's Ctrl-C has reached them already.
                running.values().forEach(LocalTraining::stop);
            }
            while (!stopping && !waiting.isEmpty() && running.size() < processes && (batch.keepGoing() || !failed)) {
                Task task = waiting.remove();
                running.put(task, LocalTraining.start(batch.program(), task, Math.max(1, cores / processes)));
                listener.changed(task, TaskState.RUNNING, "");
            }
            stopping |= !paused();
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
    private static boolean look(Task task, Map<Task, LocalTraining> running, Listener listener) {
        LocalTraining training = running.get(task);
        if (training.isAlive()) {
            training.news().ifPresent(line -> listener.said(task, line));
            return true;
        }
        running.remove(task);
        ExitCode code = training.exit();
        listener.changed(task, code.state(), code.detail(training.log()));
        return code.state() != TaskState.FAILED;
    }

    /** Waits a little; false if this thread is to end. */
    private static boolean paused() {
        try {
            Thread.sleep(PAUSE_MILLISECONDS);
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
