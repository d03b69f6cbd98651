// SPDX-License-Identifier: Apache-2.0
package org.septum.compare.read;

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
     * @param byEmptyRule how many values the metric's rule for empty masks gave
     */
    public record Scores(String unit, Map<String, Double> values, int byEmptyRule) {

        /** The same without some cases. */
        public Scores without(Predicate<String> left) {
            if (values.keySet().stream().noneMatch(left)) {
                return this;
            }
            Map<String, Double> kept = new LinkedHashMap<>(values);
            kept.keySet().removeIf(left);
            return new Scores(unit, kept, byEmptyRule);
        }
    }

    static CaseTable read(CsvFile file) {
        Map<Score, Map<String, Double>> values = new LinkedHashMap<>();
        Map<Score, String> units = new LinkedHashMap<>();
        Map<Score, Integer> empty = new LinkedHashMap<>();
        Map<String, String> groups = new LinkedHashMap<>();
        file.forEach(row -> {
            Score score = new Score(row[0].intern(), row[1].intern(), row[2].intern(), row[3].intern());
            String id = row[5].intern();
            Double first =
                    values.computeIfAbsent(score, key -> new LinkedHashMap<>()).putIfAbsent(id, file.number(row[7]));
            if (first != null) {
                throw file.damaged("the case '" + id + "' has the score " + score.path() + " a second time");
            }
            units.putIfAbsent(score, row[4].intern());
            empty.merge(score, row[8].equals("true") ? 1 : 0, Integer::sum);
            groups.putIfAbsent(id, row[6].intern());
        });
        Map<Score, Scores> scores = new LinkedHashMap<>();
        values.forEach((score, cases) -> scores.put(score, new Scores(units.get(score), cases, empty.get(score))));
        return new CaseTable(scores, groups);
    }
}
