// SPDX-License-Identifier: Apache-2.0
package org.septum.engine.sample;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.septum.api.UserError;
import org.septum.api.data.Dataset;

/**
 * What a dataset says of its labels.
 *
 * @param labels the background first
 * @param ignored those whose pixels nobody has judged
 * @param regions unions of labels
 */
public record Labelling(List<String> labels, Set<String> ignored, Map<String, List<String>> regions) {

    /**
     * @throws UserError if the background is to be ignored, or a label that there is not
     */
    public Labelling {
        for (String label : ignored) {
            if (labels.indexOf(label) < 1) {
                throw new UserError("data.dataset: the label '" + label + "' is to be ignored and is "
                        + (labels.contains(label) ? "the background" : "not among the labels")
                        + "; allowed are " + String.join(", ", labels.subList(1, labels.size())));
            }
        }
    }

    public static Labelling of(Dataset dataset) {
        return new Labelling(dataset.labels(), dataset.ignored(), dataset.regions());
    }

    /** Without anything but the labels. */
    public static Labelling of(List<String> labels) {
        return new Labelling(labels, Set.of(), Map.of());
    }

    /** For messages. */
    public String described() {
        return String.join(", ", labels)
                + (ignored.isEmpty() ? "" : "; ignored " + String.join(", ", ignored))
                + (regions.isEmpty() ? "" : "; regions " + regions);
    }

    /** The labels that are classes, or parts of classes. */
    List<String> judged() {
        return labels.stream().filter(label -> !ignored.contains(label)).toList();
    }
}
