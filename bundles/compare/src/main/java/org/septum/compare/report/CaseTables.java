// SPDX-License-Identifier: Apache-2.0
package org.septum.compare.report;

import static org.septum.services.compare.Table.Column.number;
import static org.septum.services.compare.Table.Column.text;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.septum.compare.model.Comparison;
import org.septum.compare.model.Joined;
import org.septum.compare.model.Variant;
import org.septum.compare.read.RunFolder;
import org.septum.services.compare.Table;

/** The tables on cases, settings and runs. */
final class CaseTables {

    private static final int MOST_CASES = 10;

    private final Comparison comparison;
    private final Digits digits;

    CaseTables(Comparison comparison, Digits digits) {
        this.comparison = comparison;
        this.digits = digits;
    }

    /**
     * The cases of the leading score that changed most.
     *
     * @param shown the variants to list
     */
    Table changed(List<Integer> shown) {
        Joined joined = comparison.leading();
        List<Table.Column> columns = new ArrayList<>(List.of(text("variant"), text("case"), text("patient")));
        comparison.attributes().keySet().forEach(name -> columns.add(text(name)));
        columns.addAll(List.of(number("baseline"), number("variant's score"), number("difference"), text("marks")));
        List<List<String>> rows = new ArrayList<>();
        for (int v : shown) {
            for (CaseChange change : CaseChange.most(joined, v, MOST_CASES)) {
                List<String> row = new ArrayList<>(
                        List.of(comparison.variants().get(v).label(), change.caseId(), change.patient()));
                comparison.attributes().values().forEach(values -> row.add(values.getOrDefault(change.patient(), "")));
                row.addAll(List.of(
                        digits.quantity(change.before()),
                        digits.quantity(change.after()),
                        digits.difference(change.after() - change.before()),
                        Marks.of(comparison, v)));
                rows.add(row);
            }
        }
        return Marks.unlessEmpty(
                new Table("The cases whose " + ScoreTables.name(joined) + " changed most", columns, rows));
    }

    /** The variants ranked within each group of patients, such as each disease; without rows where there are no groups. */
    Table ranking() {
        Joined joined = comparison.leading();
        List<List<String>> rows = new ArrayList<>();
        comparison.attributes().forEach((name, values) -> {
            byGroup(joined, values).forEach((group, entries) -> rows.addAll(ranked(name, group, joined, entries)));
        });
        return Marks.unlessEmpty(new Table(
                "Variants ranked by " + ScoreTables.name(joined) + " within groups of patients",
                List.of(
                        text("by"),
                        text("group"),
                        number("cases"),
                        number("rank"),
                        text("variant"),
                        number("mean"),
                        number("difference"),
                        text("marks")),
                rows));
    }

    private static Map<String, List<Integer>> byGroup(Joined joined, Map<String, String> values) {
        Map<String, List<Integer>> groups = new TreeMap<>();
        for (int e = 0; e < joined.patients().size(); e++) {
            String group = values.get(joined.patients().get(e));
            if (group != null) {
                groups.computeIfAbsent(group, key -> new ArrayList<>()).add(e);
            }
        }
        return groups;
    }

    private List<List<String>> ranked(String by, String group, Joined joined, List<Integer> entries) {
        int count = comparison.variants().size();
        double[] means = new double[count];
        List<Integer> order = new ArrayList<>();
        for (int v = 0; v < count; v++) {
            double[] values = joined.values()[v];
            means[v] = entries.stream()
                    .mapToDouble(entry -> values[entry])
                    .filter(value -> !Double.isNaN(value))
                    .average()
                    .orElse(Double.NaN);
            if (!Double.isNaN(means[v])) {
                order.add(v);
            }
        }
        double[] badness = Arrays.stream(means)
                .map(mean -> comparison.badness(joined, mean))
                .toArray();
        order.sort(Comparator.comparingDouble(v -> badness[v]));
        List<List<String>> rows = new ArrayList<>();
        for (int v : order) {
            long better =
                    order.stream().filter(other -> badness[other] < badness[v]).count();
            rows.add(List.of(
                    by,
                    group,
                    Long.toString(
                            entries.stream().map(joined.cases()::get).distinct().count()),
                    Long.toString(better + 1),
                    comparison.variants().get(v).label(),
                    digits.quantity(means[v]),
                    v == 0 ? "" : digits.difference(means[v] - means[0]),
                    Marks.of(comparison, v)));
        }
        return rows;
    }

    /** The settings in which the variants differ. */
    Table settings() {
        List<Table.Column> columns = new ArrayList<>(List.of(text("variant")));
        comparison.differences().keySet().forEach(key -> columns.add(text(key)));
        List<List<String>> rows = new ArrayList<>();
        for (int v = 0; v < comparison.variants().size(); v++) {
            List<String> row =
                    new ArrayList<>(List.of(comparison.variants().get(v).label()));
            for (List<String> values : comparison.differences().values()) {
                row.add(values.get(v));
            }
            rows.add(row);
        }
        return new Table("Settings that differ between the variants", columns, rows);
    }

    /** With what and on what the runs were made, where they differ. */
    Table provenance() {
        Map<String, Map<String, Integer>> counts = new LinkedHashMap<>();
        int runs = 0;
        for (Variant variant : comparison.variants()) {
            for (RunFolder run : variant.runs()) {
                runs++;
                run.provenance()
                        .facts()
                        .forEach((fact, value) -> counts.computeIfAbsent(fact, key -> new TreeMap<>())
                                .merge(value, 1, Integer::sum));
            }
        }
        int all = runs;
        List<List<String>> rows = new ArrayList<>();
        counts.forEach((fact, values) -> {
            boolean made = fact.startsWith("bundle ") || fact.startsWith("machine.");
            if (made && (values.size() > 1 || values.values().iterator().next() < all)) {
                values.forEach((value, count) -> rows.add(List.of(fact, value, Integer.toString(count))));
            }
        });
        return new Table(
                "Bundles and machines that differ between the runs",
                List.of(text("what"), text("found"), number("runs")),
                rows);
    }

    /** The runs themselves. */
    Table runs() {
        List<List<String>> rows = new ArrayList<>();
        for (Variant variant : comparison.variants()) {
            for (RunFolder run : variant.runs()) {
                rows.add(List.of(
                        variant.label(),
                        run.seed(),
                        run.name() + "/" + run.variant() + "/" + run.path().getFileName(),
                        run.status()));
            }
        }
        return new Table("Runs", List.of(text("variant"), number("seed"), text("folder"), text("status")), rows);
    }
}
