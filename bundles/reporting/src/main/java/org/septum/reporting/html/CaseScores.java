// SPDX-License-Identifier: Apache-2.0
package org.septum.reporting.html;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.septum.api.metric.Metric.Direction;
import org.septum.api.report.CaseValue;

/**
 * The scores of one head's cases in one metric.
 *
 * @param unit what a case is: slice, volume or patient
 * @param groups the group of each case
 * @param classes by class name, the score of each case
 * @param byEmptyRule by class name, in how many cases the rule for empty masks gave the score
 */
record CaseScores(
        String head,
        String metric,
        String unit,
        Map<String, String> groups,
        Map<String, Map<String, Double>> classes,
        Map<String, Integer> byEmptyRule) {

    /** One case and its mean over the classes in which it has a score. */
    record Ranked(String caseId, double score) {}

    /** Sorts scores by head and metric, in the order in which they come. */
    static List<CaseScores> of(List<CaseValue> values) {
        Map<List<String>, CaseScores> tables = new LinkedHashMap<>();
        for (CaseValue value : values) {
            CaseScores table = tables.computeIfAbsent(
                    List.of(value.head(), value.metric()),
                    key -> new CaseScores(
                            value.head(),
                            value.metric(),
                            value.unit(),
                            new LinkedHashMap<>(),
                            new LinkedHashMap<>(),
                            new LinkedHashMap<>()));
            table.groups.put(value.caseId(), value.group());
            table.classes
                    .computeIfAbsent(value.className(), name -> new LinkedHashMap<>())
                    .put(value.caseId(), value.value());
            table.byEmptyRule.merge(value.className(), value.byEmptyRule() ? 1 : 0, Integer::sum);
        }
        return List.copyOf(tables.values());
    }

    /** The cases that have a score, the best first. */
    List<Ranked> ranked(Direction better) {
        List<Ranked> ranked = new ArrayList<>();
        for (String caseId : groups.keySet()) {
            classes.values().stream()
                    .mapToDouble(scores -> scores.getOrDefault(caseId, Double.NaN))
                    .filter(score -> !Double.isNaN(score))
                    .average()
                    .ifPresent(mean -> ranked.add(new Ranked(caseId, mean)));
        }
        ranked.sort(
                switch (better) {
                    case HIGHER -> Comparator.comparingDouble(Ranked::score).reversed();
                    case LOWER -> Comparator.comparingDouble(Ranked::score);
                    case ZERO -> Comparator.comparingDouble(rank -> Math.abs(rank.score()));
                });
        return ranked;
    }

    /** The distribution of a class's scores over the cases. */
    Distribution distribution(String className) {
        return Distribution.of(classes.get(className).values().stream()
                .mapToDouble(Double::doubleValue)
                .toArray());
    }
}
