// SPDX-License-Identifier: Apache-2.0
package org.septum.engine;

import java.util.List;
import java.util.Optional;
import org.septum.api.Component;
import org.septum.api.UserError;
import org.septum.api.data.Image;
import org.septum.api.data.SampleInfo;

/**
 * Loads every sample and places it on the grid once, so that a damaged file or a missing spacing shows before the work and
 * not after hours of it. What was loaded stays in memory for the training.
 */
record DataCheck(Preparation preparation) {

    /**
     * Checks samples, in as many threads as there are processors.
     *
     * @param component the dataset's place in the experiment, for the message
     * @throws UserError with the first sample's problem and the number of further samples that have one
     */
    static void of(Preparation preparation, List<SampleInfo> samples, Component component) {
        DataCheck check = new DataCheck(preparation);
        List<UserError> problems = samples.parallelStream()
                .map(check::problem)
                .flatMap(Optional::stream)
                .toList();
        if (!problems.isEmpty()) {
            int more = problems.size() - 1;
            throw new UserError(
                    component.arguments().location(),
                    problems.get(0).getMessage()
                            + (more == 0
                                    ? ""
                                    : "\n" + more + " more of " + samples.size() + " samples cannot be used"));
        }
    }

    private Optional<UserError> problem(SampleInfo info) {
        try {
            Image image = preparation.load(info).image();
            preparation.placement(info, image.height(), image.width());
            return Optional.empty();
        } catch (UserError e) {
            return Optional.of(e);
        }
    }
}
