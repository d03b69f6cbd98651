// SPDX-License-Identifier: Apache-2.0
package org.septum.planning.start;

import static org.septum.planning.start.Lines.component;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Decides what is predicted, and what it is compared by. */
record HeadRule(DataFacts facts) {

    private static final String SEVERAL = "structures";

    /** A head's name stands in paths and scores. */
    private static final String PLAIN = "[A-Za-z][A-Za-z0-9_-]*";

    /** A label that nobody has named is to be renamed in one place. */
    private static final String UNNAMED = "label_[0-9]+";

    private boolean isBinary() {
        return facts.regions().isEmpty() && facts.labels().size() == 2;
    }

    /** Names the head. */
    String name() {
        return isBinary()
                        && facts.labels().get(1).matches(PLAIN)
                        && !facts.labels().get(1).matches(UNNAMED)
                ? facts.labels().get(1)
                : SEVERAL;
    }

    void say(Lines lines) {
        Map<String, Object> head = new LinkedHashMap<>();
        String loss = "bce";
        String reason;
        Object dice = component("dice", "over", "batch");
        if (!facts.regions().isEmpty()) {
            head.put("type", "multilabel");
            reason = "The regions are the dataset's, which may overlap; each has a logit of its own: "
                    + String.join(
                            "; ",
                            facts.regions().entrySet().stream()
                                    .map(region -> region.getKey() + " of " + String.join(", ", region.getValue()))
                                    .toList())
                    + ".";
        } else if (isBinary()) {
            head.put("type", "binary");
            reason = "One structure beside the background, " + facts.labels().get(1) + ": one logit for each pixel.";
        } else {
            head.put("type", "multiclass");
            reason = "The classes are the dataset's labels, which exclude each other: "
                    + String.join(", ", facts.labels()) + ".";
            loss = "cross-entropy";
            dice = component("dice", "background", false, "over", "batch");
        }
        String path = "heads." + name();
        lines.add(path, head, reason);
        lines.add(
                path + ".loss",
                component("weighted-sum", "losses", List.of(dice, loss)),
                "Dice over the whole batch, for an image may lack a structure, and cross-entropy, in equal parts.");
        lines.add(path + ".metrics", metrics(), metricsReason());
    }

    private List<Object> metrics() {
        List<Object> metrics = new ArrayList<>();
        if (facts.hasVolumes()) {
            metrics.add("dice");
            if (facts.spacingKnown()) {
                metrics.addAll(List.of(distance("hausdorff-95"), distance("average-surface-distance")));
                if (slicesKnown()) {
                    metrics.add("volume-difference");
                }
            }
        } else {
            metrics.add(component("dice", "unit", "slice"));
            if (facts.spacingKnown()) {
                metrics.add(component("hausdorff-95", "unit", "slice"));
            }
        }
        if (!facts.spacingKnown()) {
            metrics.add(facts.hasVolumes() ? "iou" : component("iou", "unit", "slice"));
        }
        return metrics;
    }

    /** A body cannot be measured where the distance of its slices is not known; each slice can. */
    private Object distance(String metric) {
        return slicesKnown() ? metric : component(metric, "dimensions", 2);
    }

    private boolean slicesKnown() {
        return facts.samples().stream()
                .allMatch(info -> info.spacing()
                        .filter(spacing -> Double.isFinite(spacing.slice()))
                        .isPresent());
    }

    private String metricsReason() {
        String cases = facts.hasVolumes() ? "A case is a volume, all of its slices together" : "A case is an image";
        return cases
                + (facts.spacingKnown()
                        ? "; distances are in mm, as the files tell the size of pixels."
                        : "; the files do not tell the size of pixels, so that there are no distances in mm"
                                + " (data.dataset.spacing can say it, then hausdorff-95 and others can be added).");
    }
}
