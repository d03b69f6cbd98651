// SPDX-License-Identifier: Apache-2.0
package org.septum.metrics.overlap;

import java.util.List;
import java.util.Map;
import org.septum.api.metric.Metric;
import org.septum.api.metric.Score;
import org.septum.api.metric.ScoreNames;
import org.septum.api.metric.ScoredSlice;

/**
 * The share of a case's pixels, background included, whose predicted class is the true one. In cardiac MRI the background
 * alone is about 96 % of the pixels: compare it with that, not with 0.
 */
record PixelAccuracy(Unit unit) implements Metric {

    @Override
    public Direction direction() {
        return Direction.HIGHER;
    }

    @Override
    public double lowest() {
        return 0;
    }

    @Override
    public double highest() {
        return 1;
    }

    @Override
    public boolean symmetric() {
        return true;
    }

    @Override
    public String emptyRule() {
        return "no special case: the background counts like any class";
    }

    @Override
    public Accumulator start(List<String> classes) {
        return new Counts();
    }

    private static final class Counts implements Accumulator {

        private long right;
        private long total;

        @Override
        public void add(ScoredSlice slice) {
            for (int pixel = 0; pixel < slice.truth().length; pixel++) {
                if (slice.truth()[pixel] == slice.prediction()[pixel]) {
                    right++;
                }
            }
            total += slice.truth().length;
        }

        @Override
        public Map<String, Score> scores() {
            return Map.of(ScoreNames.WHOLE, Score.of((double) right / total));
        }
    }
}
