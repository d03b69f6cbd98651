// SPDX-License-Identifier: Apache-2.0
package org.septum.planning.start;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.septum.api.data.Part;
import org.septum.common.text.Words;

/** Divides the data so that each part has something, by patient wherever there are several. */
record SplitRule(DataFacts facts, boolean grouped) {

    private static final int FEW = 10;

    private static final int FOLDS = 5;

    /** Names of groups in the file beyond which nobody reads them. */
    private static final int MOST_NAMED = 40;

    /** Percent of the groups, where there are many. */
    private static final int TEST = 20;

    private static final int VALIDATION = 15;

    /**
     * @param value of {@code data.split}
     * @param doubt what to look at; empty for nothing
     * @param validates whether a part is left for validation
     * @param trainingShare about which share of the samples is trained on
     */
    record Choice(Object value, String reason, String doubt, boolean validates, double trainingShare) {}

    Choice choose() {
        Optional<PublishedParts> published = PublishedParts.of(facts.samples());
        if (published.isEmpty()) {
            return drawn();
        }
        PublishedParts parts = published.get();
        String folders = String.join(", ", parts.folders());
        if (parts.of(Part.VALIDATION).size() + parts.of(Part.TEST).size() <= MOST_NAMED) {
            return asPublished(parts, folders);
        }
        Choice drawn = drawn();
        return new Choice(
                drawn.value(),
                drawn.reason(),
                "the folders " + folders
                        + " divide the data already, and this does not follow them, for too many would have to"
                        + " be named here: to keep that division, write it into a file for split: {type: from-file}"
                        + (drawn.doubt().isEmpty() ? "" : "; " + drawn.doubt()),
                drawn.validates(),
                drawn.trainingShare());
    }

    private Choice asPublished(PublishedParts parts, String folders) {
        int groups = facts.groups().size();
        Map<String, Object> split = new LinkedHashMap<>();
        split.put("type", "by-group");
        double left = parts.of(Part.TRAIN).size();
        for (Part part : List.of(Part.VALIDATION, Part.TEST)) {
            if (!parts.of(part).isEmpty()) {
                split.put(part + "-groups", parts.of(part));
            } else {
                int drawn = share(part == Part.TEST ? TEST : VALIDATION, groups);
                boolean enough = drawn < left;
                split.put(part.toString(), enough ? percent(drawn, groups) / 100.0 : 0.0);
                left -= enough ? drawn : 0;
            }
        }
        boolean validates =
                !parts.of(Part.VALIDATION).isEmpty() || !split.get("validation").equals(0.0);
        return new Choice(
                split,
                "The folders " + folders + " divide the data, and this follows them"
                        + (parts.folders().size() < 3
                                ? "; the part that has no folder is drawn from the training."
                                : "."),
                "",
                validates,
                left / groups);
    }

    private Choice drawn() {
        int groups = facts.groups().size();
        if (groups == 1) {
            return bySlice();
        }
        if (groups == 2) {
            return new Choice(
                    split(50, 0),
                    "There are two " + (grouped ? "patients" : facts.noun() + "s")
                            + ": one to train on, one to validate.",
                    "no data are left for a test, so that scores are too good: the best epoch is chosen on what is scored",
                    true,
                    0.5);
        }
        int test = share(TEST, groups);
        int validation = share(VALIDATION, groups);
        int train = groups - test - validation;
        String noun = grouped ? "patient" : facts.noun();
        String reason = Words.count(groups, noun) + ": " + train + " to train on, " + validation + " to validate, "
                + test + " for the test.";
        if (groups < FEW) {
            reason += " A test on so few says little: an ablation over folds tests each of them once; add"
                    + " \"ablation: {folds: " + Math.min(FOLDS, groups) + "}\" and run 'septum ablate'.";
        }
        return new Choice(
                groups < FEW ? split(percent(validation, groups), percent(test, groups)) : split(VALIDATION, TEST),
                reason,
                grouped
                        ? ""
                        : "nothing in the names tells patients apart, so that each " + facts.noun()
                                + " counts as one. If several show the same patient, say how names tell it with"
                                + " data.dataset.group: a patient in two parts makes scores too good",
                true,
                (double) train / groups);
    }

    private Choice bySlice() {
        if (facts.samples().size() < 3) {
            Map<String, Object> none = new LinkedHashMap<>();
            none.put("type", "by-group");
            none.put("validation", 0.0);
            none.put("test", 0.0);
            return new Choice(
                    none,
                    "There is nothing to divide.",
                    Words.count(facts.samples().size(), "image") + " cannot be divided: nothing is validated or tested",
                    false,
                    1);
        }
        Map<String, Object> split = new LinkedHashMap<>();
        split.put("type", "by-slice");
        split.put("validation", 0.2);
        split.put("test", 0.2);
        split.put("leaks-groups", "accepted");
        return new Choice(
                split,
                "All " + facts.samples().size() + " images belong to one group, '"
                        + facts.groups().iterator().next() + "', so that slices are divided.",
                "training, validation and test are of one patient or volume: scores say nothing about others. Get data of"
                        + " more, or say with data.dataset.group how names tell them apart",
                true,
                0.64);
    }

    private static int share(int percent, int groups) {
        return Math.max(1, (int) Math.round(percent / 100.0 * groups));
    }

    private static int percent(int part, int groups) {
        return (int) Math.round(100.0 * part / groups);
    }

    private static Map<String, Object> split(int validation, int test) {
        Map<String, Object> split = new LinkedHashMap<>();
        split.put("type", "by-group");
        split.put("validation", validation / 100.0);
        split.put("test", test / 100.0);
        return split;
    }
}
