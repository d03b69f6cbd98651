// SPDX-License-Identifier: Apache-2.0
package org.septum.compare.report;

import java.util.ArrayList;
import java.util.Collections;
import java.util.DoubleSummaryStatistics;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.DoubleStream;
import org.septum.api.data.Part;
import org.septum.common.page.Axis;
import org.septum.common.page.Chart;
import org.septum.common.page.Markup;
import org.septum.compare.model.Variant;
import org.septum.compare.read.History;
import org.septum.compare.read.RunFolder;
import org.septum.compare.read.Score;

/** Learning curves of several variants in one chart per score: the mean over the runs, and a band from least to greatest. */
final class Curves {

    private static final double WIDTH = 540;
    private static final double HEIGHT = 280;
    private static final double LEFT = 52;
    private static final double RIGHT = WIDTH - 14;
    private static final double TOP = 12;
    private static final double BOTTOM = HEIGHT - 38;
    private static final int MOST_POINTS = 200;

    /** The values of a variant's runs at one epoch. */
    private record Band(double low, double mean, double high) {}

    private final List<Variant> variants;
    private final List<List<History>> histories = new ArrayList<>();

    Curves(List<Variant> variants) {
        this.variants = variants;
        for (Variant variant : variants) {
            histories.add(variant.runs().stream()
                    .filter(RunFolder::hasHistory)
                    .map(RunFolder::history)
                    .toList());
        }
    }

    /** Losses, and validation scores over all classes, that more than one epoch has. */
    List<Score> scores() {
        Set<Score> scores = new LinkedHashSet<>();
        histories.forEach(list -> list.forEach(history -> history.values().forEach((score, values) -> {
            boolean loss = score.metric().equals("loss") && score.head().isEmpty();
            boolean validation = score.part() == Part.VALIDATION
                    && score.overall()
                    && !score.metric().equals("loss");
            if ((loss || validation) && values.size() > 1) {
                scores.add(score);
            }
        })));
        return List.copyOf(scores);
    }

    /** Writes a chart. */
    void write(Markup page, Score score) {
        List<SortedMap<Integer, Band>> bands =
                histories.stream().map(list -> bands(list, score)).toList();
        double[] values = bands.stream()
                .flatMap(map -> map.values().stream())
                .flatMapToDouble(band -> DoubleStream.of(band.low, band.high))
                .toArray();
        if (values.length == 0) {
            return;
        }
        int last = bands.stream()
                .filter(map -> !map.isEmpty())
                .mapToInt(SortedMap::lastKey)
                .max()
                .orElseThrow();
        Axis x = Axis.whole(1, last, 8, LEFT, RIGHT);
        Axis y = Axis.around(values, 5, BOTTOM, TOP);
        page.open("figure", "class", "chart").element("figcaption", score.path());
        Chart chart = new Chart(page, WIDTH, HEIGHT, "Learning curves of " + score.path());
        chart.rows(y, "", LEFT, RIGHT);
        chart.labels(x, BOTTOM + 16);
        chart.text("epoch", RIGHT, HEIGHT - 4, "end");
        for (int v = 0; v < bands.size(); v++) {
            if (!bands.get(v).isEmpty()) {
                chart.group("series " + style(v));
                curve(page, bands.get(v), x, y, variants.get(v));
                chart.close();
            }
        }
        chart.close();
        page.close();
    }

    /** The colour of a variant in charts: the baseline in ink, the others in eight hues in turn. */
    static String style(int variant) {
        return variant == 0 ? "ink" : "c" + (variant - 1) % 8;
    }

    private static SortedMap<Integer, Band> bands(List<History> runs, Score score) {
        SortedMap<Integer, DoubleSummaryStatistics> values = new TreeMap<>();
        for (History run : runs) {
            run.values().getOrDefault(score, new TreeMap<>()).forEach((epoch, value) -> {
                if (Double.isFinite(value)) {
                    values.computeIfAbsent(epoch, key -> new DoubleSummaryStatistics())
                            .accept(value);
                }
            });
        }
        int stride = values.size() / MOST_POINTS + 1;
        SortedMap<Integer, Band> bands = new TreeMap<>();
        values.forEach((epoch, of) -> {
            if (epoch % stride == 0 || epoch.equals(values.lastKey()) || epoch.equals(values.firstKey())) {
                bands.put(epoch, new Band(of.getMin(), of.getAverage(), of.getMax()));
            }
        });
        return bands;
    }

    private static void curve(Markup page, SortedMap<Integer, Band> bands, Axis x, Axis y, Variant variant) {
        List<String> line = new ArrayList<>();
        List<String> upper = new ArrayList<>();
        List<String> lower = new ArrayList<>();
        bands.forEach((epoch, band) -> {
            line.add(Chart.place(x.at(epoch), y.at(band.mean)));
            upper.add(Chart.place(x.at(epoch), y.at(band.high)));
            lower.add(Chart.place(x.at(epoch), y.at(band.low)));
        });
        if (variant.runs().size() > 1) {
            Collections.reverse(lower);
            upper.addAll(lower);
            page.empty("path", "class", "band", "d", "M" + String.join("L", upper) + "Z");
        }
        page.open("path", "d", "M" + String.join("L", line))
                .element("title", variant.label())
                .close();
    }
}
