// SPDX-License-Identifier: Apache-2.0
package org.septum.reporting.html;

import java.time.Clock;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import org.septum.api.data.Dataset;
import org.septum.api.data.Part;
import org.septum.api.experiment.Experiment;
import org.septum.api.experiment.HeadSection;
import org.septum.api.metric.Metric;
import org.septum.api.metric.MetricValue;
import org.septum.api.report.PostProcessed;
import org.septum.api.report.RunFinish;
import org.septum.api.report.RunStart;
import org.septum.common.page.Markup;
import org.septum.common.page.PageFrame;
import org.septum.reporting.page.ReportFrame;
import org.septum.services.compare.PairedIntervals;

/**
 * The report of a run that has finished or still goes on: one page that needs nothing but itself.
 *
 * @param history the scores so far
 * @param status how the run stands
 * @param warnings what a reader must know before anything else
 * @param finish empty unless the run has come to its end
 * @param slices how many slices of a pictured case are shown at most
 * @param intervals says how sure changes of scores are
 */
record ReportPage(
        RunStart start,
        List<MetricValue> history,
        String status,
        List<String> warnings,
        Optional<RunFinish> finish,
        int slices,
        Optional<PairedIntervals> intervals,
        Clock clock) {

    String html() {
        Experiment experiment = start.experiment();
        Markup page = ReportFrame.FRAME.open(experiment.name() + " - Septum report");
        header(page, experiment);
        SummarySection.write(page, start, history, finish);
        CurvesSection.write(page, start, history, testedEpoch());
        finish.ifPresent(end -> scores(page, end));
        PageFrame.section(page, "Resolved experiment");
        page.open("details").element("summary", "Every option of this run, defaults filled in");
        page.element("pre", experiment.resolved()).close().close();
        notes(page, experiment);
        return ReportFrame.FRAME.close(page);
    }

    private void header(Markup page, Experiment experiment) {
        ReportFrame.header(page, "Septum run report", experiment.name(), status, clock);
        warnings.forEach(warning -> page.element("p", "Warning: " + warning + ".", "class", "warning"));
    }

    private OptionalInt testedEpoch() {
        return history.stream()
                .filter(value -> value.part() == Part.TEST)
                .mapToInt(MetricValue::epoch)
                .findFirst();
    }

    private void scores(Markup page, RunFinish end) {
        boolean tested = end.cases().stream().anyMatch(value -> value.part() == end.testedPart());
        Part part = tested ? end.testedPart() : Part.VALIDATION;
        List<CaseScores> tables = CaseScores.of(
                end.cases().stream().filter(value -> value.part().equals(part)).toList());
        if (tables.isEmpty()) {
            return;
        }
        ScoresSection.write(page, start.experiment(), part, tables, history, end.baselines());
        end.postProcessed()
                .filter(processed -> !processed.steps().isEmpty())
                .ifPresent(processed -> PostProcessingSection.write(page, processed, history, changes(processed, end)));
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

    /** What post-processing has changed; none where nobody says how sure that is. */
    private List<PairedIntervals.Change> changes(PostProcessed processed, RunFinish end) {
        return intervals
                .map(paired -> paired.changes(
                        processed.casesBefore(),
                        end.cases().stream()
                                .filter(value -> value.part() == end.testedPart())
                                .toList()))
                .orElse(List.of());
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
        PageFrame.section(page, "Notes");
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
                                + metric.unit().name().toLowerCase(Locale.ROOT) + "; "
                                + metric.emptyRule() + ".");
            }
        }
        page.close().close();
    }
}
