// SPDX-License-Identifier: Apache-2.0
package org.septum.engine.data;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.septum.api.UserError;
import org.septum.api.data.SampleInfo;
import org.septum.common.text.Words;
import org.septum.engine.sample.ActiveHead;

/** Asks every metric, before the first step, whether it can score every sample that will be scored. */
public final class ScorableSamples {

    private ScorableSamples() {}

    /**
     * Checks samples by what is known of them without loading them: mostly whether their spacing is.
     *
     * @throws UserError with the first problem and the names of all volumes that have one
     */
    public static void require(List<ActiveHead> heads, List<SampleInfo> samples) {
        Map<String, String> problems = new LinkedHashMap<>();
        for (SampleInfo info : samples) {
            if (!problems.containsKey(info.volume())) {
                try {
                    heads.forEach(head -> head.checkMetrics(info));
                } catch (UserError e) {
                    problems.put(info.volume(), e.getMessage());
                }
            }
        }
        if (problems.isEmpty()) {
            return;
        }
        List<String> all = new ArrayList<>(problems.values());
        List<String> volumes = new ArrayList<>(problems.keySet());
        throw new UserError(
                all.get(0)
                        + (volumes.size() == 1
                                ? ""
                                : "\n  " + volumes.size() + " volumes cannot be scored: " + Words.some(volumes, 10)),
                all);
    }
}
