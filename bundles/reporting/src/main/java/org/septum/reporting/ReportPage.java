// SPDX-License-Identifier: Apache-2.0
package org.septum.reporting;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.septum.api.data.Dataset;
import org.septum.api.experiment.Experiment;
import org.septum.api.experiment.Experiment.HeadSection;
import org.septum.api.metric.Metric;
import org.septum.api.report.MetricValue;
import org.septum.api.report.RunFinish;
import org.septum.api.report.RunStart;

/**
 * The report of a run that has finished or still goes on: one page that needs nothing but itself.
 *
 * @param history the scores so far
 * @param status how the run stands
 * @param finish empty unless the run has come to its end
 * @param slices how many slices of a pictured case are shown at most
 */
record ReportPage(
        RunStart start, List<MetricValue> history, String status, Optional<RunFinish> finish, int slices, Clock clock) {

    private static final DateTimeFormatter MINUTE = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm xxx");

    String html() {
        Experiment experiment = start.experiment();
        Markup page = new Markup();
        page.trusted("<!DOCTYPE html>\n");
        page.open("html", "lang", "en");
        head(page, experiment.name());
        page.open("body").open("main");
        header(page, experiment);
        SummarySection.write(page, start, history, finish);
        CurvesSection.write(page, start, history, testedEpoch());
        finish.ifPresent(end -> scores(page, end));
        section(page, "Resolved experiment");
        page.open("details").element("summary", "Every option of this run, defaults filled in");
        page.element("pre", experiment.resolved()).close().close();
        notes(page, experiment);
        page.close();
        page.trusted("<script>" + resource("report.js") + "</script>");
        return page.close().close() + "\n";
    }

    static void section(Markup page, String heading) {
        page.open("section").element("h2", heading);
    }

    private static void head(Markup page, String title) {
        page.open("head").empty("meta", "charset", "utf-8");
        page.empty("meta", "name", "viewport", "content", "width=device-width, initial-scale=1");
        page.empty("meta", "name", "color-scheme", "content", "light dark");
        // The page loads nothing, whatever a name in it may try.
        page.empty(
                "meta",
                "http-equiv",
                "Content-Security-Policy",
                "content",
                "default-src 'none'; img-src data:; style-src 'unsafe-inline'; script-src 'unsafe-inline'");
        page.element("title", title + " - Septum report");
        page.trusted("<style>" + resource("report.css") + "</style>").close();
    }

    private void header(Markup page, Experiment experiment) {
        page.open("header").element("p", "Septum run report", "class", "overline");
        page.element("h1", experiment.name());
        page.element("p", status + "; written " + ZonedDateTime.now(clock).format(MINUTE), "class", "status");
        page.close();
        start.warnings().forEach(warning -> page.element("p", "Warning: " + warning + ".", "class", "warning"));
    }

    private OptionalInt testedEpoch() {
        return history.stream()
                .filter(value -> value.part().equals("test"))
                .mapToInt(MetricValue::epoch)
                .findFirst();
    }

    private void scores(Markup page, RunFinish end) {
        boolean tested = end.cases().stream().anyMatch(value -> value.part().equals(end.testedPart()));
        String part = tested ? end.testedPart() : "validation";
        List<CaseScores> tables = CaseScores.of(
                end.cases().stream().filter(value -> value.part().equals(part)).toList());
        if (tables.isEmpty()) {
            return;
        }
        ScoresSection.write(page, start.experiment(), part, tables, history, end.baselines());
        if (tested) {
            for (HeadSection head : start.experiment().heads()) {
                tables.stream()
                        .filter(table -> table.head().equals(head.name()))
                        .filter(table -> metric(head, table.metric()).averagesClasses())
                        .findFirst()
                        .ifPresent(table -> new CasesSection(table, metric(head, table.metric()), end, slices)
                                .write(page, start.experiment().heads().size() > 1));
            }
        }
    }

    /** The metric of this type that a head measures. */
    static Metric metric(HeadSection head, String type) {
        return head.metrics().stream()
                .filter(component -> component.type().equals(type))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(
                        "scores of metric '" + type + "', which head '" + head.name() + "' does not have"))
                .create(Metric.class);
    }

    private static void notes(Markup page, Experiment experiment) {
        section(page, "Notes");
        page.open("ul");
        try (Dataset dataset = experiment.data().dataset().create(Dataset.class)) {
            if (!dataset.citation().isEmpty()) {
                page.element("li", "Data: " + dataset.citation());
            }
        }
        page.element(
                "li",
                "Scores are means over cases; cases in which a score is undefined are left out and counted. The standard "
                        + "deviation (SD) is that of the sample (n - 1).");
        for (HeadSection head : experiment.heads()) {
            for (var component : head.metrics()) {
                Metric metric = component.create(Metric.class);
                String name = experiment.heads().size() > 1 ? head.name() + "/" + component.type() : component.type();
                page.element(
                        "li",
                        name + ": one score per "
                                + metric.unit().name().toLowerCase(java.util.Locale.ROOT) + "; "
                                + metric.emptyRule() + ".");
            }
        }
        page.close().close();
    }

    private static String resource(String name) {
        try (InputStream in = ReportPage.class.getResourceAsStream(name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
