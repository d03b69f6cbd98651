// SPDX-License-Identifier: Apache-2.0
package org.septum.compare.read;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Predicate;

/**
 * A run's scores case by case.
 *
 * @param scores by score and case, in the file's order
 * @param groups the group (patient) of each case
 */
public record CaseTable(Map<Score, Scores> scores, Map<String, String> groups) {

    /**
     * One score's cases.
     *
     * @param unit what a case is: slice, volume or patient
     * @param values by case; NaN where undefined
     */
    public record Scores(String unit, Map<String, Double> values) {

        /** The same without some cases. */
        public Scores without(Predicate<String> left) {
            if (values.keySet().stream().noneMatch(left)) {
                return this;
            }
            Map<String, Double> kept = new LinkedHashMap<>(values);
            kept.keySet().removeIf(left);
            return new Scores(unit, kept);
        }
    }

    /** A million samples. */
    private static final int MOST_CASES = 1 << 20;

    static CaseTable read(CsvFile file) {
        Map<Score, Scores> scores = new LinkedHashMap<>();
        Map<String, String> groups = new LinkedHashMap<>();
        // A case is named once by each score.
        Map<String, String> ids = new HashMap<>();
        file.forEach(row -> {
            Scores cases = Score.in(scores, file, row, 0, () -> new Scores(row.get(4), new LinkedHashMap<>()));
            String id = ids.get(row.get(5));
            if (id == null) {
                id = row.get(5);
                if (ids.size() == MOST_CASES) {
                    throw file.damaged("it has more than " + MOST_CASES + " cases");
                }
                ids.put(id, id);
                groups.put(id, row.get(6));
            }
            if (cases.values.putIfAbsent(id, file.number(row.get(7))) != null) {
                throw file.damaged("the case '" + id + "' has the score "
                        + Score.of(file, row, 0).path() + " a second time");
            }
        });
        return new CaseTable(scores, groups);
    }
}
