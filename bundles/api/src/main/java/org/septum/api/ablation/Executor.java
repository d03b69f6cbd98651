// SPDX-License-Identifier: Apache-2.0
package org.septum.api.ablation;

import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.function.BooleanSupplier;

/** Carries out Septum commands somewhere: on this machine, or by a cluster's scheduler. */
public interface Executor {

    /**
     * A command.
     *
     * @param name unique in its batch, made of letters, digits and {@code . _ = , + -}
     * @param arguments of Septum's start script
     * @param log where what the command prints is written
     */
    record Task(String name, List<String> arguments, Path log) {}

    /**
     * What to carry out.
     *
     * @param name of the ablation
     * @param folder where scripts and records may be kept
     * @param program Septum's start script
     * @param tasks in the order in which they are begun; they do not depend on each other
     * @param keepGoing whether the others are begun although one has failed
     * @param options further ones of the scheduler, as the user has given them on the command line: no file can hold them,
     *     for they may name programs that it starts
     * @param environment names the variables that the tasks read, which a scheduler may not hand on by itself
     */
    record Batch(
            String name,
            Path folder,
            Path program,
            List<Task> tasks,
            boolean keepGoing,
            List<String> options,
            Set<String> environment) {}

    /** Is told how tasks stand, from the thread that called {@link #execute}. */
    interface Listener {

        /**
         * A task's state has changed.
         *
         * @param detail the reason of a failure, a job's number, or nothing
         */
        void changed(Task task, TaskState state, String detail);

        /** A running task has said something, for a display of progress. */
        void said(Task task, String line);
    }

    /**
     * Carries out all tasks and returns when each has come to an end, or has been handed over to somebody else and stays
     * {@link TaskState#WAITING}. A task that ends with 130 was interrupted, and with any other code than 0 has failed.
     *
     * @param cancelled asked again and again; once it says yes, running tasks are stopped and waited for
     * @throws org.septum.api.UserError if the batch has options that the executor does not know; then nothing is begun
     * @throws org.septum.api.WiringError if what the executor needs is not there
     */
    void execute(Batch batch, Listener listener, BooleanSupplier cancelled);
}
