// SPDX-License-Identifier: Apache-2.0
package org.septum.reporting.html;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.SortedMap;
import java.util.TreeMap;
import org.septum.api.data.Part;
import org.septum.api.metric.MetricValue;
import org.septum.api.metric.ScoreNames;
import org.septum.api.report.RunStart;
import org.septum.common.page.Markup;
import org.septum.common.page.PageFrame;
import org.septum.reporting.chart.LineChart;
import org.septum.reporting.picture.Palette;

/** Charts of the losses and of the validation scores over the epochs. */
final class CurvesSection {

    private CurvesSection() {}

    static void write(Markup page, RunStart start, List<MetricValue> history, OptionalInt testedEpoch) {
        List<LineChart> charts = charts(start, history, testedEpoch);
        if (charts.isEmpty()) {
            return;
        }
        PageFrame.section(page, "Learning curves");
        page.open("div", "class", "charts");
        charts.forEach(chart -> chart.write(page));
        page.close().close();
    }

    private static List<LineChart> charts(RunStart start, List<MetricValue> history, OptionalInt testedEpoch) {
        Map<String, Map<String, SortedMap<Integer, Double>>> titled = new LinkedHashMap<>();
        for (MetricValue value : history) {
            if (value.head().isEmpty() && value.part() != Part.TEST) {
                add(
                        titled,
                        "Loss",
                        value.part() == Part.TRAIN ? "training" : value.part().toString(),
                        value);
            }
        }
        boolean severalHeads = start.experiment().heads().size() > 1;
        for (MetricValue value : history) {
            boolean shownAlready = !severalHeads && value.metric().equals("loss");
            if (!value.head().isEmpty() && value.part() == Part.VALIDATION && !shownAlready) {
                String head = severalHeads ? value.head() + "/" : "";
                add(titled, "Validation " + head + value.metric(), value.className(), value);
            }
        }
        int lastEpoch = start.experiment().training().epochs();
        List<LineChart> charts = new ArrayList<>();
        titled.forEach((title, lines) -> charts.add(new LineChart(title, series(lines), testedEpoch, lastEpoch)));
        return charts;
    }

    private static void add(
            Map<String, Map<String, SortedMap<Integer, Double>>> charts, String title, String line, MetricValue value) {
        charts.computeIfAbsent(title, name -> new LinkedHashMap<>())
                .computeIfAbsent(line, name -> new TreeMap<>())
                .put(value.epoch(), value.value());
    }

    private static List<LineChart.Series> series(Map<String, SortedMap<Integer, Double>> lines) {
        Map<String, String> styles = Palette.styles(lines.keySet());
        List<LineChart.Series> series = new ArrayList<>();
        lines.forEach((name, values) -> series.add(
                new LineChart.Series(name.equals(ScoreNames.WHOLE) ? "whole image" : name, styles.get(name), values)));
        return series;
    }
}
