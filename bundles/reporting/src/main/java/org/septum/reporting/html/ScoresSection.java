// SPDX-License-Identifier: Apache-2.0
package org.septum.reporting.html;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.septum.api.data.Part;
import org.septum.api.experiment.Experiment;
import org.septum.api.experiment.HeadSection;
import org.septum.api.metric.Metric;
import org.septum.api.metric.Metric.Direction;
import org.septum.api.metric.MetricValue;
import org.septum.api.metric.ScoreNames;
import org.septum.api.report.BaselineScores;
import org.septum.common.page.Markup;
import org.septum.common.page.PageFrame;
import org.septum.reporting.Quantities;
import org.septum.reporting.picture.Palette;

/** Tables of scores: per class over the cases, and, folded away, case by case. */
final class ScoresSection {

    private static final List<String> COLUMNS =
            List.of("class", "mean", "SD", "median", "min", "max", "cases", "undefined", "by empty rule");

    private ScoresSection() {}

    static void write(
            Markup page,
            Experiment experiment,
            Part part,
            List<CaseScores> tables,
            List<MetricValue> history,
            List<BaselineScores> baselines) {
        PageFrame.section(page, title(part, baselines));
        for (CaseScores table : tables) {
            HeadSection head = experiment.heads().stream()
                    .filter(section -> section.name().equals(table.head()))
                    .findFirst()
                    .orElseThrow();
            Metric metric = ReportPage.metric(head, table.metric());
            String name = experiment.heads().size() > 1 ? table.head() + "/" + table.metric() : table.metric();
            String better = switch (metric.direction()) {
                case HIGHER -> "higher is better";
                case LOWER -> "lower is better";
                case ZERO -> "nearer to 0 is better";
            };
            classes(page, table, name + ", by " + table.unit() + " (" + better + ")", mean(history, part, table));
            cases(page, table, name, metric.direction());
        }
        if (!baselines.isEmpty()) {
            baselines(page, experiment, part, history, baselines);
        }
        page.close();
    }

    /** Validation scores come without baselines while no part has been tested. */
    private static String title(Part part, List<BaselineScores> baselines) {
        return switch (part) {
            case TEST -> "Test scores";
            case TRAIN -> "Scores on the training data";
            default -> baselines.isEmpty() ? "Validation scores after the last epoch" : "Validation scores";
        };
    }

    /** The model's overall scores beside those of predictions that need no image. */
    private static void baselines(
            Markup page, Experiment experiment, Part part, List<MetricValue> history, List<BaselineScores> baselines) {
        List<MetricValue> model = overall(history, part);
        if (model.isEmpty()) {
            return;
        }
        page.open("div", "class", "scroll").open("table");
        page.element("caption", "Predictions that need no image, by the same metrics (mean over classes)");
        page.open("thead").open("tr").element("th", "prediction", "scope", "col");
        for (MetricValue score : model) {
            String head = experiment.heads().size() > 1 ? score.head() + "/" : "";
            page.element("th", head + score.metric(), "scope", "col");
        }
        page.close().close().open("tbody");
        baselineRow(page, "the model", model, model);
        baselines.forEach(baseline -> baselineRow(page, baseline.name(), model, overall(baseline.values(), part)));
        page.close().close().close();
    }

    private static void baselineRow(Markup page, String name, List<MetricValue> columns, List<MetricValue> scores) {
        page.open("tr").element("th", name, "scope", "row");
        for (MetricValue column : columns) {
            double value = scores.stream()
                    .filter(score -> score.path().equals(column.path()))
                    .mapToDouble(MetricValue::value)
                    .reduce((earlier, later) -> later)
                    .orElse(Double.NaN);
            page.element("td", cell(value));
        }
        page.close();
    }

    /** One score for each metric: the mean over the classes, or that of the whole image. */
    private static List<MetricValue> overall(List<MetricValue> values, Part part) {
        return values.stream()
                .filter(value -> value.part().equals(part) && !value.head().isEmpty())
                .filter(value -> !value.metric().equals("loss"))
                .filter(value -> ScoreNames.isOverall(value.className()))
                .collect(Collectors.toMap(
                        MetricValue::path, value -> value, (earlier, later) -> later, LinkedHashMap::new))
                .values()
                .stream()
                .toList();
    }

    /** The mean over the classes; NaN where the metric has none. */
    private static double mean(List<MetricValue> history, Part part, CaseScores table) {
        return history.stream()
                .filter(value -> value.part().equals(part)
                        && value.head().equals(table.head())
                        && value.metric().equals(table.metric())
                        && value.className().equals(ScoreNames.MEAN))
                .mapToDouble(MetricValue::value)
                .reduce((earlier, later) -> later)
                .orElse(Double.NaN);
    }

    private static void classes(Markup page, CaseScores table, String caption, double mean) {
        StripPlot plot = StripPlot.of(table);
        page.open("div", "class", "scroll").open("table").element("caption", caption);
        page.open("thead").open("tr");
        COLUMNS.forEach(column -> page.element("th", column, "scope", "col"));
        page.element("th", "each case, " + plot.range(), "scope", "col", "class", "plot");
        page.close().close().open("tbody");
        Map<String, String> styles = Palette.styles(table.classes().keySet());
        for (String className : table.classes().keySet()) {
            Distribution scores = table.distribution(className);
            boolean whole = className.equals(ScoreNames.WHOLE);
            page.open("tr").element("th", whole ? "whole image" : className, "scope", "row");
            for (double value : new double[] {
                scores.mean(), scores.standardDeviation(), scores.median(), scores.minimum(), scores.maximum()
            }) {
                page.element("td", cell(value));
            }
            page.element("td", Quantities.count(scores.count()));
            page.element("td", Quantities.count(scores.undefined()));
            page.element("td", Quantities.count(table.byEmptyRule().get(className)))
                    .open("td", "class", "plot");
            plot.write(page, className, styles.get(className));
            page.close().close();
        }
        if (!Double.isNaN(mean)) {
            page.open("tr", "class", "total").element("th", "mean over classes", "scope", "row");
            page.element("td", cell(mean)).element("td", "", "colspan", Integer.toString(COLUMNS.size() - 1));
            page.close();
        }
        page.close().close().close();
    }

    private static void cases(Markup page, CaseScores table, String name, Direction better) {
        List<CaseScores.Ranked> ranked = table.ranked(better);
        page.open("details").element("summary", name + " of each " + table.unit() + ", the best first");
        page.open("div", "class", "scroll").open("table").open("thead").open("tr");
        page.element("th", table.unit(), "scope", "col").element("th", "group", "scope", "col", "class", "name");
        table.classes()
                .keySet()
                .forEach(column ->
                        page.element("th", column.equals(ScoreNames.WHOLE) ? "whole image" : column, "scope", "col"));
        page.close().close().open("tbody");
        ranked.forEach(rank -> caseRow(page, table, rank.caseId()));
        List<String> scored = ranked.stream().map(CaseScores.Ranked::caseId).toList();
        table.groups().keySet().stream()
                .filter(caseId -> !scored.contains(caseId))
                .forEach(caseId -> caseRow(page, table, caseId));
        page.close().close().close().close();
    }

    private static void caseRow(Markup page, CaseScores table, String caseId) {
        page.open("tr").element("th", caseId, "scope", "row");
        page.element("td", table.groups().get(caseId), "class", "name");
        for (Map<String, Double> scores : table.classes().values()) {
            page.element("td", cell(scores.getOrDefault(caseId, Double.NaN)));
        }
        page.close();
    }

    private static String cell(double value) {
        return Double.isNaN(value) ? "\u2013" : Quantities.score(value);
    }
}
