// SPDX-License-Identifier: Apache-2.0
package org.septum.compare.model;

import java.util.List;
import java.util.Map;
import org.septum.api.data.Part;

/**
 * Variants set side by side; the first is the baseline.
 *
 * @param part the compared part of the data: test, or validation or train where there is no test
 * @param scores joined, in the files' order, a metric's mean after its classes
 * @param rows for each score the variants in order
 * @param costs by variant
 * @param differences settings that differ: the value of each variant by setting
 * @param marks by variant: what a reader of its scores must know
 * @param stamps what holds for all tables
 * @param attributes facts about patients such as the disease group: by name and patient
 */
public record Comparison(
        Part part,
        List<Variant> variants,
        List<Joined> scores,
        List<Row> rows,
        List<Cost> costs,
        Map<String, List<String>> differences,
        List<List<String>> marks,
        List<String> stamps,
        Map<String, Map<String, String>> attributes) {

    /** The score that sums the others up: the first that is over all classes, or else the first. */
    public Joined leading() {
        return scores.stream()
                .filter(joined -> joined.score().overall())
                .findFirst()
                .orElse(scores.get(0));
    }

    /** How bad a value of a score is: what ranks variants, the least bad first. Higher is better unless recorded. */
    public double badness(Joined joined, double value) {
        return switch (direction(joined)) {
            case "lower" -> value;
            case "zero" -> Math.abs(value);
            default -> -value;
        };
    }

    /** Which values of a score are better, to begin a sentence with. */
    public String better(Joined joined) {
        return switch (direction(joined)) {
            case "lower" -> "Lower";
            case "zero" -> "Nearer to zero";
            default -> "Higher";
        };
    }

    private String direction(Joined joined) {
        return variants.get(0)
                .runs()
                .get(0)
                .provenance()
                .direction(joined.score().head(), joined.score().metric());
    }

    /** The rows of one score, in the variants' order. */
    public List<Row> rows(Joined joined) {
        return rows.stream().filter(row -> row.joined() == joined).toList();
    }
}
