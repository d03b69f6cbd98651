// SPDX-License-Identifier: Apache-2.0
package org.septum.compare.read;

import java.util.Comparator;
import org.septum.api.metric.ScoreNames;

/**
 * Which score: one metric of one class on one part of the data.
 *
 * @param part train, validation or test
 * @param head empty for the total loss
 * @param className a class, {@code mean} over the classes, or {@code all}
 */
public record Score(String part, String head, String metric, String className) implements Comparable<Score> {

    private static final Comparator<Score> ORDER = Comparator.comparing(Score::part)
            .thenComparing(Score::head)
            .thenComparing(Score::metric)
            .thenComparing(Score::className);

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
