// SPDX-License-Identifier: Apache-2.0
package org.septum.services.ablation;

import java.nio.file.Path;
import java.util.List;
import org.osgi.annotation.versioning.ProviderType;
import org.septum.api.ablation.Executor;
import org.septum.api.ablation.TaskState;

/** Plans ablations and trains what is missing. */
@ProviderType
public interface AblationRunner {

    /** What becomes of runs that were made from something else than is there now: other data, another split, other weights. */
    enum Changed {
        /** They are named, and nothing is trained. */
        REFUSED,
        /** They are trained again, and their folders replaced. */
        RETRAINED,
        /** They are kept, and every table of their comparison says so. */
        ACCEPTED
    }

    /**
     * Which ablation.
     *
     * @param overrides as given with {@code --set}
     * @param runs the folder of all runs
     * @param changed what becomes of runs that were made from something else than is there now
     * @param executorOptions further options of the scheduler, as {@link Executor.Batch#options}
     */
    record Request(Path experiment, List<String> overrides, Path runs, Changed changed, List<String> executorOptions) {}

    /**
     * One training.
     *
     * @param directory the run directory
     * @param detail the reason of a failure, what is resumed, or nothing
     */
    record Training(String variant, String repetition, Path directory, TaskState state, String detail) {}

    /**
     * All trainings and how they stand.
     *
     * @param name the experiment's name
     * @param folder of the ablation: its runs, its ledger and the executor's logs
     * @param changes what is other now than some of its runs recorded, with the runs
     * @param refusal why {@link #run} refuses to train, where the request accepts no such changes; otherwise empty
     * @param notes what the user should know, for example variants that are the same
     */
    record Overview(
            String name,
            String baseline,
            Path folder,
            List<Training> trainings,
            List<String> changes,
            String refusal,
            List<String> notes) {

        /** How many trainings are in a state. */
        public long count(TaskState state) {
            return trainings.stream()
                    .filter(training -> training.state() == state)
                    .count();
        }
    }

    /** Is told how the trainings go. */
    interface Progress {

        /** The state of one training has changed. */
        void changed(Overview overview, Training training);

        /** A training has said something. */
        void said(Overview overview, Training training, String line);
    }

    /**
     * Reads and checks every variant, and what the runs that are there were made from; changes nothing.
     *
     * @throws org.septum.api.UserError if the experiment has no ablation, or a variant is wrong
     */
    Overview overview(Request request);

    /**
     * Estimates from a few steps of each variant how long the trainings that are not finished take on this machine, one
     * after another; changes nothing.
     *
     * @return seconds; what has been trained of an interrupted one counts as well
     */
    double estimate(Request request);

    /**
     * Trains what is not finished, and goes on with what was interrupted. What another process is training is waited for.
     *
     * @param keepGoing whether to go on after a failure
     * @return how everything stands in the end
     * @throws org.septum.api.UserError if runs were made from something else than is there now, and the request refuses them
     */
    Overview run(Request request, boolean keepGoing, Progress progress);
}
