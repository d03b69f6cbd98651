// SPDX-License-Identifier: Apache-2.0
package org.septum.services.run;

import java.nio.file.Path;
import java.util.List;
import java.util.OptionalInt;
import org.osgi.annotation.versioning.ProviderType;
import org.septum.api.experiment.Experiment;

/** Finds out whether a run that stops and goes on ends like one that does not stop. */
@ProviderType
public interface ResumeVerifier {

    /**
     * One kind of thing that both runs left.
     *
     * @param name weights, running statistics, optimizer slots, steps, scores, state, or checkpoint and its name
     * @param items how many were compared: arrays, steps, or values
     * @param sha256 of all of them in the run that did not stop
     * @param different those that differ, in order
     */
    record Group(String name, int items, String sha256, List<String> different) {}

    /**
     * What was found.
     *
     * @param steps the steps before the stop
     * @param then the steps after it
     * @param stepsPerEpoch the steps of an epoch
     * @param compute what computed: library, device, precision, threads
     * @param groups all that was compared
     */
    record Verification(int steps, int then, int stepsPerEpoch, String compute, List<Group> groups) {

        /** Whether nothing differs. */
        public boolean identical() {
            return groups.stream().allMatch(group -> group.different().isEmpty());
        }
    }

    /**
     * Trains {@code steps + then} steps at a stretch; then {@code steps} steps, stops, goes on from the saved state with
     * everything else made anew, and trains {@code then} steps; and compares the SHA-256 of every array, and every loss,
     * learning rate and score.
     *
     * @param steps empty for half an epoch more than one epoch, or less in short experiments: inside an epoch
     * @param then empty for one epoch, so that the end of one lies between, or what is left
     * @param folder where both runs are saved, in {@code straight} and {@code resumed}; it must exist
     * @throws org.septum.api.UserError if the experiment cannot be run, or has fewer steps
     */
    Verification verify(Experiment experiment, OptionalInt steps, OptionalInt then, Path folder);
}
