// SPDX-License-Identifier: Apache-2.0
package org.septum.compare.model;

import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.septum.compare.read.CaseTable;
import org.septum.compare.read.Score;

/**
 * One score of all variants, joined. An entry is a case of one split: variants are paired where they were tested on the
 * same case after training on the same others. The value of an entry is the mean over the variant's runs of that split.
 *
 * @param unit slice, volume or patient
 * @param cases the case of each entry
 * @param patients the patient of each entry
 * @param caseNumbers the number of each entry's case among the different ones
 * @param patientNumbers the number of each entry's patient among the different ones
 * @param values by variant and entry; NaN where undefined
 * @param runMeans by variant and run: the mean over the run's defined entries
 * @param means by variant: the mean over its defined entries; NaN if there are none
 */
public record Joined(
        Score score,
        String unit,
        List<String> cases,
        List<String> patients,
        int[] caseNumbers,
        int[] patientNumbers,
        double[][] values,
        double[][] runMeans,
        double[] means) {

    /**
     * @param runs the runs of each variant
     * @param keys names the entries
     */
    static Joined of(Score score, List<List<LoadedRun>> runs, EntryKeys keys) {
        Map<String, Integer> entries = entries(score, runs, keys);
        String[] cases = new String[entries.size()];
        String[] patients = new String[entries.size()];
        double[][] values = new double[runs.size()][];
        double[][] runMeans = new double[runs.size()][];
        for (int v = 0; v < runs.size(); v++) {
            double[] sums = new double[entries.size()];
            int[] counts = new int[entries.size()];
            runMeans[v] = new double[runs.get(v).size()];
            for (int r = 0; r < runMeans[v].length; r++) {
                LoadedRun run = runs.get(v).get(r);
                double sum = 0;
                int count = 0;
                for (Map.Entry<String, Double> scored :
                        run.scores().get(score).values().entrySet()) {
                    Integer entry = entries.get(keys.of(run, scored.getKey()));
                    if (entry != null) {
                        cases[entry] = scored.getKey();
                        patients[entry] = run.groups().get(scored.getKey());
                        double value = scored.getValue();
                        if (!Double.isNaN(value)) {
                            sums[entry] += value;
                            counts[entry]++;
                            sum += value;
                            count++;
                        }
                    }
                }
                runMeans[v][r] = count == 0 ? Double.NaN : sum / count;
            }
            values[v] = new double[sums.length];
            for (int e = 0; e < sums.length; e++) {
                values[v][e] = counts[e] == 0 ? Double.NaN : sums[e] / counts[e];
            }
        }
        String unit = runs.get(0).get(0).scores().get(score).unit();
        return new Joined(
                score,
                unit,
                Arrays.asList(cases),
                Arrays.asList(patients),
                numbers(cases),
                numbers(patients),
                values,
                runMeans,
                Arrays.stream(values).mapToDouble(Joined::mean).toArray());
    }

    /**
     * Joins a metric's mean over its classes. It is summed up as in a run's report, by the mean of the classes' means; only
     * the value of an entry, by which variants are paired, is the mean over the classes that are defined there.
     *
     * @param classes at least one
     */
    static Joined ofMean(Score mean, List<Score> classes, List<List<LoadedRun>> runs, EntryKeys keys) {
        Joined own = of(mean, runs, keys);
        List<Joined> each = classes.stream().map(score -> of(score, runs, keys)).toList();
        double[] means = new double[own.means.length];
        double[][] runMeans = new double[means.length][];
        for (int v = 0; v < means.length; v++) {
            int variant = v;
            means[v] = mean(each.stream().mapToDouble(of -> of.means[variant]).toArray());
            runMeans[v] = new double[own.runMeans[v].length];
            for (int r = 0; r < runMeans[v].length; r++) {
                int run = r;
                runMeans[v][r] = mean(each.stream()
                        .mapToDouble(of -> of.runMeans[variant][run])
                        .toArray());
            }
        }
        return new Joined(
                mean,
                own.unit,
                own.cases,
                own.patients,
                own.caseNumbers,
                own.patientNumbers,
                own.values,
                runMeans,
                means);
    }

    /** The mean of the defined values; NaN if there are none. */
    private static double mean(double[] values) {
        return Arrays.stream(values)
                .filter(value -> !Double.isNaN(value))
                .average()
                .orElse(Double.NaN);
    }

    /** The entries that every variant has, in the order of their names. */
    private static Map<String, Integer> entries(Score score, List<List<LoadedRun>> runs, EntryKeys keys) {
        Map<String, Integer> seen = new TreeMap<>();
        for (List<LoadedRun> variant : runs) {
            Set<String> own = new HashSet<>();
            for (LoadedRun run : variant) {
                run.scores().get(score).values().keySet().forEach(id -> own.add(keys.of(run, id)));
            }
            own.forEach(key -> seen.merge(key, 1, Integer::sum));
        }
        Map<String, Integer> entries = new HashMap<>();
        seen.forEach((key, variants) -> {
            if (variants == runs.size()) {
                entries.put(key, entries.size());
            }
        });
        return entries;
    }

    /** Numbers texts from 0 on, equal ones alike. */
    private static int[] numbers(String[] texts) {
        Map<String, Integer> numbers = new HashMap<>();
        int[] result = new int[texts.length];
        for (int i = 0; i < texts.length; i++) {
            result[i] = numbers.computeIfAbsent(texts[i], text -> numbers.size());
        }
        return result;
    }

    /** The mean over a variant's defined entries, which is not the variant's mean where entries lack a class. */
    public double meanOfEntries(int variant) {
        return mean(values[variant]);
    }

    /** Whether a case has several entries, being tested by several divisions of the data. */
    public boolean testsCasesAgain() {
        return Arrays.stream(caseNumbers).distinct().count() < caseNumbers.length;
    }

    /** A variant's values, one for each case that has any: the mean where a case is in several splits. */
    double[] byCase(int variant) {
        Totals totals = Totals.of(caseNumbers, values[variant]);
        double[] means = new double[totals.sums().length];
        for (int i = 0; i < means.length; i++) {
            means[i] = totals.sums()[i] / totals.counts()[i];
        }
        return means;
    }

    /** The differences to the baseline, patient by patient, on the entries where both are defined. */
    Totals differences(int variant) {
        double[] differences = new double[cases.size()];
        for (int e = 0; e < differences.length; e++) {
            differences[e] = values[variant][e] - values[0][e];
        }
        return Totals.of(patientNumbers, differences);
    }

    /**
     * Values added up by a number.
     *
     * @param sums of those numbers that have any value, in the numbers' order
     * @param counts of the values, at least 1
     */
    record Totals(double[] sums, int[] counts) {

        /** What is not finite is left out. */
        static Totals of(int[] numbers, double[] values) {
            int most = Arrays.stream(numbers).max().orElse(-1) + 1;
            double[] sums = new double[most];
            int[] counts = new int[most];
            for (int i = 0; i < values.length; i++) {
                if (Double.isFinite(values[i])) {
                    sums[numbers[i]] += values[i];
                    counts[numbers[i]]++;
                }
            }
            int kept = 0;
            for (int n = 0; n < most; n++) {
                if (counts[n] > 0) {
                    sums[kept] = sums[n];
                    counts[kept++] = counts[n];
                }
            }
            return new Totals(Arrays.copyOf(sums, kept), Arrays.copyOf(counts, kept));
        }
    }

    /** The scores of one class of a run, with those of the mean over its classes added where that means something. */
    static CaseTable.Scores meanOverClasses(List<CaseTable.Scores> classes) {
        Map<String, double[]> sums = new LinkedHashMap<>();
        for (CaseTable.Scores table : classes) {
            table.values().forEach((id, value) -> {
                double[] sum = sums.computeIfAbsent(id, key -> new double[2]);
                if (!Double.isNaN(value)) {
                    sum[0] += value;
                    sum[1]++;
                }
            });
        }
        Map<String, Double> means = new LinkedHashMap<>();
        sums.forEach((id, sum) -> means.put(id, sum[1] == 0 ? Double.NaN : sum[0] / sum[1]));
        return new CaseTable.Scores(classes.get(0).unit(), means);
    }
}
