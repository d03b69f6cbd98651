// SPDX-License-Identifier: Apache-2.0
package org.septum.api.backend;

/** Told how long each step of a plan took. */
@FunctionalInterface
public interface StepTimer {

    /**
     * @param index the step's index in the plan
     */
    void finished(int index, long nanoseconds);
}
