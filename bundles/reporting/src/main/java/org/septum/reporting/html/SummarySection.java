// SPDX-License-Identifier: Apache-2.0
package org.septum.reporting.html;

import static org.septum.reporting.Quantities.count;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.StringJoiner;
import org.septum.api.Component;
import org.septum.api.data.Part;
import org.septum.api.experiment.Experiment;
import org.septum.api.experiment.HeadSection;
import org.septum.api.metric.MetricValue;
import org.septum.api.metric.ScoreNames;
import org.septum.api.report.RunFinish;
import org.septum.api.report.RunStart;
import org.septum.common.page.Markup;
import org.septum.reporting.Quantities;

/** The report's beginning: test scores in large type, and what was run on what. */
public final class SummarySection {

    private SummarySection() {}

    static void write(Markup page, RunStart start, List<MetricValue> history, Optional<RunFinish> finish) {
        page.open("section", "aria-label", "Summary");
        headline(
                page,
                start.experiment(),
                history,
                finish.map(RunFinish::testedPart).orElse(Part.TEST));
        page.open("dl", "class", "facts");
        facts(start, finish).forEach((heading, text) -> {
            page.open("div").element("dt", heading).element("dd", text).close();
        });
        page.close().close();
    }

    private static void headline(Markup page, Experiment experiment, List<MetricValue> history, Part part) {
        List<MetricValue> scores = history.stream()
                .filter(value -> value.part().equals(part) && !value.head().isEmpty())
                .filter(value -> ScoreNames.isOverall(value.className()))
                .filter(value -> !value.metric().equals("loss"))
                .toList();
        if (scores.isEmpty()) {
            return;
        }
        page.open("div", "class", "headline");
        for (MetricValue score : scores) {
            String head = experiment.heads().size() > 1 ? score.head() + ", " : "";
            String over = score.className().equals(ScoreNames.MEAN) ? "mean over classes" : "whole image";
            page.open("div").element("strong", Quantities.score(score.value()));
            page.element("span", part + " " + score.metric())
                    .element("small", head + over)
                    .close();
        }
        page.close();
    }

    private static Map<String, String> facts(RunStart start, Optional<RunFinish> finish) {
        Experiment experiment = start.experiment();
        Map<String, String> facts = new LinkedHashMap<>();
        facts.put(
                "Dataset",
                described(experiment, "data.dataset", experiment.data().dataset()));
        if (!start.notes().isEmpty()) {
            facts.put("Notes on the data", String.join("; ", start.notes()));
        }
        start.samples()
                .forEach((part, samples) -> facts.put(
                        (part == Part.TRAIN ? "Training" : capital(part.toString())) + " data",
                        count(samples, "sample") + " of " + count(start.groups().getOrDefault(part, 0), "group")));
        facts.put("Model", experiment.model().model().type() + ", " + count(start.parameters(), "parameter"));
        for (HeadSection head : experiment.heads()) {
            facts.put(
                    "Head " + head.name(),
                    head.head().type() + ", loss " + head.loss().type()
                            + (head.weight() == 1 ? "" : " times " + head.weight()));
        }
        facts.put(
                "Input",
                experiment.data().height() + " x " + experiment.data().width() + " pixels, batch size "
                        + experiment.data().batchSize());
        start.facts().forEach((heading, text) -> facts.put(capital(heading), text));
        facts.put("Optimizer", described(experiment, "optimizer", experiment.optimizer()));
        facts.put(
                "Training",
                count(experiment.training().epochs(), "epoch") + " of " + count(start.stepsPerEpoch(), "step"));
        facts.put("Seed", Long.toString(experiment.seed()));
        facts.put("Compute", start.compute());
        finish.ifPresent(end -> {
            if (!end.testedCheckpoint().isEmpty()) {
                facts.put("Tested checkpoint", end.testedCheckpoint());
            }
            facts.put("Duration", Quantities.duration(end.seconds()));
            end.facts().forEach((heading, text) -> facts.put(capital(heading), text));
        });
        return facts;
    }

    /**
     * The type and its simple options.
     *
     * @param path of the component in the experiment
     */
    public static String described(Experiment experiment, String path, Component component) {
        StringJoiner options = new StringJoiner(", ", component.type() + " (", ")").setEmptyValue(component.type());
        component.arguments().asMap().forEach((name, value) -> {
            if (!(value instanceof Component)) {
                options.add(name + " " + experiment.told(path + "." + name, String.valueOf(value)));
            }
        });
        return options.toString();
    }

    private static String capital(String text) {
        return text.isEmpty() ? text : Character.toUpperCase(text.charAt(0)) + text.substring(1);
    }
}
