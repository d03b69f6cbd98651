// SPDX-License-Identifier: Apache-2.0
package org.septum.config;

import java.util.LinkedHashMap;
import java.util.Map;
import org.septum.common.text.YamlText;
import org.septum.config.yaml.Tree;

/**
 * The settings of a resolved experiment by their paths. Two texts have the same settings exactly if they say the same: how a
 * text is quoted does not matter, a quoted number is not a number.
 */
final class FlatSettings {

    private final Map<String, String> settings = new LinkedHashMap<>();

    private FlatSettings() {}

    static Map<String, String> of(Tree.Mapping resolved) {
        FlatSettings flat = new FlatSettings();
        flat.add("", resolved);
        return flat.settings;
    }

    private void add(String path, Tree tree) {
        if (tree instanceof Tree.Mapping mapping && !mapping.entries().isEmpty()) {
            mapping.entries()
                    .forEach((key, entry) -> add(path.isEmpty() ? key(key) : path + "." + key(key), entry.value()));
        } else if (tree instanceof Tree.Sequence list
                && !list.items().isEmpty()
                && list.items().get(0) instanceof Tree.Mapping) {
            for (int i = 0; i < list.items().size(); i++) {
                settings.put(path + "[" + i + "]", list.items().get(i).flow(false));
            }
        } else {
            settings.put(path, tree.flow(false));
        }
    }

    /** One with a dot is quoted, so that a path has one meaning. */
    private static String key(String key) {
        return key.indexOf('.') < 0 ? YamlText.quoted(key) : YamlText.inQuotes(key);
    }
}
