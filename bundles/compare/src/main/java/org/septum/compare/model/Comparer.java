// SPDX-License-Identifier: Apache-2.0
package org.septum.compare.model;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.septum.api.UserError;
import org.septum.api.data.Part;
import org.septum.api.metric.ScoreNames;
import org.septum.common.text.NearestName;
import org.septum.compare.read.CaseTable;
import org.septum.compare.read.RunFolder;
import org.septum.compare.read.Score;
import org.septum.compare.stats.ClusterBootstrap;
import org.septum.compare.stats.Holm;
import org.septum.compare.stats.PairedDifference;

/** Compares finished runs. */
public final class Comparer {

    private static final int MOST_GROUPS = 12;
    private static final List<Part> PARTS = List.of(Part.TEST, Part.VALIDATION, Part.TRAIN);
    private static final List<String> BASELINES = List.of("baseline", "base");

    private final Tolerance tolerance;
    private final DataContents contents;
    private final List<Variant> variants;
    private final List<List<LoadedRun>> loaded = new ArrayList<>();
    private final Part part;

    /**
     * @param runs finished ones with their scores by case
     * @param baseline the label of a variant; empty for the usual
     * @throws UserError if there is no such variant, or runs have no scores of the same part
     */
    public Comparer(Map<RunFolder, CaseTable> runs, Optional<String> baseline, Tolerance tolerance) {
        this.tolerance = tolerance;
        variants = new ArrayList<>(Variants.of(List.copyOf(runs.keySet())));
        int first = baseline(baseline);
        variants.add(0, variants.remove(first));
        contents = DataContents.of(
                variants.stream().flatMap(variant -> variant.runs().stream()).toList());
        part = PARTS.stream()
                .filter(name -> runs.values().stream()
                        .allMatch(table -> table.scores().keySet().stream().anyMatch(score -> score.part() == name)))
                .findFirst()
                .orElseThrow(
                        () -> new UserError("these runs cannot be compared: they have no scores of the same part of"
                                + " the data (test or validation)"));
        Set<Score> averaged = averaged(variants.get(0).runs().get(0));
        for (Variant variant : variants) {
            List<LoadedRun> own = new ArrayList<>();
            for (RunFolder run : variant.runs()) {
                CaseTable table = runs.get(run);
                own.add(new LoadedRun(variant, run, scores(run, table, averaged), table.groups()));
            }
            loaded.add(own);
        }
    }

    private int baseline(Optional<String> wanted) {
        List<String> labels = variants.stream().map(Variant::label).toList();
        if (wanted.isPresent()) {
            int index = labels.indexOf(wanted.get());
            if (index < 0) {
                throw new UserError("--baseline " + wanted.get() + ": there is no such variant"
                        + NearestName.slip(wanted.get(), labels)
                                .map(name -> "; did you mean '" + name + "'?")
                                .orElse("")
                        + "; there are " + String.join(", ", labels));
            }
            return index;
        }
        return BASELINES.stream()
                .mapToInt(labels::indexOf)
                .filter(index -> index >= 0)
                .findFirst()
                .orElse(0);
    }

    /** The metrics whose mean over classes the run reports. */
    private Set<Score> averaged(RunFolder run) {
        Set<Score> averaged = new LinkedHashSet<>();
        if (run.hasHistory()) {
            run.lastScores().keySet().stream()
                    .filter(score -> score.className().equals(ScoreNames.MEAN))
                    .forEach(averaged::add);
        }
        return averaged;
    }

    /** The scores of the compared part, metric by metric, the mean over its classes last. */
    private Map<Score, CaseTable.Scores> scores(RunFolder run, CaseTable table, Set<Score> averaged) {
        // A case is common only if it is the same case.
        Set<String> left = tolerance.leavesChangedOut() ? contents.groups() : Set.of();
        Map<Score, Map<Score, CaseTable.Scores>> metrics = new LinkedHashMap<>();
        table.scores().forEach((score, cases) -> {
            if (score.part() == part) {
                metrics.computeIfAbsent(score.of(ScoreNames.MEAN), key -> new LinkedHashMap<>())
                        .put(
                                score,
                                cases.without(id -> left.contains(table.groups().get(id))));
            }
        });
        Map<Score, CaseTable.Scores> scores = new LinkedHashMap<>();
        metrics.forEach((mean, classes) -> {
            scores.putAll(classes);
            if (averaged.contains(mean)) {
                scores.put(
                        mean,
                        Joined.meanOverClasses(classes(mean, classes.keySet(), run).stream()
                                .map(classes::get)
                                .toList()));
            }
        });
        return scores;
    }

