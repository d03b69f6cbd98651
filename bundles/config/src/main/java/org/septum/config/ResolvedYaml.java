// SPDX-License-Identifier: Apache-2.0
package org.septum.config;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.septum.api.Arguments;
import org.septum.api.Component;
import org.septum.api.Location;
import org.septum.api.experiment.HeadSection;
import org.septum.api.experiment.ModelSection;
import org.septum.common.text.YamlText;
import org.septum.config.yaml.Tree;

/** Writes an experiment out in full: every default, no {@code extends}, always in the same order. */
final class ResolvedYaml {

    private static final Location NOWHERE = new Location("", 0, 0);

    private final Map<String, String> places;
    private final StringBuilder text = new StringBuilder();

    /**
     * @param values as {@link org.septum.config.section.ExperimentSections#values}
     * @param places those that refer to the environment, by their paths, as they stand in the file
     */
    ResolvedYaml(Map<String, Object> values, Map<String, String> places) {
        this.places = places;
        mapping((Tree.Mapping) tree("", values), 0);
    }

    String text() {
        return text.toString();
    }

    private Tree tree(String path, Object value) {
        if (value instanceof Component component) {
            return tree(path, component(component, Map.of()));
        }
        if (value instanceof ModelSection model) {
            return tree(path, component(model.model(), model.values().asMap()));
        }
        if (value instanceof HeadSection head) {
            Map<String, Object> map = component(head.head(), head.values().asMap());
            // They have always come last, and the names of runs hang on this text.
            map.put("metrics", map.remove("metrics"));
            return tree(path, map);
        }
        if (value instanceof Arguments arguments) {
            return tree(path, arguments.asMap());
        }
        if (value instanceof Map<?, ?> map) {
            Map<String, Tree.Mapping.Entry> entries = new LinkedHashMap<>();
            map.forEach((key, item) -> {
                Tree below = tree(path.isEmpty() ? (String) key : path + "." + key, item);
                entries.put((String) key, new Tree.Mapping.Entry(NOWHERE, below));
            });
            return new Tree.Mapping(entries, NOWHERE);
        }
        if (value instanceof List<?> list) {
            return new Tree.Sequence(
                    list.stream().map(item -> tree(path + "[]", item)).toList(), NOWHERE);
        }
        return scalar(path, value);
    }

    private static Map<String, Object> component(Component component, Map<String, ?> beside) {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("type", component.name());
        map.putAll(component.arguments().asMap());
        map.putAll(beside);
        return map;
    }

    /** A value, in which what looks like a reference to the environment is none; but of a place the reference itself. */
    private Tree.Scalar scalar(String path, Object value) {
        if (places.containsKey(path)) {
            return new Tree.Scalar(places.get(path), true, NOWHERE);
        }
        String written =
                value instanceof Double number ? Double.toString(number).toLowerCase(Locale.ROOT) : value.toString();
        return new Tree.Scalar(written.replace("${", "$${"), value instanceof String, NOWHERE);
    }

    private void mapping(Tree.Mapping mapping, int depth) {
        mapping.entries().forEach((key, entry) -> {
            text.append("  ".repeat(depth)).append(YamlText.quoted(key)).append(':');
            nested(entry.value(), depth);
        });
    }

    private void nested(Tree tree, int depth) {
        if (tree instanceof Tree.Mapping mapping && !mapping.entries().isEmpty()) {
            text.append('\n');
            mapping(mapping, depth + 1);
        } else if (tree instanceof Tree.Sequence list
                && !list.items().isEmpty()
                && list.items().get(0) instanceof Tree.Mapping) {
            text.append('\n');
            for (Tree item : list.items()) {
                text.append("  ".repeat(depth + 1)).append("- ");
                text.append(item.flow(false)).append('\n');
            }
        } else {
            text.append(' ').append(tree.flow(false)).append('\n');
        }
    }
}
