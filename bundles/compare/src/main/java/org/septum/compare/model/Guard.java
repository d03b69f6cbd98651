// SPDX-License-Identifier: Apache-2.0
package org.septum.compare.model;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import org.septum.api.UserError;
import org.septum.api.experiment.HeadSection;
import org.septum.compare.read.RunFolder;
import org.septum.compare.read.Score;

/**
 * Refuses to compare what cannot be compared: scores of other cases, classes, data or metrics than the baseline's, or of
 * other images and labels, or of runs whose experiment was edited. What the user lets pass is stamped.
 */
final class Guard {

    private static final int MOST_LISTED = 4;

    private final List<Variant> variants;
    private final List<LoadedRun> runs;
    private final DataContents contents;
    private final Tolerance tolerance;
    private final List<String> stamps = new ArrayList<>();

    /**
     * @param runs of all variants, the baseline's first
     * @param contents how their data differ
     */
    Guard(List<Variant> variants, List<LoadedRun> runs, DataContents contents, Tolerance tolerance) {
        this.variants = variants;
        this.runs = runs;
        this.contents = contents;
        this.tolerance = tolerance;
    }

    /** What the guard let pass, for every table. */
    List<String> stamps() {
        return stamps;
    }

    /**
     * The scores that may be compared.
     *
     * @param shared the scores that all runs have
     * @throws UserError naming all that differs
     */
    Set<Score> comparable(Set<Score> shared) {
        List<String> problems = new ArrayList<>();
        problem(problems, "the data", run -> dataset(run.folder()));
        problem(problems, "the pixels that are scored", run -> pixels(run.folder()));
        splits(problems);
        Map<String, List<String>> byMetric = new LinkedHashMap<>();
        for (Score score : shared) {
            byMetric.computeIfAbsent(score.head() + "/" + score.metric(), key -> definitions(score));
        }
        byMetric.values().forEach(problems::addAll);
        List<String> changes = changes();
        refuse(problems, changes);
        stamp(changes);
        if (problems.isEmpty()) {
            return shared;
        }
        Set<String> found = new LinkedHashSet<>(problems);
        Set<Score> rest = new LinkedHashSet<>(shared);
        rest.removeIf(
                score -> !byMetric.get(score.head() + "/" + score.metric()).isEmpty());
        if (rest.isEmpty()) {
            throw new UserError(
                    "these runs cannot be compared, not even on common cases:\n  " + String.join("\n  ", found));
        }
        stamps.add("common cases only (--common-cases), although: " + String.join("; ", found));
        return rest;
    }

    /** What was changed after runs were made. On common cases a patient with other images or labels is none of these. */
    private List<String> changes() {
        List<String> changes = new ArrayList<>();
        runs.forEach(run -> EditedExperiment.of(run.folder()).ifPresent(changes::add));
        if (!tolerance.leavesChangedOut()) {
            contents.described().ifPresent(changes::add);
        }
        return changes;
    }

    private void refuse(List<String> problems, List<String> changes) {
        boolean others = !problems.isEmpty() && !tolerance.commonCases();
        boolean changed = !changes.isEmpty() && !tolerance.acceptsChanges();
        if (!others && !changed) {
            return;
        }
        Set<String> found = new LinkedHashSet<>(others ? problems : List.of());
        found.addAll(changed ? changes : List.of());
        StringBuilder message = new StringBuilder("these runs cannot be compared:\n  " + String.join("\n  ", found));
        if (others || changed && !contents.groups().isEmpty() && !tolerance.commonCases()) {
            message.append(
                    "\n  --common-cases compares the scores that mean the same on the cases that all runs share, and"
                            + " says so in every table.");
        }
        if (changed) {
            message.append(
                    "\n  --accept-changes compares runs although their data or experiments were changed, and says so in"
                            + " every table.");
        }
        throw new UserError(message.toString());
    }

    private void stamp(List<String> changes) {
        tolerance.ablationChanges().forEach(line -> stamps.add("changed since runs were made, and accepted: " + line));
        changes.forEach(line -> stamps.add("accepted (--accept-changes): " + line));
        for (LoadedRun run : runs) {
            List<String> accepted = run.folder().provenance().acceptedChanges();
            if (!accepted.isEmpty()) {
                stamps.add(run.name() + " was resumed although this had changed: " + listed(accepted));
            }
        }
        if (tolerance.leavesChangedOut() && !contents.groups().isEmpty()) {
            stamps.add("left out are the cases of " + DataContents.named(contents.groups())
                    + ", whose images or labels are not the same in all runs (--common-cases)");
        }
        List<String> silent = runs.stream()
                .filter(run -> !run.folder().provenance().tellsContents())
                .map(LoadedRun::name)
                .toList();
        if (!silent.isEmpty()) {
            stamps.add("whether all runs had the same images and labels is not known: " + listed(silent)
                    + " did not record them");
        }
        ownTestCases();
    }

    /** Seeds with test cases of their own: what varies over them is then not training alone. */
    private void ownTestCases() {
        Map<String, Map<String, Set<String>>> casesOfSeed = new TreeMap<>();
        for (LoadedRun run : runs) {
            String fold = run.folder().settings().getOrDefault("data.split.fold", "");
            casesOfSeed
                    .computeIfAbsent(fold, key -> new LinkedHashMap<>())
                    .putIfAbsent(run.folder().seed(), run.caseIds());
        }
        for (Map<String, Set<String>> seeds : casesOfSeed.values()) {
            if (new HashSet<>(seeds.values()).size() > 1) {
                List<String> names = List.copyOf(seeds.keySet());
                String last = names.get(names.size() - 1);
                stamps.add("seeds " + String.join(", ", names.subList(0, names.size() - 1)) + " and " + last
                        + " test other patients: set data.split.seed, and all seeds test the same; here the spread over seeds"
                        + " includes that of the patients");
                return;
            }
        }
    }