    /** The scores among some that a mean is over: those of the head's classes, but not those of its regions. */
    private static List<Score> classes(Score mean, Set<Score> scores, RunFolder run) {
        List<Score> all = scores.stream()
                .filter(score ->
                        !score.equals(mean) && score.of(ScoreNames.MEAN).equals(mean))
                .toList();
        List<String> names = run.provenance().classNames(mean.head());
        List<Score> known =
                all.stream().filter(score -> names.contains(score.className())).toList();
        return known.isEmpty() ? all : known;
    }

    /**
     * @throws UserError if the guard refuses
     */
    public Comparison compare() {
        List<LoadedRun> runs = loaded.stream().flatMap(List::stream).toList();
        Set<Score> shared = new LinkedHashSet<>(runs.get(0).scores().keySet());
        Set<String> all = new LinkedHashSet<>();
        runs.forEach(run -> run.scores().keySet().forEach(score -> all.add(score.path())));
        runs.forEach(run -> shared.retainAll(run.scores().keySet()));
        Guard guard = new Guard(variants, runs, contents, tolerance);
        Set<Score> comparable = guard.comparable(shared);
        List<String> stamps = new ArrayList<>(guard.stamps());
        comparable.forEach(score -> all.remove(score.path()));
        if (!all.isEmpty()) {
            stamps.add(
                    "left out, because not every run has them or they mean something else: " + String.join(", ", all));
        }
        if (part != Part.TEST) {
            stamps.add("scores of the " + part + " data: the runs have no scores of a test"
                    + (part == Part.TRAIN ? "; they say nothing about new data" : ""));
        }
        EntryKeys keys = new EntryKeys(tolerance.commonCases());
        List<Joined> joined = new ArrayList<>();
        for (Score score : comparable) {
            Joined join = score.className().equals(ScoreNames.MEAN)
                    ? Joined.ofMean(
                            score, classes(score, comparable, runs.get(0).folder()), loaded, keys)
                    : Joined.of(score, loaded, keys);
            if (join.cases().isEmpty()) {
                throw new UserError(
                        "these runs cannot be compared: they have no case of " + score.path() + " in common");
            }
            joined.add(join);
        }
        return new Comparison(
                part,
                variants,
                joined,
                rows(joined),
                variants.stream().map(Cost::of).toList(),
                Variants.differences(variants),
                variants.stream().map(this::marks).toList(),
                stamps,
                attributes(runs));
    }

    private List<String> marks(Variant variant) {
        List<String> marks = new ArrayList<>();
        if (variant.runs().size() == 1) {
            marks.add("single seed");
        }
        if (variant.runs().stream()
                .anyMatch(run -> run.provenance().leakingGroups().orElse(0) > 0)) {
            marks.add("leaking split");
        }
        if (part != Part.TEST) {
            marks.add(part == Part.TRAIN ? "training data" : part + " data");
        }
        if (tolerance.commonCases()) {
            marks.add("common cases");
        }
        if (tolerance.acceptsChanges()
                || variant.runs().stream()
                        .anyMatch(run -> !run.provenance().acceptedChanges().isEmpty())) {
            marks.add("accepted changes");
        }
        return marks;
    }

    private List<Row> rows(List<Joined> joined) {
        ClusterBootstrap bootstrap = new ClusterBootstrap();
        List<Row> rows = new ArrayList<>();
        for (Joined join : joined) {
            for (int v = 0; v < variants.size(); v++) {
                rows.add(new Row(join, v, difference(join, v, bootstrap), Double.NaN));
            }
        }
        double[] adjusted = Holm.adjust(rows.stream()
                .mapToDouble(
                        row -> row.difference().map(paired -> paired.test().p()).orElse(Double.NaN))
                .toArray());
        return IntStream.range(0, adjusted.length)
                .mapToObj(i -> new Row(
                        rows.get(i).joined(), rows.get(i).variant(), rows.get(i).difference(), adjusted[i]))
                .toList();
    }

    /** Empty for the baseline, and if there is no case that both have. */
    private static Optional<PairedDifference> difference(Joined join, int variant, ClusterBootstrap bootstrap) {
        Joined.Totals patients = join.differences(variant);
        return variant == 0 || patients.sums().length == 0
                ? Optional.empty()
                : Optional.of(PairedDifference.of(patients.sums(), patients.counts(), bootstrap));
    }

    /** The facts about patients that put them into groups: neither one for all, nor one for each. */
    private static Map<String, Map<String, String>> attributes(List<LoadedRun> runs) {
        Map<String, Map<String, String>> attributes = new TreeMap<>();
        RunFolder first = runs.get(0).folder();
        for (String name : first.provenance().attributeNames()) {
            Map<String, String> values = new TreeMap<>(first.provenance().attribute(name));
            long groups = values.values().stream().distinct().count();
            if (groups > 1 && groups <= MOST_GROUPS && groups < values.size()) {
                attributes.put(name, values);
            }
        }
        return attributes;
    }
}
