// SPDX-License-Identifier: Apache-2.0
package org.septum.services.data;

import org.osgi.annotation.versioning.ProviderType;
import org.septum.api.experiment.Experiment;

/** Looks at an experiment's data; no network is made. */
@ProviderType
public interface DataInspector {

    /** Told how many samples have been loaded, from one thread at a time. */
    @FunctionalInterface
    interface Progress {
        void loaded(int samples, int all);
    }

    /**
     * Loads every sample once. What is wrong with a sample or with the split becomes part of the result.
     *
     * @throws org.septum.api.UserError if a component cannot be made from its options
     */
    DataSurvey survey(Experiment experiment, Progress progress);

    /**
     * Shows what the network is trained with: for some training samples, drawn by the experiment's seed from those with
     * any foreground, the slice on the network's grid, and as augmented in the first epochs.
     *
     * @param samples how many; fewer if the training part has fewer
     * @param epochs how many
     * @throws org.septum.api.UserError if the data are wrong
     */
    ContactSheet preview(Experiment experiment, int samples, int epochs);

    /**
     * Loads every sample once and measures what an experiment's sizes hang on: of the training part where the split holds
     * others back, else of all. Nothing is kept of a sample but what the result has.
     *
     * @throws org.septum.api.UserError if a sample cannot be read, or the split cannot divide the data
     */
    Fingerprint fingerprint(Experiment experiment, Progress progress);
}
