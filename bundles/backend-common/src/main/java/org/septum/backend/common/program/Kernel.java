// SPDX-License-Identifier: Apache-2.0
package org.septum.backend.common.program;

/** Something that a program executes, bound to its memory; running it allocates nothing outside Java's heap. */
@FunctionalInterface
public interface Kernel {

    /**
     * @param step the number of the training step, counted from 1
     */
    void run(long step);

    /** Takes note of where its memory lies, if that may move; called before the first run, and again when it has moved. */
    default void bind() {}
}
