// SPDX-License-Identifier: Apache-2.0
package org.septum.engine;

import java.util.ArrayList;
import java.util.List;
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
        List<String> problems = VolumeSweep.over(samples, new DataCheck(preparation)::problems).stream()
                .flatMap(List::stream)
                .toList();
        if (!problems.isEmpty()) {
            int more = problems.size() - 1;
            String others = more == 0
                    ? ""
                    : "\n" + more + " more of " + samples.size()
                            + " samples cannot be used; 'septum data check' lists them";
            throw new UserError(component.arguments().location(), problems.get(0) + others);
        }
    }

    private List<String> problems(List<SampleInfo> volume) {
        List<String> problems = new ArrayList<>();
        for (SampleInfo info : volume) {
            try {
                Image image = preparation.load(info).image();
                preparation.placement(info, image.height(), image.width());
            } catch (UserError e) {
                problems.add(e.getMessage());
            }
        }
        return problems;
    }
}
