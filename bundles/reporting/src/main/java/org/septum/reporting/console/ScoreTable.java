// SPDX-License-Identifier: Apache-2.0
package org.septum.reporting.console;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.septum.api.metric.MetricValue;
import org.septum.api.metric.ScoreNames;
import org.septum.reporting.Quantities;

/**
 * One head's scores, a row per class and a column per metric.
 *
 * @param rows by class name; the mean over classes and scores of the whole image stand together under {@link ScoreNames#OVERALL}
 */
record ScoreTable(String head, Set<String> metrics, Map<String, Map<String, Double>> rows) {

    static ScoreTable of(String head, List<MetricValue> values) {
        Set<String> metrics = new LinkedHashSet<>();
        Map<String, Map<String, Double>> rows = new LinkedHashMap<>();
        Map<String, Double> overall = new LinkedHashMap<>();
        for (MetricValue value : values) {
            metrics.add(value.metric());
            if (ScoreNames.isOverall(value.className())) {
                overall.put(value.metric(), value.value());
            } else {
                rows.computeIfAbsent(value.className(), name -> new LinkedHashMap<>())
                        .put(value.metric(), value.value());
            }
        }
        rows.put(ScoreNames.OVERALL, overall);
        return new ScoreTable(head, metrics, rows);
    }

    /** The table as text with aligned columns. */
    List<String> lines(Style style) {
        int nameWidth = Math.max(
                head.length(),
                rows.keySet().stream().mapToInt(String::length).max().orElse(0));
        StringBuilder header = new StringBuilder("  ").append(head).append(" ".repeat(nameWidth - head.length()));
        metrics.forEach(metric -> header.append("  ").append(rightAligned(metric, width(metric))));
        List<String> lines = new ArrayList<>();
        lines.add(style.faint(header.toString()));
        rows.forEach((name, scores) -> {
            StringBuilder line = new StringBuilder("  ").append(name).append(" ".repeat(nameWidth - name.length()));
            for (String metric : metrics) {
                String score = scores.containsKey(metric) ? Quantities.score(scores.get(metric)) : "";
                line.append("  ").append(rightAligned(score, width(metric)));
            }
            lines.add(line.toString().stripTrailing());
        });
        return lines;
    }

    private static int width(String metric) {
        return Math.max(metric.length(), "undefined".length());
    }

    private static String rightAligned(String text, int width) {
        return " ".repeat(Math.max(0, width - text.length())) + text;
    }
}