    private static Map<String, String> dataset(RunFolder folder) {
        Map<String, String> settings = new TreeMap<>();
        folder.settings().forEach((key, value) -> {
            if (key.startsWith("data.dataset.") && !key.equals("data.dataset.root")) {
                settings.put(key, value);
            }
        });
        return settings;
    }

    /** On the images' own pixels the network's grid does not matter; a score on one grid is not that on another. */
    private static Map<String, String> pixels(RunFolder folder) {
        StringBuilder resolution = new StringBuilder(folder.settings().getOrDefault("evaluation.resolution", "image"));
        if (!resolution.toString().equals("image")) {
            new TreeMap<>(folder.settings()).forEach((key, value) -> {
                if (key.equals("data.size") || key.startsWith("data.grid.")) {
                    resolution.append(", ").append(key).append(' ').append(value);
                }
            });
        }
        return Map.of("evaluation.resolution", resolution.toString());
    }

    /** Without a common split, cases cannot be paired; with one, the test cases must be the same too. */
    private void splits(List<String> problems) {
        Map<String, Set<String>> cases = new LinkedHashMap<>();
        Map<String, Set<String>> splitsOf = new LinkedHashMap<>();
        Map<String, LoadedRun> first = new LinkedHashMap<>();
        for (LoadedRun run : runs) {
            String split = run.folder().provenance().splitHash();
            splitsOf.computeIfAbsent(run.variant().label(), key -> new TreeSet<>())
                    .add(split);
            Set<String> before = cases.putIfAbsent(split, run.caseIds());
            first.putIfAbsent(split, run);
            if (before != null && !before.equals(run.caseIds())) {
                problems.add("the test cases: " + described(before, run.caseIds(), first.get(split), run));
            }
        }
        Set<String> expected = splitsOf.get(variants.get(0).label());
        splitsOf.forEach((label, splits) -> {
            if (!splits.equals(expected)) {
                problems.add("the split: " + seeds(label) + " of '" + label + "' "
                        + (seeds(label).startsWith("seed ") ? "has" : "have") + " other training and test cases than "
                        + seeds(variants.get(0).label()) + " of '"
                        + variants.get(0).label() + "'");
            }
        });
    }

    private String seeds(String label) {
        List<String> seeds = runs.stream()
                .filter(run -> run.variant().label().equals(label))
                .map(run -> run.folder().seed())
                .toList();
        return (seeds.size() == 1 ? "seed " : "seeds ") + String.join(", ", seeds);
    }

    private static String described(Set<String> before, Set<String> now, LoadedRun a, LoadedRun b) {
        return only(before, now, a) + "; " + only(now, before, b);
    }

    private static String only(Set<String> these, Set<String> others, LoadedRun run) {
        List<String> alone = these.stream().filter(id -> !others.contains(id)).toList();
        return alone.size() + " of " + these.size() + " only in " + run.name()
                + (alone.isEmpty() ? "" : " (" + listed(alone) + ")");
    }

    private static String listed(List<String> names) {
        return String.join(", ", names.subList(0, Math.min(names.size(), MOST_LISTED)))
                + (names.size() > MOST_LISTED ? ", ..." : "");
    }

    private List<String> definitions(Score score) {
        List<String> problems = new ArrayList<>();
        String head = score.head();
        problem(problems, "the label map of the head '" + head + "'", run -> labels(run.folder(), head));
        problem(
                problems,
                "the definition of the metric '" + score.metric() + "' of the head '" + head + "'",
                run -> definition(run.folder(), head, score.metric()));
        return problems;
    }

    private static Map<String, String> labels(RunFolder folder, String head) {
        String prefix = "heads." + head + ".";
        List<String> beside = HeadSection.DECLARED.options().names();
        Map<String, String> settings = new TreeMap<>();
        folder.settings().forEach((key, value) -> {
            String rest = key.startsWith(prefix) ? key.substring(prefix.length()) : "";
            if (!rest.isEmpty() && !beside.contains(rest.split("[.\\[]", 2)[0])) {
                settings.put(rest, value);
            }
        });
        settings.put("recorded classes", folder.provenance().classes(head));
        return settings;
    }

    private static Map<String, String> definition(RunFolder folder, String head, String metric) {
        Map<String, String> settings = new TreeMap<>();
        for (int i = 0; ; i++) {
            String prefix = "heads." + head + ".metrics[" + i + "].";
            String type = folder.settings().get(prefix + "type");
            if (type == null) {
                break;
            }
            if (type.equals(metric)) {
                folder.settings().forEach((key, value) -> {
                    if (key.startsWith(prefix)) {
                        settings.put(key.substring(prefix.length()), value);
                    }
                });
            }
        }
        settings.put("meaning", folder.provenance().metricDefinition(head, metric));
        return settings;
    }

    /** Notes the first run whose properties are not those of the baseline's first run. */
    private void problem(List<String> problems, String what, Function<LoadedRun, Map<String, String>> properties) {
        Map<String, String> expected = properties.apply(runs.get(0));
        for (LoadedRun run : runs) {
            Map<String, String> found = properties.apply(run);
            if (!found.equals(expected)) {
                Set<String> keys = new TreeSet<>(expected.keySet());
                keys.addAll(found.keySet());
                keys.removeIf(key -> Objects.equals(expected.get(key), found.get(key)));
                String key = keys.iterator().next();
                problems.add(what + ": " + key + " is " + expected.getOrDefault(key, "absent") + " in "
                        + runs.get(0).name() + " and " + found.getOrDefault(key, "absent") + " in " + run.name());
                return;
            }
        }
    }
}
