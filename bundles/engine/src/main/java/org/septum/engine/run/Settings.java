// SPDX-License-Identifier: Apache-2.0
package org.septum.engine.run;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.septum.api.experiment.Experiment;
import org.septum.common.files.Sha256;

/**
 * The settings of a resolved experiment.
 *
 * @param values as {@link Experiment#settings} has them
 */
public record Settings(Map<String, String> values) {

    /**
     * What changes no result: how the machine is used, what is reported, and where things lie, whose content is compared
     * instead.
     */
    public static final List<String> FREE = List.of(
            "runtime.threads",
            "runtime.loader-threads",
            "training.save-every",
            "report",
            "data.dataset.root",
            "data.split.file",
            "model.weights");

    public static Settings of(Experiment experiment) {
        return new Settings(experiment.settings());
    }

    public static boolean isFree(String key) {
        return FREE.stream().anyMatch(free -> key.equals(free) || key.startsWith(free + "["));
    }

    /** The SHA-256 of all that can change a result. */
    public String identity() {
        StringBuilder text = new StringBuilder();
        values.forEach((key, value) -> {
            if (!isFree(key)) {
                text.append(key).append('\t').append(value).append('\n');
            }
        });
        return Sha256.of(text.toString());
    }

    /** The keys whose values are other in another experiment, in order. */
    public Set<String> keysChangedIn(Settings other) {
        Set<String> keys = new LinkedHashSet<>(values.keySet());
        keys.addAll(other.values.keySet());
        keys.removeIf(key -> Objects.equals(values.get(key), other.values.get(key)));
        return keys;
    }

    /** A setting's value; none where it is not set. */
    public String value(String key) {
        return values.getOrDefault(key, "none");
    }
}
