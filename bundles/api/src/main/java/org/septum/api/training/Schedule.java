// SPDX-License-Identifier: Apache-2.0
package org.septum.api.training;

import java.util.Map;

/** How the learning rate changes while a run goes on; an option of the optimizers. */
public interface Schedule extends ScoreWatcher {

    /** By what the optimizer's learning rate is multiplied in a step, 0 or more. */
    double factor(Progress progress);

    /**
     * Told after each epoch.
     *
     * @throws org.septum.api.UserError if it watches a value that the run does not measure; the message lists those it does
     */
    default void epochFinished(EpochReport epoch) {}

    /** What it must remember when a run is resumed. */
    default Map<String, Double> state() {
        return Map.of();
    }

    /** Takes back what {@link #state} gave. */
    default void restore(Map<String, Double> state) {}
}
