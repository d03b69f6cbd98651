// SPDX-License-Identifier: Apache-2.0
package org.septum.backend.nd4j.memory;

/** One call of a plan, ready to run: its arrays are bound, and running it allocates nothing. */
@FunctionalInterface
public interface Kernel {

    /**
     * @param step the number of the training step, counted from 1
     */
    void run(long step);
}
