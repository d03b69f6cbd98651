// SPDX-License-Identifier: Apache-2.0
package org.septum.compare.report;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.septum.compare.model.Joined;

/**
 * How a case's score changed from the baseline to a variant; both are means over the runs, and over the splits that test
 * the case.
 *
 * @param variant the number of the variant
 */
record CaseChange(int variant, String caseId, String patient, double before, double after) {

    double size() {
        return Math.abs(after - before);
    }

    /** The cases whose score changed most, the largest change first; those that did not change are left out. */
    static List<CaseChange> most(Joined joined, int variant, int limit) {
        Map<String, List<Integer>> entries = new TreeMap<>();
        for (int e = 0; e < joined.cases().size(); e++) {
            if (Double.isFinite(joined.values()[0][e]) && Double.isFinite(joined.values()[variant][e])) {
                entries.computeIfAbsent(joined.cases().get(e), id -> new ArrayList<>())
                        .add(e);
            }
        }
        List<CaseChange> changes = new ArrayList<>();
        entries.forEach((id, list) -> changes.add(new CaseChange(
                variant,
                id,
                joined.patients().get(list.get(0)),
                mean(joined.values()[0], list),
                mean(joined.values()[variant], list))));
        changes.removeIf(change -> change.size() == 0);
        changes.sort(Comparator.comparingDouble(change -> -change.size()));
        return changes.subList(0, Math.min(changes.size(), limit));
    }

    private static double mean(double[] values, List<Integer> places) {
        return places.stream().mapToDouble(place -> values[place]).average().orElse(Double.NaN);
    }
}
