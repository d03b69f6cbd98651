// SPDX-License-Identifier: Apache-2.0
package org.septum.metrics.overlap;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import org.septum.api.Arguments;
import org.septum.api.Option;
import org.septum.api.Options;
import org.septum.api.metric.Metric;
import org.septum.api.metric.Score;
import org.septum.api.metric.ScoredSlice;
import org.septum.metrics.EmptyValue;
import org.septum.metrics.Units;

/**
 * A share of pixels, 0 to 1, of each class, counted over all slices of a case.
 *
 * @param empty the score where the ratio is 0 / 0
 * @param symmetric whether the ratio treats truth and prediction alike
 * @param ratio NaN where it is 0 / 0
 */
record OverlapMetric(
        Unit unit,
        EmptyValue empty,
        String emptyRule,
        boolean includeBackground,
        boolean symmetric,
        ToDoubleFunction<Overlap> ratio)
        implements Metric {

    private static final String INCLUDE_BACKGROUND = "include-background";

    /**
     * The options of all such metrics.
     *
     * @param empty what the option for empty masks is about
     */
    static Options options(String empty) {
        return Options.of(
                Units.option(),
                EmptyValue.option(List.of("skip", "one", "zero"), empty),
                Option.flag(INCLUDE_BACKGROUND, "whether the first class is scored as well")
                        .or(false));
    }

    /**
     * A metric with the given options.
     *
     * @param where where the ratio is 0 / 0, in words
     * @param otherwise what follows for other empty masks, in words
     * @param symmetric whether the ratio treats truth and prediction alike
     */
    static OverlapMetric of(
            Arguments arguments, String where, String otherwise, boolean symmetric, ToDoubleFunction<Overlap> ratio) {
        EmptyValue empty = EmptyValue.of(arguments);
        return new OverlapMetric(
                Units.of(arguments),
                empty,
                empty.rule(where) + "; " + otherwise,
                arguments.flag(INCLUDE_BACKGROUND),
                symmetric,
                ratio);
    }

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
    public Accumulator start(List<String> classes) {
        return new Counts(classes);
    }

    private final class Counts implements Accumulator {

        private final List<String> classes;
        private final long[] common;
        private final long[] truth;
        private final long[] prediction;

        Counts(List<String> classes) {
            this.classes = classes;
            this.common = new long[classes.size()];
            this.truth = new long[classes.size()];
            this.prediction = new long[classes.size()];
        }

        @Override
        public void add(ScoredSlice slice) {
            for (int pixel = 0; pixel < slice.truth().length; pixel++) {
                int trueClass = slice.truth()[pixel];
                int predictedClass = slice.prediction()[pixel];
                truth[trueClass]++;
                prediction[predictedClass]++;
                if (trueClass == predictedClass) {
                    common[trueClass]++;
                }
            }
        }

        @Override
        public Map<String, Score> scores() {
            Map<String, Score> scores = new LinkedHashMap<>();
            for (int index = includeBackground ? 0 : 1; index < classes.size(); index++) {
                double value = ratio.applyAsDouble(new Overlap(common[index], truth[index], prediction[index]));
                scores.put(classes.get(index), Double.isNaN(value) ? Score.ofEmpty(empty.value()) : Score.of(value));
            }
            return scores;
        }
    }
}
