// SPDX-License-Identifier: Apache-2.0
package org.septum.compare;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.osgi.service.component.annotations.Component;
import org.septum.api.metric.ScoreNames;
import org.septum.api.report.CaseValue;
import org.septum.compare.stats.ClassMean;
import org.septum.compare.stats.ClusterBootstrap;
import org.septum.compare.stats.Interval;
import org.septum.services.compare.PairedIntervals;

/** Differences of scores with the intervals that comparisons have. */
@Component
public final class CaseIntervals implements PairedIntervals {

    private record Metric(String head, String name) {}

    private record Case(String id, String group) {}

    @Override
    public List<Change> changes(List<CaseValue> before, List<CaseValue> after) {
        Map<Metric, Map<String, Map<Case, Double>>> earlier = byMetric(before);
        Map<Metric, Map<String, Map<Case, Double>>> later = byMetric(after);
        ClusterBootstrap bootstrap = new ClusterBootstrap();
        List<Change> changes = new ArrayList<>();
        earlier.forEach((metric, classes) -> classes.forEach((name, scores) -> changes.add(change(
                metric, name, scores, later.getOrDefault(metric, Map.of()).get(name), bootstrap))));
        return changes;
    }

    private static Map<Metric, Map<String, Map<Case, Double>>> byMetric(List<CaseValue> cases) {
        Map<Metric, Map<String, Map<Case, Double>>> byMetric = new LinkedHashMap<>();
        for (CaseValue value : cases) {
            byMetric.computeIfAbsent(new Metric(value.head(), value.metric()), key -> new LinkedHashMap<>())
                    .computeIfAbsent(value.className(), key -> new LinkedHashMap<>())
                    .put(new Case(value.caseId(), value.group()), value.value());
        }
        byMetric.values().stream()
                .filter(classes -> classes.size() > 1)
                .forEach(classes -> classes.put(ScoreNames.MEAN, ClassMean.of(List.copyOf(classes.values()))));
        return byMetric;
    }

    private static Change change(
            Metric metric,
            String className,
            Map<Case, Double> before,
            Map<Case, Double> after,
            ClusterBootstrap bootstrap) {
        Map<String, double[]> groups = new LinkedHashMap<>();
        double first = 0;
        double second = 0;
        int cases = 0;
        for (Map.Entry<Case, Double> entry : before.entrySet()) {
            double from = entry.getValue();
            double to = after == null ? Double.NaN : after.getOrDefault(entry.getKey(), Double.NaN);
            if (Double.isFinite(from) && Double.isFinite(to)) {
                double[] sum = groups.computeIfAbsent(entry.getKey().group(), key -> new double[2]);
                sum[0] += to - from;
                sum[1]++;
                first += from;
                second += to;
                cases++;
            }
        }
        Interval interval = bootstrap.interval(
                groups.values().stream().mapToDouble(sum -> sum[0]).toArray(),
                groups.values().stream().mapToInt(sum -> (int) sum[1]).toArray());
        return new Change(
                metric.head,
                metric.name,
                className,
                first / cases,
                second / cases,
                interval.low(),
                interval.high(),
                cases,
                groups.size());
    }
}
