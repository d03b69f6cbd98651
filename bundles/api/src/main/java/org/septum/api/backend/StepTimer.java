// SPDX-License-Identifier: Apache-2.0
package org.septum.api.backend;

/** Told how long each operation of a program took. */
@FunctionalInterface
public interface StepTimer {

    /**
     * @param index the operation's index in {@link Program#operations}, or the call's in the plan where that is empty
     */
    void finished(int index, long nanoseconds);
}
