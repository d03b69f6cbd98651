// SPDX-License-Identifier: Apache-2.0
package org.septum.compare.read;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.septum.api.data.Part;
import org.septum.api.metric.ScoreNames;

/**
 * Which score: one metric of one class on one part of the data.
 *
 * @param part that was scored
 * @param head empty for the total loss
 * @param className a class, {@code mean} over the classes, or {@code all}
 */
public record Score(Part part, String head, String metric, String className) implements Comparable<Score> {

    private static final Comparator<Score> ORDER = Comparator.comparing(
                    (Score score) -> score.part().toString())
            .thenComparing(Score::head)
            .thenComparing(Score::metric)
            .thenComparing(Score::className);

    /** Ten heads of 256 classes, each with a dozen metrics on three parts, stay below this. */
    static final int MOST = 100_000;

    /** Names of classes have a hundred characters at most. */
    private static final int LONGEST_NAME = 500;

    /**
     * What is kept of the score that a row names in four fields.
     *
     * @param known of the scores so far
     * @param at the first of the four, the part
     * @param first made for a score that is not known yet
     * @throws org.septum.api.UserError if there are more scores, or longer names, than a run has
     */
    static <T> T in(Map<Score, T> known, CsvFile file, List<String> row, int at, Supplier<T> first) {
        Score score = of(file, row, at);
        T kept = known.get(score);
        if (kept == null) {
            if (known.size() == MOST) {
                throw file.damaged("it has more than " + MOST + " scores of different names");
            }
            for (int i = at; i < at + 4; i++) {
                if (row.get(i).length() > LONGEST_NAME) {
                    throw file.damaged("the name of a score has " + row.get(i).length() + " characters, allowed are "
                            + LONGEST_NAME);
                }
            }
            kept = first.get();
            known.put(score, kept);
        }
        return kept;
    }

    static Score of(CsvFile file, List<String> row, int at) {
        Part part = Part.find(row.get(at))
                .orElseThrow(() -> file.damaged("found the part '" + CsvFile.shortened(row.get(at)) + "'"));
        return new Score(part, row.get(at + 1), row.get(at + 2), row.get(at + 3));
    }

    /** The name under which users know it: part/head/metric, with /class unless it is the mean or all. */
    public String path() {
        String base = head.isEmpty() ? part + "/" + metric : part + "/" + head + "/" + metric;
        return overall() ? base : base + "/" + className;
    }

    /** Whether it sums up the classes. */
    public boolean overall() {
        return ScoreNames.isOverall(className);
    }

    /** The score of another class. */
    public Score of(String otherClass) {
        return new Score(part, head, metric, otherClass);
    }

    @Override
    public int compareTo(Score other) {
        return ORDER.compare(this, other);
    }
}
