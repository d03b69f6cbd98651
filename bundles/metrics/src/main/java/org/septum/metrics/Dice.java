// SPDX-License-Identifier: Apache-2.0
package org.septum.metrics;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.septum.api.metric.Metric;
import org.septum.api.metric.Score;
import org.septum.api.metric.ScoredSlice;

/**
 * The Dice coefficient 2 |T and P| / (|T| + |P|) of the pixels T that are truly of a class and the pixels P predicted to
 * be, counted over all slices of a case (L. R. Dice, "Measures of the amount of ecologic association between species",
 * Ecology 26(3), 1945).
 */
record Dice(Unit unit, Empty empty, boolean includeBackground) implements Metric {

    /** The value of a class that is absent from truth and prediction. */
    enum Empty {
        SKIP(Double.NaN, "undefined where truth and prediction are both empty, and left out of means"),
        ONE(1, "1 where truth and prediction are both empty"),
        ZERO(0, "0 where truth and prediction are both empty");

        private final double value;
        private final String rule;

        Empty(double value, String rule) {
            this.value = value;
            this.rule = rule;
        }
    }

    @Override
    public Direction direction() {
        return Direction.HIGHER;
    }

    @Override
    public String emptyRule() {
        return empty.rule + "; 0 where only one of them is empty";
    }

    @Override
    public Accumulator start(List<String> classes) {
        return new Counts(classes);
    }

    private final class Counts implements Accumulator {

        private final List<String> classes;
        private final long[] overlap;
        private final long[] total;

        Counts(List<String> classes) {
            this.classes = classes;
            this.overlap = new long[classes.size()];
            this.total = new long[classes.size()];
        }

        @Override
        public void add(ScoredSlice slice) {
            int[] truth = slice.truth();
            int[] prediction = slice.prediction();
            for (int pixel = 0; pixel < truth.length; pixel++) {
                total[truth[pixel]]++;
                total[prediction[pixel]]++;
                if (truth[pixel] == prediction[pixel]) {
                    overlap[truth[pixel]]++;
                }
            }
        }

        @Override
        public Map<String, Score> scores() {
            Map<String, Score> scores = new LinkedHashMap<>();
            for (int index = includeBackground ? 0 : 1; index < total.length; index++) {
                scores.put(
                        classes.get(index),
                        total[index] == 0 ? Score.ofEmpty(empty.value) : Score.of(2.0 * overlap[index] / total[index]));
            }
            return scores;
        }
    }
}
