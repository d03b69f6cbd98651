// SPDX-License-Identifier: Apache-2.0
package org.septum.api.training;

import java.util.Map;
import org.septum.api.report.EpochReport;

/** Decides after which epochs a checkpoint is written, and where. */
public interface CheckpointPolicy {

    /** The checkpoint's file name without extension; a new checkpoint replaces the old one. */
    String fileName();

    /** Whether this policy's checkpoint is the one to test in the end, rather than the state after the last epoch. */
    boolean selectsModel();

    /**
     * Asked once after each epoch.
     *
     * @throws org.septum.api.UserError if it watches a value that the run does not measure; the message lists those it does
     */
    boolean saveAfter(EpochReport epoch);

    /** What it must remember when a run is resumed. */
    Map<String, Double> state();

    /** Takes back what {@link #state} gave. */
    void restore(Map<String, Double> state);
}
