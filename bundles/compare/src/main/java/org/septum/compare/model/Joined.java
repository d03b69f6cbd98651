// SPDX-License-Identifier: Apache-2.0
package org.septum.compare.model;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
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
 * @param values by variant and entry; NaN where undefined
 * @param runMeans by variant and run: the mean over the run's defined entries
 */
public record Joined(
        Score score, String unit, List<String> cases, List<String> patients, double[][] values, double[][] runMeans) {

    /**
     * @param runs the runs of each variant
     * @param anySplit whether a case is paired with itself whatever the split
     */
    static Joined of(Score score, List<List<LoadedRun>> runs, boolean anySplit) {
        Map<String, Integer> entries = entries(score, runs, anySplit);
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
                    Integer entry = entries.get(key(run, scored.getKey(), anySplit));
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
        return new Joined(score, unit, Arrays.asList(cases), Arrays.asList(patients), values, runMeans);
    }

    /** The entries that every variant has, in the order of their names. */
    private static Map<String, Integer> entries(Score score, List<List<LoadedRun>> runs, boolean anySplit) {
        Map<String, Integer> seen = new TreeMap<>();
        for (List<LoadedRun> variant : runs) {
            variant.stream()
                    .flatMap(run ->
                            run.scores().get(score).values().keySet().stream().map(id -> key(run, id, anySplit)))
                    .distinct()
                    .forEach(key -> seen.merge(key, 1, Integer::sum));
        }
        Map<String, Integer> entries = new LinkedHashMap<>();
        seen.forEach((key, variants) -> {
            if (variants == runs.size()) {
                entries.put(key, entries.size());
            }
        });
        return entries;
    }

    private static String key(LoadedRun run, String id, boolean anySplit) {
        return anySplit ? id : id + "\n" + run.folder().provenance().splitHash();
    }

    /** The mean over a variant's defined entries; NaN if there are none. */
    public double mean(int variant) {
        return Arrays.stream(values[variant])
                .filter(value -> !Double.isNaN(value))
                .average()
                .orElse(Double.NaN);
    }

    /** How many entries are undefined for a variant. */
    public int undefined(int variant) {
        return (int) Arrays.stream(values[variant]).filter(Double::isNaN).count();
    }

    /** A variant's defined values by case: the mean over splits where a case is in several. */
    public Map<String, Double> byCase(int variant) {
        Map<String, List<Double>> found = new TreeMap<>();
        for (int e = 0; e < cases.size(); e++) {
            if (!Double.isNaN(values[variant][e])) {
                found.computeIfAbsent(cases.get(e), id -> new ArrayList<>()).add(values[variant][e]);
            }
        }
        Map<String, Double> means = new LinkedHashMap<>();
        found.forEach((id, list) -> means.put(
                id, list.stream().mapToDouble(Double::doubleValue).average().orElseThrow()));
        return means;
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
        return new CaseTable.Scores(classes.get(0).unit(), means, 0);
    }
}
