// SPDX-License-Identifier: Apache-2.0
package org.septum.api.training;

import java.util.List;
import java.util.Map;
import java.util.Optional;

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
     * Asked once after each epoch.
     *
     * @throws org.septum.api.UserError if it watches a value that the run does not measure; the message lists those it does
     */
    boolean saveAfter(EpochReport epoch);

    /** The name of the file to be written, asked after {@link #saveAfter} has said yes. */
    default String fileAfter(EpochReport epoch) {
        return fileName();
    }

    /**
     * The name of the file to be written after a step, amid an epoch or before the validation at its end. Most policies wait
     * for the epoch's end.
     *
     * @param step the number of steps done in the whole run
     * @return empty for no file
     */
    default Optional<String> fileAfterStep(long step) {
        return Optional.empty();
    }

    /** Files that the last decision has made superfluous; they are deleted once the new one is complete. */
    default List<String> superfluous() {
        return List.of();
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
