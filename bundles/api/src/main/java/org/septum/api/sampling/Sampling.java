// SPDX-License-Identifier: Apache-2.0
package org.septum.api.sampling;

import java.util.List;

/**
 * Chooses which training samples the steps of an epoch see. What it chooses depends on its arguments alone: an epoch that is
 * asked for again, as by a run that goes on, is the same.
 */
public interface Sampling {

    /**
     * Chooses the samples of one epoch.
     *
     * @return as many as asked for, in the order of their use: the first batch takes the first of them, and so on. A sample may
     *     be among them several times; its augmentations are drawn anew each time
     */
    List<Draw> draw(TrainingSet set, EpochRequest epoch);

    /**
     * Looks, before any sample is read, at labels that its options name; by default it names none.
     *
     * @param labels of the dataset, the background first
     * @throws org.septum.api.UserError if one is not among them
     */
    default void requireLabels(List<String> labels) {}
}
