// SPDX-License-Identifier: Apache-2.0
package org.septum.compare.folds;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.septum.api.UserError;
import org.septum.api.data.Part;
import org.septum.api.metric.ScoreNames;
import org.septum.common.files.AtomicFile;
import org.septum.common.run.RunFiles;
import org.septum.common.text.CsvLine;
import org.septum.compare.read.CaseTable;
import org.septum.compare.read.RunFolder;
import org.septum.compare.read.Score;
import org.septum.compare.stats.ClassMean;
import org.septum.compare.stats.ClusterBootstrap;
import org.septum.compare.stats.Interval;
import org.septum.services.compare.Table;
import org.septum.services.compare.Table.Column;

/**
 * Cross-validated scores: the test scores of all folds in one table, in which each case is scored once, by the model that has
 * not seen it. The interval of a mean is over groups (patients), as those of comparisons are.
 */
public final class CrossValidation {

    private static final List<Column> COLUMNS = List.of(
            Column.text("score"),
            Column.text("class"),
            Column.number("mean"),
            Column.number("95 % from"),
            Column.number("to"),
            Column.number("cases"),
            Column.number("groups"));

    private final FoldedRuns runs;
    private final Map<Score, CaseTable.Scores> scores = new LinkedHashMap<>();
    private final Map<String, String> groups = new LinkedHashMap<>();
    private final Map<String, Integer> foldOf = new LinkedHashMap<>();

    private CrossValidation(FoldedRuns runs) {
        this.runs = runs;
        runs.byFold().forEach(this::add);
        if (scores.isEmpty()) {
            throw new UserError(runs.name() + ": its runs have no test scores by case; the report 'csv' writes them");
        }
    }

    /**
     * Reads the cross-validations of an ablation.
     *
     * @param variant the only one that is looked at; empty for all
     * @param withoutMissing whether folds that have not finished are left out instead of refused
     * @param notes receives what was left out
     * @throws UserError if there are none, a fold has not finished, or folds share a case
     */
    public static List<CrossValidation> of(
            Path ablation, Optional<String> variant, boolean withoutMissing, List<String> notes) {
        return FoldedRuns.of(ablation, variant, withoutMissing, notes).stream()
                .map(CrossValidation::new)
                .toList();
    }

    private void add(int fold, RunFolder run) {
        CaseTable cases = run.cases();
        cases.scores().forEach((score, ofRun) -> {
            if (score.part() == Part.TEST) {
                Map<String, Double> values = scores.computeIfAbsent(
                                score, key -> new CaseTable.Scores(ofRun.unit(), new LinkedHashMap<>()))
                        .values();
                ofRun.values().forEach((id, value) -> {
                    int before = foldOf.getOrDefault(id, fold);
                    if (before != fold) {
                        throw new UserError(runs.name() + ": the case '" + id + "' is tested in the folds " + before
                                + " and "
                                + fold + ", so that they are no folds of one division: train them with one seed for the"
                                + " split (data.split.seed) and on the same data");
                    }
                    foldOf.put(id, fold);
                    groups.put(id, cases.groups().get(id));
                    values.put(id, value);
                });
            }
        });
    }

    /** The name of its variant, and its seed. */
    public String name() {
        return runs.name();
    }

    /** The folders of its runs by fold. */
    public List<Path> folders() {
        return runs.byFold().values().stream().map(RunFolder::path).toList();
    }

    /** The scores with their intervals. */
    public Table table() {
        ClusterBootstrap bootstrap = new ClusterBootstrap();
        boolean heads = scores.keySet().stream().map(Score::head).distinct().count() > 1;
        List<List<String>> rows = new ArrayList<>();
        Map<String, Map<Score, CaseTable.Scores>> byMetric = new LinkedHashMap<>();
        scores.forEach((score, cases) -> byMetric.computeIfAbsent(
                        (heads ? score.head() + "/" : "") + score.metric(), key -> new LinkedHashMap<>())
                .put(score, cases));
        byMetric.forEach((metric, ofMetric) -> {
            List<Map<String, Double>> each = new ArrayList<>();
            ofMetric.forEach((score, cases) -> {
                each.add(cases.values());
                rows.add(row(metric, shown(score.className()), cases.values(), bootstrap));
            });
            if (each.size() > 1) {
                rows.add(row(metric, shown(ScoreNames.MEAN), ClassMean.of(each), bootstrap));
            }
        });
        return new Table(
                name() + ": cross-validated over " + runs.byFold().size() + " of " + runs.folds()
                        + " folds, each case by the model that has not seen it",
                COLUMNS,
                rows);
    }

    static String shown(String className) {
        return switch (className) {
            case ScoreNames.WHOLE -> "whole image";
            case ScoreNames.MEAN -> "mean of classes";
            default -> className;
        };
    }

    private List<String> row(String metric, String className, Map<String, Double> values, ClusterBootstrap bootstrap) {
        Map<String, double[]> byGroup = new LinkedHashMap<>();
        values.forEach((id, value) -> {
            if (!Double.isNaN(value)) {
                double[] sum = byGroup.computeIfAbsent(groups.get(id), group -> new double[2]);
                sum[0] += value;
                sum[1]++;
            }
        });
        double[] sums = byGroup.values().stream().mapToDouble(sum -> sum[0]).toArray();
        int[] counts = byGroup.values().stream().mapToInt(sum -> (int) sum[1]).toArray();
        double total = 0;
        int cases = 0;
        for (int i = 0; i < sums.length; i++) {
            total += sums[i];
            cases += counts[i];
        }
        Interval interval = bootstrap.interval(sums, counts);
        return List.of(
                metric,
                className,
                text(cases == 0 ? Double.NaN : total / cases),
                text(interval.low()),
                text(interval.high()),
                Integer.toString(cases),
                Integer.toString(sums.length));
    }

    static String text(double value) {
        return Double.isNaN(value) ? "-" : String.format(Locale.ROOT, Math.abs(value) < 100 ? "%.4f" : "%.2f", value);
    }

    /**
     * Writes the scores of all cases, with the columns of a run's cases.csv.
     *
     * @param folder which is there
     * @return the file
     */
    public Path write(Path folder) {
        StringBuilder text = new StringBuilder(CsvLine.of(RunFiles.CASES_COLUMNS));
        scores.forEach((score, cases) -> cases.values()
                .forEach((id, value) -> text.append(CsvLine.of(List.of(
                        score.part().toString(),
                        score.head(),
                        score.metric(),
                        score.className(),
                        cases.unit(),
                        id,
                        groups.get(id),
                        CsvLine.number(value),
                        "")))));
        Path file = folder.resolve(fileName(name()) + "-cases.csv");
        AtomicFile.write(file, text.toString());
        return file;
    }

    /** @param name of variant and seed */
    static String fileName(String name) {
        return name.replaceAll("[^A-Za-z0-9._-]+", "-");
    }
}
