// SPDX-License-Identifier: Apache-2.0
package org.septum.config;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.septum.api.Arguments;
import org.septum.api.Component;
import org.septum.api.experiment.HeadSection;
import org.septum.api.experiment.ModelSection;
import org.septum.config.yaml.YamlText;

/** Writes an experiment out in full: every default, no {@code extends}, always in the same order. */
final class ResolvedYaml {

    private final StringBuilder text = new StringBuilder();

    /** A text whose references to the environment stay. */
    private record Reference(String text) {}

    /**
     * @param values as {@link org.septum.config.section.ExperimentSections#values}
     * @param places those that refer to the environment, by their paths, as they stand in the file
     */
    ResolvedYaml(Map<String, Object> values, Map<String, String> places) {
        Map<String, Object> root = plain(values);
        places.forEach((path, written) -> refer(root, List.of(path.split("\\.")), written));
        mapping(root, 0);
    }

    @SuppressWarnings("unchecked")
    private static void refer(Map<String, Object> map, List<String> path, String written) {
        if (path.size() == 1) {
            map.put(path.get(0), new Reference(written));
        } else {
            refer((Map<String, Object>) map.get(path.get(0)), path.subList(1, path.size()), written);
        }
    }

    String text() {
        return text.toString();
    }

    private static Map<String, Object> head(HeadSection head) {
        Map<String, Object> map = component(head.head());
        map.putAll(plain(head.values().asMap()));
        // They have always come last, and the names of runs hang on this text.
        map.put("metrics", map.remove("metrics"));
        return map;
    }

    private static Map<String, Object> component(Component component) {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("type", component.name());
        map.putAll(plain(component.arguments().asMap()));
        return map;
    }

    private static Map<String, Object> plain(Map<?, ?> map) {
        Map<String, Object> plain = new LinkedHashMap<>();
        map.forEach((key, item) -> plain.put((String) key, plain(item)));
        return plain;
    }

    private static Object plain(Object value) {
        if (value instanceof Component component) {
            return component(component);
        }
        if (value instanceof Arguments arguments) {
            return plain(arguments.asMap());
        }
        if (value instanceof ModelSection model) {
            Map<String, Object> map = component(model.model());
            map.putAll(plain(model.values().asMap()));
            return map;
        }
        if (value instanceof HeadSection head) {
            return head(head);
        }
        if (value instanceof List<?> list) {
            List<Object> plain = new ArrayList<>();
            list.forEach(item -> plain.add(plain(item)));
            return plain;
        }
        return value instanceof Map<?, ?> map ? plain(map) : value;
    }

    private void mapping(Map<?, ?> map, int depth) {
        map.forEach((key, value) -> {
            text.append("  ".repeat(depth))
                    .append(YamlText.quoted((String) key))
                    .append(':');
            nested(value, depth);
        });
    }

    private void nested(Object value, int depth) {
        if (value instanceof Map<?, ?> map && !map.isEmpty()) {
            text.append('\n');
            mapping(map, depth + 1);
        } else if (value instanceof List<?> list && !list.isEmpty() && list.get(0) instanceof Map<?, ?>) {
            text.append('\n');
            for (Object item : list) {
                text.append("  ".repeat(depth + 1))
                        .append("- ")
                        .append(flow(item))
                        .append('\n');
            }
        } else {
            text.append(' ').append(flow(value)).append('\n');
        }
    }

    /** A value on one line. */
    private static String flow(Object value) {
        if (value instanceof Map<?, ?> map) {
            List<String> entries = new ArrayList<>();
            map.forEach((key, item) -> entries.add(YamlText.quoted((String) key) + ": " + flow(item)));
            return "{" + String.join(", ", entries) + "}";
        }
        if (value instanceof List<?> list) {
            return "[" + String.join(", ", list.stream().map(ResolvedYaml::flow).toList()) + "]";
        }
        return scalar(value);
    }

    private static String scalar(Object value) {
        if (value instanceof Double number) {
            return Double.toString(number).toLowerCase(Locale.ROOT);
        }
        // A value's references are replaced when it is read, a key's are not.
        if (value instanceof Reference reference) {
            return YamlText.quoted(reference.text);
        }
        return value instanceof String text ? YamlText.quoted(text.replace("${", "$${")) : String.valueOf(value);
    }
}
