// SPDX-License-Identifier: Apache-2.0
package org.septum.planning.text;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.septum.api.Arguments;
import org.septum.api.Component;
import org.septum.api.Option;
import org.septum.api.Options;
import org.septum.api.experiment.DataSection;
import org.septum.api.experiment.EvaluationSection;
import org.septum.api.experiment.Experiment;
import org.septum.api.experiment.HeadSection;
import org.septum.api.experiment.ModelSection;
import org.septum.api.experiment.RuntimeSection;
import org.septum.api.experiment.Section;
import org.septum.api.experiment.TrainingSection;

/**
 * What an experiment says beside its defaults, as mappings, lists and values. A place that the environment gives stays the
 * reference that it was.
 */
public final class ExperimentTree {

    private final Experiment experiment;

    private ExperimentTree(Experiment experiment) {
        this.experiment = experiment;
    }

    /** The experiment's keys in the order of a resolved one. */
    public static Map<String, Object> of(Experiment experiment) {
        return new ExperimentTree(experiment).all();
    }

    /** A component as it stands in a file: its type alone, or a mapping with what differs from the defaults. */
    public static Object component(Component component) {
        Map<String, Object> map = mapping(component);
        return map.size() == 1 ? component.name() : map;
    }

    private static Map<String, Object> mapping(Component component) {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("type", component.name());
        map.putAll(values(component.factory().options(), component.arguments()));
        return map;
    }

    private Map<String, Object> all() {
        Map<String, Object> all = new LinkedHashMap<>();
        Map<String, Object> own = values(Experiment.DECLARED.options(), experiment.values());
        all.put("septum", own.get("septum"));
        all.put("name", experiment.name());
        all.put("seed", experiment.seed());
        put(all, "data", section(DataSection.DECLARED, experiment.data().values()));
        Map<String, Object> model = mapping(experiment.model().model());
        model.putAll(section(ModelSection.DECLARED, experiment.model().values()));
        all.put("model", model);
        Map<String, Object> heads = new LinkedHashMap<>();
        experiment.heads().forEach(head -> heads.put(head.name(), head(head)));
        all.put("heads", heads);
        put(all, "optimizer", own.get("optimizer"));
        put(
                all,
                "training",
                section(TrainingSection.DECLARED, experiment.training().values()));
        put(
                all,
                "evaluation",
                section(EvaluationSection.DECLARED, experiment.evaluation().values()));
        put(all, "checkpoint", own.get("checkpoint"));
        put(all, "report", own.get("report"));
        put(
                all,
                "runtime",
                section(RuntimeSection.DECLARED, experiment.runtime().values()));
        return places(all);
    }

    private static Map<String, Object> head(HeadSection head) {
        Map<String, Object> map = mapping(head.head());
        map.putAll(values(HeadSection.DECLARED.options(), head.values()));
        return map;
    }

    private static Map<String, Object> section(Section declared, Arguments values) {
        return values(declared.options(), values);
    }

    private static void put(Map<String, Object> all, String key, Object value) {
        if (value != null && !(value instanceof Map<?, ?> map && map.isEmpty())) {
            all.put(key, value);
        }
    }

    /** The environment's references in place of what they stood for. */
    private Map<String, Object> places(Map<String, Object> all) {
        for (String place : Experiment.PLACES) {
            String[] keys = place.split("\\.");
            Map<String, Object> within = all;
            for (int i = 0; i < keys.length - 1; i++) {
                within = mapping(within.get(keys[i])).orElse(Map.of());
            }
            Object value = within.get(keys[keys.length - 1]);
            if (value instanceof String text && !experiment.told(place, text).equals(text)) {
                within.put(
                        keys[keys.length - 1],
                        new AsWritten(experiment.settings().get(place)));
            }
        }
        return all;
    }

    @SuppressWarnings("unchecked")
    private static Optional<Map<String, Object>> mapping(Object value) {
        return value instanceof Map<?, ?> map ? Optional.of((Map<String, Object>) map) : Optional.empty();
    }

    /** The values that differ from their defaults. */
    private static Map<String, Object> values(Options options, Arguments arguments) {
        Map<String, Object> values = new LinkedHashMap<>();
        for (Option option : options) {
            if (arguments.has(option.name())) {
                Object value = plain(arguments.value(option.name(), Object.class));
                if (!value.equals(plain(option.defaultValue()))) {
                    values.put(option.name(), value);
                }
            }
        }
        return values;
    }

    private static Object plain(Object value) {
        if (value instanceof Component component) {
            return component(component);
        }
        if (value instanceof List<?> list) {
            return list.stream().map(ExperimentTree::plain).toList();
        }
        if (value instanceof Map<?, ?> map) {
            Map<String, Object> plain = new LinkedHashMap<>();
            map.forEach((key, item) -> plain.put((String) key, plain(item)));
            return plain;
        }
        return value;
    }

    /** A value as it stands in the file. */
    record AsWritten(String yaml) {}
}
