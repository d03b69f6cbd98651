// SPDX-License-Identifier: Apache-2.0
package org.septum.compare.report;

import java.util.ArrayList;
import java.util.List;
import org.septum.api.metric.ScoreNames;
import org.septum.compare.model.Comparison;
import org.septum.compare.model.Joined;

/** What the columns mean, for below the tables. */
final class Notes {

    static final String COSTS =
            "Step: the median training step on one batch; total: how long a run was at work, interruptions left out; peak"
                    + " memory: the largest resident size of the process; parameters: the trained ones; GFLOP: 10^9 floating-point"
                    + " operations, forwards and backwards, of a training step.";

    /** Where every case is in one division of the data, its test and the case are the same. */
    private static final String CASES =
            "Mean: over the cases, each the mean over the variant's runs. SD over cases: of the same.";

    private static final String TESTS =
            "Cases: different ones; tests: a case counts once for each division of the data that tests it. Mean: over the"
                    + " tests, each the mean over the variant's runs on that division, so that a case that is tested twice weighs"
                    + " twice. SD over cases: each the mean over its tests.";

    private static final String FEW_PATIENTS =
            "few patients: fewer than " + Marks.FEW_PATIENTS + ". Even if all of them"
                    + " differ in the same direction, Wilcoxon's signed-rank test then cannot reach p < 0.05 (2 / 2^5 = 0.06);"
                    + " interval, d and r say next to nothing of other patients.";

    /** What rounding makes of sums in another order. */
    private static final double NEGLIGIBLE = 1e-9;

    private Notes() {}

    /** On scores and on costs. */
    static List<String> of(Comparison comparison) {
        List<String> notes = new ArrayList<>(scores(comparison));
        notes.add(COSTS);
        return notes;
    }

    static List<String> scores(Comparison comparison) {
        long tests = comparison.rows().stream()
                .filter(row -> row.difference().isPresent())
                .count();
        List<String> notes = new ArrayList<>(comparison.stamps());
        notes.add((comparison.scores().stream().anyMatch(Joined::testsCasesAgain) ? TESTS : CASES)
                + " SD over seeds: of the runs' means. Both SDs are those of the sample (n - 1). Where a seed has test cases of"
                + " its own, the spread over seeds includes that of the cases.");
        notes.add("Difference: to the baseline '" + comparison.variants().get(0).label()
                + "', on the tests where both are defined, with its 95 % bootstrap interval: patients drawn 5000 times"
                + " with all their cases, expanded percentile interval (Hesterberg 2015).");
        notes.add(
                "Patients: the groups of cases behind interval and p. p: Wilcoxon's signed-rank test of the patients' mean differences, two-sided; p (Holm): corrected for all "
                        + tests
                        + " comparisons of this page. Several seeds make a case's score surer, not the patients more."
                        + " Interval and test speak of other patients and these very trainings: what other seeds would do is seen"
                        + " from the spread over seeds alone.");
        notes.add("d: Cohen's d for paired values, mean over standard deviation of the patients' differences; r: the"
                + " matched-pairs rank-biserial correlation. Detectable: the smallest difference that this many patients"
                + " would show with 80 % power at a two-sided level of 5 %, uncorrected, by the paired t test.");
        if (comparison.marks().stream().anyMatch(marks -> marks.contains("single seed"))) {
            notes.add(
                    "single seed: nothing is known of how much the score depends on chance in training; a difference may"
                            + " be no more than that.");
        }
        if (comparison.marks().stream().anyMatch(marks -> marks.contains("leaking split"))) {
            notes.add("leaking split: patients are in more than one part of the data; the scores are too good.");
        }
        if (comparison.rows().stream().anyMatch(Marks::hasFewPatients)) {
            notes.add(FEW_PATIENTS);
        }
        notes.addAll(classMeans(comparison));
        return notes;
    }

    /** How a metric's mean over classes is made; with both values where there are two that one could mean. */
    private static List<String> classMeans(Comparison comparison) {
        List<String> notes = new ArrayList<>();
        for (Joined joined : comparison.scores()) {
            if (joined.score().className().equals(ScoreNames.MEAN)) {
                List<String> others = new ArrayList<>();
                for (int v = 0; v < joined.means().length; v++) {
                    double ofCases = joined.meanOfEntries(v);
                    if (Math.abs(ofCases - joined.means()[v]) > NEGLIGIBLE) {
                        others.add(comparison.variants().get(v).label() + " " + Digits.ROUNDED.quantity(ofCases));
                    }
                }
                if (!others.isEmpty()) {
                    notes.add(ScoreTables.name(joined) + ": some cases lack a class. The mean is, as in a run's report,"
                            + " that of the classes' means, in which each class weighs alike; SD over cases, difference,"
                            + " interval, p and d need one value for each case and take the mean over the classes that are"
                            + " defined there. The mean of these values is another: " + String.join(", ", others)
                            + ".");
                }
            }
        }
        return notes.isEmpty()
                ? List.of("A metric's mean over classes is that of the classes' means; for a single case, that over its"
                        + " defined classes.")
                : notes;
    }
}
