// SPDX-License-Identifier: Apache-2.0
package org.septum.reporting.html;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.septum.api.metric.MetricValue;
import org.septum.api.metric.ScoreNames;
import org.septum.api.report.PostProcessed;
import org.septum.common.page.Markup;
import org.septum.common.page.PageFrame;
import org.septum.common.run.RunFiles;
import org.septum.reporting.Quantities;
import org.septum.services.compare.PairedIntervals;

/** What was done to the masks after the network: which steps are kept and why, and the scores without and with them. */
final class PostProcessingSection {

    private PostProcessingSection() {}

    /**
     * @param scores of the tested part, with what is kept
     * @param changes how its cases have changed; empty where that is not known
     */
    static void write(
            Markup page, PostProcessed processed, List<MetricValue> scores, List<PairedIntervals.Change> changes) {
        PageFrame.section(page, "Post-processing");
        Set<String> heads =
                processed.steps().stream().map(PostProcessed.Step::head).collect(Collectors.toCollection(TreeSet::new));
        if (processed.learnedOn().isEmpty()) {
            page.element(
                    "p",
                    "Every step is applied without being asked whether it helps: "
                            + processed.steps().stream()
                                    .map(step -> name(step, heads))
                                    .collect(Collectors.joining(", "))
                            + ".");
        } else {
            steps(page, processed, heads);
        }
        if (!changes.isEmpty()) {
            changes(page, processed.before().get(0), changes, heads.size() > 1);
        } else if (!processed.before().isEmpty()) {
            scores(page, processed.before(), scores, heads.size() > 1);
        }
        page.close();
    }

    private static void steps(Markup page, PostProcessed processed, Set<String> heads) {
        page.open("div", "class", "scroll").open("table");
        page.element(
                "caption",
                "Learnt on the " + processed.learnedOn()
                        + ": a step is kept where the mean Dice over the classes rises with it and no class falls");
        page.open("thead").open("tr");
        List.of("step", "kept", "Dice without", "Dice with", "class that changes most")
                .forEach(column -> page.element("th", column, "scope", "col"));
        page.close().close().open("tbody");
        for (PostProcessed.Step step : processed.steps()) {
            page.open("tr").element("th", name(step, heads), "scope", "row");
            page.element("td", step.kept() ? "yes" : "no");
            page.element("td", Quantities.score(PostProcessed.Step.mean(step.before())));
            page.element("td", Quantities.score(PostProcessed.Step.mean(step.after())));
            page.element("td", mostChanged(step), "class", "name").close();
        }
        page.close().close().close();
    }

    private static String name(PostProcessed.Step step, Set<String> heads) {
        return heads.size() > 1 ? step.head() + ": " + step.name() : step.name();
    }

    private static String mostChanged(PostProcessed.Step step) {
        return step.before().keySet().stream()
                .filter(name -> change(step, name) != 0)
                .max((one, other) -> Double.compare(Math.abs(change(step, one)), Math.abs(change(step, other))))
                .map(name -> name + " " + signed(change(step, name)))
                .orElse("none");
    }

    private static double change(PostProcessed.Step step, String name) {
        return step.after().get(name) - step.before().get(name);
    }

    private static void changes(Markup page, MetricValue tested, List<PairedIntervals.Change> changes, boolean heads) {
        page.open("div", "class", "scroll").open("table");
        page.element(
                "caption",
                "Scores of the " + tested.part()
                        + " part without the steps that are kept, and with them: the cases where"
                        + " both are defined, and the 95 % interval of their mean difference, groups (patients) drawn with"
                        + " all their cases. The scores of each case without the steps are in "
                        + RunFiles.UNPROCESSED_CASES + " where the report csv is written");
        page.open("thead").open("tr");
        List.of("score", "without", "with", "change", "95 % interval", "cases", "groups")
                .forEach(column -> page.element("th", column, "scope", "col"));
        page.close().close().open("tbody");
        for (PairedIntervals.Change change : changes) {
            page.open("tr");
            page.element(
                    "th", name(heads ? change.head() + "/" : "", change.metric(), change.className()), "scope", "row");
            page.element("td", Quantities.score(change.before())).element("td", Quantities.score(change.after()));
            page.element("td", signed(change.after() - change.before()));
            page.element(
                    "td", Double.isNaN(change.low()) ? "-" : signed(change.low()) + " to " + signed(change.high()));
            page.element("td", Quantities.count(change.cases())).element("td", Quantities.count(change.groups()));
            page.close();
        }
        page.close().close().close();
    }

    private static String name(String head, String metric, String className) {
        return head + metric + " " + (className.equals(ScoreNames.WHOLE) ? "whole image" : className);
    }

    private static void scores(Markup page, List<MetricValue> before, List<MetricValue> after, boolean heads) {
        page.open("div", "class", "scroll").open("table");
        page.element(
                "caption",
                "Scores of the " + before.get(0).part() + " part without the steps that are kept, and with them");
        page.open("thead").open("tr");
        List.of("score", "without", "with", "change").forEach(column -> page.element("th", column, "scope", "col"));
        page.close().close().open("tbody");
        for (MetricValue without : before) {
            double with = after.stream()
                    .filter(value -> value.path().equals(without.path()))
                    .mapToDouble(MetricValue::value)
                    .reduce((earlier, later) -> later)
                    .orElse(Double.NaN);
            String name = name(heads ? without.head() + "/" : "", without.metric(), without.className());
            page.open("tr").element("th", name, "scope", "row");
            page.element("td", Quantities.score(without.value())).element("td", Quantities.score(with));
            page.element("td", signed(with - without.value())).close();
        }
        page.close().close().close();
    }

    private static String signed(double change) {
        return (change > 0 ? "+" : "") + Quantities.score(change);
    }
}
