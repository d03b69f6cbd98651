// SPDX-License-Identifier: Apache-2.0
package org.septum.compare.model;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.septum.compare.read.RunFolder;

/** Whether a run's experiment.yaml is still the one that the run was made from. */
final class EditedExperiment {

    private static final int MOST_NAMED = 4;

    /** What changes no score, and where things lie. */
    private static final Set<String> FREE = Set.of(
            "runtime.threads",
            "runtime.loader-threads",
            "training.save-every",
            "data.dataset.root",
            "data.split.file",
            "model.weights");

    private EditedExperiment() {}

    /** What was edited, by key; empty if nothing was that counts, or the run did not record what it was made from. */
    static Optional<String> of(RunFolder run) {
        Optional<String> recorded = run.provenance().experimentHash();
        if (recorded.isEmpty() || recorded.get().equals(run.experimentHash())) {
            return Optional.empty();
        }
        Optional<Map<String, String>> before = run.recordedSettings();
        if (before.isEmpty()) {
            return Optional.of(run.path() + ": experiment.yaml was edited after the run");
        }
        Map<String, String> now = run.settings();
        Set<String> keys = new LinkedHashSet<>(before.get().keySet());
        keys.addAll(now.keySet());
        List<String> edited = keys.stream()
                .filter(key -> !FREE.contains(key) && !key.startsWith("report"))
                .filter(key -> !before.get().getOrDefault(key, "-").equals(now.getOrDefault(key, "-")))
                .map(key -> key + ": " + before.get().getOrDefault(key, "-") + " -> " + now.getOrDefault(key, "-"))
                .toList();
        return edited.isEmpty()
                ? Optional.empty()
                : Optional.of(run.path() + ": experiment.yaml was edited after the run: "
                        + String.join(", ", edited.subList(0, Math.min(MOST_NAMED, edited.size())))
                        + (edited.size() > MOST_NAMED ? ", ..." : ""));
    }
}
