// SPDX-License-Identifier: Apache-2.0
package org.septum.compare.report;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.septum.api.data.Part;
import org.septum.common.page.Axis;
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
    private static final double RIGHT = 14;
    private static final double TOP = 12;
    private static final double BOTTOM = 38;
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
        List<Band> all = bands.stream().flatMap(map -> map.values().stream()).toList();
        int last = bands.stream()
                .filter(map -> !map.isEmpty())
                .mapToInt(SortedMap::lastKey)
                .max()
                .orElse(1);
        if (all.isEmpty()) {
            return;
        }
        Scale x = new Scale(Axis.whole(1, last, 8), LEFT, WIDTH - RIGHT);
        Scale y = Scale.around(
                all.stream().mapToDouble(Band::low).min().orElse(0),
                all.stream().mapToDouble(Band::high).max().orElse(1),
                5,
                HEIGHT - BOTTOM,
                TOP);
        page.open("figure", "class", "chart").element("figcaption", score.path());
        page.open(
                "svg",
                "viewBox",
                "0 0 " + Scale.number(WIDTH) + " " + Scale.number(HEIGHT),
                "role",
                "img",
                "aria-label",
                "Learning curves of " + score.path());
        axes(page, x, y);
        for (int v = 0; v < bands.size(); v++) {
            curve(page, bands.get(v), x, y, style(v), variants.get(v));
        }
        page.close().close();
    }

    /** The colour of a variant in charts: the baseline in ink, the others in eight hues in turn. */
    static String style(int variant) {
        return variant == 0 ? "ink" : "c" + (variant - 1) % 8;
    }

    private static SortedMap<Integer, Band> bands(List<History> runs, Score score) {
        SortedMap<Integer, List<Double>> values = new TreeMap<>();
        for (History run : runs) {
            run.values().getOrDefault(score, new TreeMap<>()).forEach((epoch, value) -> {
                if (Double.isFinite(value)) {
                    values.computeIfAbsent(epoch, key -> new ArrayList<>()).add(value);
                }
            });
        }
        int stride = values.size() / MOST_POINTS + 1;
        SortedMap<Integer, Band> bands = new TreeMap<>();
        values.forEach((epoch, list) -> {
            if (epoch % stride == 0 || epoch.equals(values.lastKey()) || epoch.equals(values.firstKey())) {
                double mean =
                        list.stream().mapToDouble(Double::doubleValue).average().orElseThrow();
                bands.put(
                        epoch,
                        new Band(
                                list.stream().min(Double::compare).orElseThrow(),
                                mean,
                                list.stream().max(Double::compare).orElseThrow()));
            }
        });
        return bands;
    }

    private static void axes(Markup page, Scale x, Scale y) {
        for (double tick : y.ticks()) {
            page.empty(
                    "line",
                    "class",
                    "grid",
                    "x1",
                    Scale.number(LEFT),
                    "x2",
                    Scale.number(WIDTH - RIGHT),
                    "y1",
                    y.at(tick),
                    "y2",
                    y.at(tick));
            page.element(
                    "text",
                    y.label(tick),
                    "x",
                    Scale.number(LEFT - 6),
                    "y",
                    Scale.number(y.place(tick) + 4),
                    "text-anchor",
                    "end");
        }
        for (double tick : x.ticks()) {
            page.element(
                    "text",
                    x.label(tick),
                    "x",
                    x.at(tick),
                    "y",
                    Scale.number(HEIGHT - BOTTOM + 16),
                    "text-anchor",
                    "middle");
        }
        page.element(
                "text", "epoch", "x", Scale.number(WIDTH - RIGHT), "y", Scale.number(HEIGHT - 4), "text-anchor", "end");
    }

    private static void curve(
            Markup page, SortedMap<Integer, Band> bands, Scale x, Scale y, String style, Variant variant) {
        if (bands.isEmpty()) {
            return;
        }
        StringBuilder line = new StringBuilder();
        StringBuilder upper = new StringBuilder();
        StringBuilder lower = new StringBuilder();
        bands.forEach((epoch, band) -> {
            line.append(line.length() == 0 ? "M" : "L")
                    .append(x.at(epoch))
                    .append(' ')
                    .append(y.at(band.mean));
            upper.append(upper.length() == 0 ? "M" : "L")
                    .append(x.at(epoch))
                    .append(' ')
                    .append(y.at(band.high));
            lower.insert(0, "L" + x.at(epoch) + " " + y.at(band.low));
        });
        page.open("g", "class", "series " + style);
        if (variant.runs().size() > 1) {
            page.empty("path", "class", "band", "d", upper.toString() + lower + "Z");
        }
        page.open("path", "d", line.toString())
                .element("title", variant.label())
                .close()
                .close();
    }
}
