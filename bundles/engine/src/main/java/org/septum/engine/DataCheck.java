// SPDX-License-Identifier: Apache-2.0
package org.septum.engine;

import java.util.ArrayList;
import java.util.List;
import org.septum.api.Component;
import org.septum.api.UserError;
import org.septum.api.data.SampleInfo;

/**
 * Loads every sample once before a run, so that a damaged file shows before the work and not after hours of it. What fits
 * into memory stays there for the first epoch.
 */
final class DataCheck {

    private DataCheck() {}

    /**
     * Checks all samples.
     *
     * @param component the dataset's place in the experiment, for the message
     * @throws UserError with the first sample's problem and the number of further samples that have one
     */
    static void of(NativeSamples samples, List<SampleInfo> all, Component component) {
        List<String> problems = VolumeSweep.over(all, volume -> problems(samples, volume)).stream()
                .flatMap(List::stream)
                .toList();
        if (!problems.isEmpty()) {
            int more = problems.size() - 1;
            String others = more == 0
                    ? ""
                    : "\n" + more + " more of " + all.size()
                            + " samples cannot be used; 'septum data check' lists them";
            throw new UserError(component.arguments().location(), problems.get(0) + others);
        }
    }

    private static List<String> problems(NativeSamples samples, List<SampleInfo> volume) {
        List<String> problems = new ArrayList<>();
        for (SampleInfo info : volume) {
            try {
                samples.load(info);
            } catch (UserError e) {
                problems.add(e.getMessage());
            }
        }
        return problems;
    }
}
