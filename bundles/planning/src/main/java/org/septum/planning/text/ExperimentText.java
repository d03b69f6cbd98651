// SPDX-License-Identifier: Apache-2.0
package org.septum.planning.text;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.septum.api.experiment.DataSection;
import org.septum.api.experiment.EvaluationSection;
import org.septum.api.experiment.RuntimeSection;
import org.septum.api.experiment.Section;
import org.septum.api.experiment.TrainingSection;

/** An experiment that is put together value by value, each with the comment that stands above it in the file. */
public final class ExperimentText {

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

    private final Map<String, Object> tree;
    private final Map<String, String> comments = new LinkedHashMap<>();

    /** @param tree what it says so far, by the keys of an experiment; it is changed */
    public ExperimentText(Map<String, Object> tree) {
        this.tree = tree;
    }

    /**
     * Puts a value in the place of whatever stood there, with all that was said of that.
     *
     * @param path keys joined by dots, as {@code --set} takes them
     * @param value as of {@link org.septum.services.plan.Planner.Decision}
     * @param comment each of its lines begins a line in the file; empty for none
     */
    @SuppressWarnings("unchecked")
    public void put(String path, Object value, String comment) {
        List<String> keys = List.of(path.split("\\."));
        Map<String, Object> within = tree;
        for (String key : keys.subList(0, keys.size() - 1)) {
            within = (Map<String, Object>) within.computeIfAbsent(key, name -> new LinkedHashMap<String, Object>());
        }
        within.put(keys.get(keys.size() - 1), value);
        comments.keySet().removeIf(other -> other.equals(path) || other.startsWith(path + "."));
        comments.put(path, comment);
    }

    /**
     * The file.
     *
     * @param head lines of the comment at the top
     */
    public String text(List<String> head) {
        return new CommentedYaml(comments).text(ordered(), head);
    }

    /** What was added stands where a resolved experiment has it. */
    @SuppressWarnings("unchecked")
    private Map<String, Object> ordered() {
        Map<String, Object> sections = new LinkedHashMap<>(tree);
        for (Section section : SECTIONS) {
            if (tree.get(section.path()) instanceof Map<?, ?> values) {
                sections.put(
                        section.path(),
                        ordered((Map<String, Object>) values, section.options().names()));
            }
        }
        return ordered(sections, UPPERMOST);
    }

    private static Map<String, Object> ordered(Map<String, Object> values, List<String> keys) {
        Map<String, Object> ordered = new LinkedHashMap<>();
        keys.stream().filter(values::containsKey).forEach(key -> ordered.put(key, values.get(key)));
        return ordered;
    }
}
