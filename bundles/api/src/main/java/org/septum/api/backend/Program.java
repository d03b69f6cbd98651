// SPDX-License-Identifier: Apache-2.0
package org.septum.api.backend;

import java.util.List;

/** A compiled plan. */
public interface Program {

    /** Writes an input, in reference order (batch, channel, height, width). */
    void write(String input, float[] values);

    /**
     * Runs all calls.
     *
     * @param step the number of the training step, counted from 1; dropout depends on it. 0 in evaluation
     */
    default void run(long step) {
        run(step, null);
    }

    /**
     * Runs all calls and tells the time of each operation.
     *
     * @param timer told after each of {@link #operations}, or after each call of the plan where there are none; null for
     *     no timer
     */
    void run(long step, StepTimer timer);

    /** Copies an output, in reference order. */
    void read(String output, float[] into);

    /** A scalar output. */
    default float scalar(String output) {
        float[] value = new float[1];
        read(output, value);
        return value[0];
    }

    /**
     * What is executed, in order, where a backend joins, splits or adds to the plan's calls; empty where it executes them as
     * they are.
     */
    default List<Operation> operations() {
        return List.of();
    }
}
