// SPDX-License-Identifier: Apache-2.0
package org.septum.api.experiment;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.septum.api.Component;

/**
 * A checked experiment: every component chosen, every default filled in.
 *
 * @param name names the run directory
 * @param file the file it was read from
 * @param seed all randomness comes from it
 * @param resolved the whole experiment as YAML without {@code extends}; reads back to the same experiment. Of a place
 *     ({@link #PLACES}) that is given by the environment it has the reference, of anything else the value
 * @param settings what {@link #resolved} sets, value by value, by the paths that {@code --set} takes
 * @param environment the variables that were read, or would have been if they were set
 */
public record Experiment(
        String name,
        Path file,
        long seed,
        DataSection data,
        ModelSection model,
        List<HeadSection> heads,
        Component optimizer,
        TrainingSection training,
        EvaluationSection evaluation,
        List<Component> checkpoints,
        List<Component> reporters,
        RuntimeSection runtime,
        String resolved,
        Map<String, String> settings,
        Set<String> environment) {

    /**
     * The settings that say where something lies, which may differ from machine to machine: what lies there is compared
     * instead.
     */
    public static final List<String> PLACES = List.of("data.dataset.root", "data.split.file", "model.weights");

    /**
     * A place as it is told to others: by the reference where the environment gives it, which keeps the names of a machine's
     * folders to itself.
     *
     * @param place one of {@link #PLACES}
     * @param value what is told otherwise
     */
    public String told(String place, String value) {
        String written = settings.getOrDefault(place, "");
        return written.replace("$${", "").contains("${") ? written.replaceAll("^\"|\"$", "") : value;
    }

    /** All components, for provenance: their places in the file and what was chosen. */
    public Map<String, Component> components() {
        Map<String, Component> all = new LinkedHashMap<>();
        add(all, "data.", data.values().asMap());
        all.put("model", model.model());
        add(all, "model.", model.values().asMap());
        for (HeadSection head : heads) {
            all.put("heads." + head.name(), head.head());
            add(all, "heads." + head.name() + ".", head.values().asMap());
        }
        all.put("optimizer", optimizer);
        add(all, "training.", training.values().asMap());
        add(all, "evaluation.", evaluation.values().asMap());
        add(all, "", Map.of("checkpoint", checkpoints));
        add(all, "", Map.of("report", reporters));
        add(all, "runtime.", runtime.values().asMap());
        return all;
    }

    private static void add(Map<String, Component> all, String prefix, Map<String, ?> values) {
        values.forEach((key, value) -> {
            if (value instanceof Component component) {
                all.put(prefix + key, component);
            } else if (value instanceof List<?> list) {
                for (int i = 0; i < list.size(); i++) {
                    if (list.get(i) instanceof Component component) {
                        all.put(prefix + key + "[" + i + "]", component);
                    }
                }
            }
        });
    }
}
