// SPDX-License-Identifier: Apache-2.0
package org.septum.api.training;

import java.util.Map;
import java.util.Optional;

/** Decides whether a run ends before its last planned epoch. */
public interface StoppingRule extends ScoreWatcher {

    /**
     * Asked once after each epoch.
     *
     * @return why the run is to end after it; empty to go on
     * @throws org.septum.api.UserError if it watches a value that the run does not measure; the message lists those it does
     */
    Optional<String> reasonToStop(EpochReport epoch);

    /** What it must remember when a run is resumed. */
    Map<String, Double> state();

    /** Takes back what {@link #state} gave. */
    void restore(Map<String, Double> state);
}
