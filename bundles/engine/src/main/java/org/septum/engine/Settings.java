// SPDX-License-Identifier: Apache-2.0
package org.septum.engine;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The settings of a resolved experiment.
 *
 * @param values as they are written, by their paths: {@code optimizer.learning-rate}, {@code data.augment[0]}
 */
record Settings(Map<String, String> values) {

    /** Where things lie may differ from machine to machine: their content is compared instead. */
    private static final List<String> PLACES = List.of("data.dataset.root", "data.split.file", "model.weights");

    /**
     * What changes no result: how the machine is used, what is reported, and where things lie, whose content is compared
     * instead.
     */
    static final List<String> FREE = List.of(
            "runtime.threads",
            "runtime.loader-threads",
            "training.save-every",
            "report",
            "data.dataset.root",
            "data.split.file",
            "model.weights");

    /** @param resolved has one setting a line, indented by two blanks a level */
    static Settings of(String resolved) {
        Map<String, String> settings = new LinkedHashMap<>();
        List<String> path = new ArrayList<>();
        Map<String, Integer> items = new LinkedHashMap<>();
        resolved.lines().forEach(line -> {
            String content = line.strip();
            int depth = (line.length() - line.stripLeading().length()) / 2;
            path.subList(Math.min(depth, path.size()), path.size()).clear();
            if (content.startsWith("- ")) {
                String list = String.join(".", path);
                settings.put(list + "[" + (items.merge(list, 1, Integer::sum) - 1) + "]", content.substring(2));
                return;
            }
            int colon = content.endsWith(":") ? content.length() - 1 : content.indexOf(": ");
            path.add(colon < 0 ? content : content.substring(0, colon));
            if (colon >= 0 && colon + 1 < content.length()) {
                settings.put(String.join(".", path), content.substring(colon + 2));
            }
        });
        return new Settings(settings);
    }

    static boolean isFree(String key) {
        return FREE.stream().anyMatch(free -> key.equals(free) || key.startsWith(free + "["));
    }

    static boolean isPlace(String key) {
        return PLACES.contains(key);
    }

    /** The SHA-256 of all that can change a result. */
    String identity() {
        StringBuilder text = new StringBuilder();
        values.forEach((key, value) -> {
            if (!isFree(key)) {
                text.append(key).append('\t').append(value).append('\n');
            }
        });
        return Sha256.of(text.toString());
    }

    /** The keys whose values are other in another experiment, in order. */
    Set<String> keysChangedIn(Settings other) {
        Set<String> keys = new LinkedHashSet<>(values.keySet());
        keys.addAll(other.values.keySet());
        keys.removeIf(key -> String.valueOf(values.get(key)).equals(String.valueOf(other.values.get(key))));
        return keys;
    }

    /** A setting's value; none where it is not set. */
    String value(String key) {
        return values.getOrDefault(key, "none");
    }
}
