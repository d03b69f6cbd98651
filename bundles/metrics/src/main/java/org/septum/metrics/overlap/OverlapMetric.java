// SPDX-License-Identifier: Apache-2.0
package org.septum.metrics.overlap;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import org.septum.api.Arguments;
import org.septum.api.Option;
import org.septum.api.Options;
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
        implements Share {

    private static final Option INCLUDE_BACKGROUND = Option.flag(
                    "include-background", "whether the first class is scored as well")
            .or(false);

    /**
     * How often a class occurs in a case.
     *
     * @param common the pixels of the class in both truth and prediction
     * @param truth the pixels of the class in the truth
     * @param prediction the pixels of the class in the prediction
     */
    record Overlap(long common, long truth, long prediction) {}

    /**
     * The options of all such metrics.
     *
     * @param empty what the option for empty masks is about
     */
    static Options options(String empty) {
        return Options.of(Units.option(), EmptyValue.option(List.of("skip", "one", "zero"), empty), INCLUDE_BACKGROUND);
    }

    /** The options of one that is undefined only where truth and prediction both are empty. */
    static Options options() {
        return options(
                "the value of a class that neither truth nor prediction has: undefined and left out of means (as in nnU-Net"
                        + " and MONAI), 1 or 0; it is always 0 where only one of them has it");
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
                arguments.flag(INCLUDE_BACKGROUND.name()),
                symmetric,
                ratio);
    }

    /** A symmetric metric that is undefined only where truth and prediction both are empty. */
    static OverlapMetric symmetric(Arguments arguments, ToDoubleFunction<Overlap> ratio) {
        return of(
                arguments,
                "where truth and prediction are both empty",
                "0 where only one of them is empty",
                true,
                ratio);
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
                if (!slice.counts(pixel)) {
                    continue;
                }
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
