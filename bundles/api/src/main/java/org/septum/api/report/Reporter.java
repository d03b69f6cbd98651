// SPDX-License-Identifier: Apache-2.0
package org.septum.api.report;

import java.util.Set;
import org.septum.api.data.Part;
import org.septum.api.training.EpochReport;
import org.septum.api.training.StepReport;

/** Tells about a run. Called from one thread, in order. Files go into the run directory and appear whole or not at all. */
public interface Reporter {

    /** The names of the files in the run's folder that others read, such as the comparison of an ablation; none by default. */
    default Set<String> files() {
        return Set.of();
    }

    /** Called once, before anything is trained, resumed or evaluated. */
    default void started(RunStart start) {}

    /** Called after each training step. */
    default void stepFinished(StepReport step) {}

    /**
     * Called when the state is to be saved from which the run can be resumed: what was told until now must be on the disk
     * before that, for a resumed run does not tell it again. It may tell what comes after again.
     *
     * @return what brings it to the disk; done in another thread before the state is written, while the training goes on and
     *     tells more. What it throws ends the run
     */
    default Runnable stateSaving() {
        return () -> {};
    }

    /** Called before validation and test with the number of batches, and then after each batch. */
    default void evaluating(Part part, int finishedBatches, int batches) {}

    /** Called after each epoch, its validation and its checkpoints. */
    default void epochFinished(EpochReport epoch) {}

    /**
     * Called during the training when something turns up that a reader of the run's scores must know.
     *
     * @param warning a sentence without its full stop, as those of {@link RunStart} and {@link RunFinish}
     */
    default void warned(String warning) {}

    /**
     * Called once, after the last epoch, if a stopping rule ended the training before the last planned one.
     *
     * @param epoch the last one
     * @param reason the rule's
     */
    default void stoppedEarly(int epoch, String reason) {}

    /** Called once, when a run has ended, was interrupted or was evaluated. */
    default void finished(RunFinish finish) {}

    /**
     * Called instead of {@link #finished} when a run that had started could not go on. The error itself is told by others;
     * here what was learned until then can be saved.
     *
     * @param reason the error's message
     */
    default void failed(String reason) {}
}
