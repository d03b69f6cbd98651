// SPDX-License-Identifier: Apache-2.0
package org.septum.metrics;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.septum.api.data.Spacing;
import org.septum.api.metric.Metric;

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
        public void add(int[] truth, int[] prediction, int height, int width, Optional<Spacing> spacing) {
            for (int pixel = 0; pixel < height * width; pixel++) {
                if (truth[pixel] == prediction[pixel]) {
                    right++;
                }
            }
            total += (long) height * width;
        }

        @Override
        public Map<String, Double> scores() {
            return Map.of("all", (double) right / total);
        }
    }
}
