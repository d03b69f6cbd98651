// SPDX-License-Identifier: Apache-2.0
package org.septum.backend.onednn.compile;

/** Something that a program executes, bound to its memory. */
public interface Kernel {

    /**
     * @param step the number of the training step
     */
    void run(long step);

    /** Takes note of where its memory lies; called before the first run, and again when it has moved. */
    default void bind() {}
}
