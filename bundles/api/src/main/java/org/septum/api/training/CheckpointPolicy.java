// SPDX-License-Identifier: Apache-2.0
package org.septum.api.training;

import java.util.Map;

/** Decides after which epochs or steps a checkpoint is written, and where. */
public interface CheckpointPolicy extends ScoreWatcher {

    /**
     * The checkpoint's file name without extension; a new checkpoint replaces the old one. A policy that keeps several files
     * begins their names with this one. Unique among a run's policies, whatever the case of its letters.
     */
    String fileName();

    /** Whether this policy's checkpoint is the one to test in the end, rather than the state after the last epoch. */
    boolean selectsModel();

    /**
     * Decides after an epoch; it is asked once after each.
     *
     * @throws org.septum.api.UserError if it watches a value that the run does not measure; the message lists those it does
     */
    CheckpointDecision after(EpochReport epoch);

    /** The name of the file that it writes after an epoch, if it writes one. */
    default String fileAfter(int epoch) {
        return fileName();
    }

    /**
     * Decides after a step, amid an epoch or before the validation at its end. Most policies wait for the epoch's end.
     *
     * @param step the number of steps done in the whole run
     */
    default CheckpointDecision afterStep(long step) {
        return CheckpointDecision.nothing(this, "it waits for the epoch's end");
    }

    /** The file to test in the end, for a policy that selects the model. */
    default String selected() {
        return fileName();
    }

    /** What it must remember when a run is resumed. */
    Map<String, Double> state();

    /** Takes back what {@link #state} gave. */
    void restore(Map<String, Double> state);
}
