// SPDX-License-Identifier: Apache-2.0
package org.septum.api.run;

import java.nio.file.Path;
import org.osgi.annotation.versioning.ProviderType;
import org.septum.api.experiment.Experiment;

/** Trains, validates, tests and records experiments. */
@ProviderType
public interface Runner {

    /**
     * How a run ended.
     *
     * @param directory the run directory
     * @param interrupted true if it was stopped by the user and can be resumed
     */
    record Outcome(Path directory, boolean interrupted) {}

    /**
     * Checks everything that can be checked before training: the data, the splits, the shapes of the whole graph.
     *
     * @return a few lines on what would be run
     * @throws org.septum.api.UserError if the experiment cannot be run
     */
    String check(Experiment experiment);

    /**
     * Runs an experiment.
     *
     * @param runs the folder of all runs
     * @param overwrite whether a finished run of the same experiment is replaced
     * @throws org.septum.api.UserError if the data are wrong, or such a run is already there
     * @throws org.septum.api.RunFailure if training cannot go on
     */
    Outcome run(Experiment experiment, Path runs, boolean overwrite);

    /**
     * Goes on with an interrupted run.
     *
     * @throws org.septum.api.UserError if there is nothing to resume
     */
    Outcome resume(Path run);
}
