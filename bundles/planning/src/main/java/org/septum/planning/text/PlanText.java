// SPDX-License-Identifier: Apache-2.0
package org.septum.planning.text;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.septum.api.experiment.DataSection;
import org.septum.api.experiment.EvaluationSection;
import org.septum.api.experiment.RuntimeSection;
import org.septum.api.experiment.Section;
import org.septum.api.experiment.TrainingSection;
import org.septum.services.plan.Planner.Decision;
import org.septum.services.plan.Planner.Plan;

/** A planned experiment as a file, with the reason of each decision above it. */
public final class PlanText {

    private static final List<Section> SECTIONS = List.of(
            DataSection.DECLARED, TrainingSection.DECLARED, EvaluationSection.DECLARED, RuntimeSection.DECLARED);

    private static final List<String> UPPERMOST = List.of(
            "septum",
            "name",
            "seed",
            "data",
            "model",
            "heads",
            "optimizer",
            "training",
            "evaluation",
            "checkpoint",
            "report",
            "runtime");

    private PlanText() {}

    /** @param head lines of the comment at the top */
    public static String of(Plan plan, List<String> head) {
        Map<String, Object> tree = ExperimentTree.of(plan.experiment());
        Map<String, String> reasons = new LinkedHashMap<>();
        for (Decision decision : plan.decisions()) {
            put(tree, List.of(decision.path().split("\\.")), decision.value());
            reasons.put(decision.path(), decision.reason());
        }
        List<String> top = new ArrayList<>(head);
        plan.measured().forEach(line -> top.add("Measured: " + line));
        plan.warnings().forEach(line -> top.add("Look at this: " + line));
        return new CommentedYaml(reasons).text(ordered(tree), top);
    }

    @SuppressWarnings("unchecked")
    private static void put(Map<String, Object> tree, List<String> path, Object value) {
        Map<String, Object> within = tree;
        for (String key : path.subList(0, path.size() - 1)) {
            within = (Map<String, Object>) within.computeIfAbsent(key, name -> new LinkedHashMap<String, Object>());
        }
        within.put(path.get(path.size() - 1), value);
    }

    /** What the plan adds stands where a resolved experiment has it. */
    @SuppressWarnings("unchecked")
    private static Map<String, Object> ordered(Map<String, Object> tree) {
        for (Section section : SECTIONS) {
            if (tree.get(section.path()) instanceof Map<?, ?> values) {
                tree.put(
                        section.path(),
                        ordered((Map<String, Object>) values, section.options().names()));
            }
        }
        return ordered(tree, UPPERMOST);
    }

    private static Map<String, Object> ordered(Map<String, Object> values, List<String> keys) {
        Map<String, Object> ordered = new LinkedHashMap<>();
        keys.stream().filter(values::containsKey).forEach(key -> ordered.put(key, values.get(key)));
        return ordered;
    }
}
