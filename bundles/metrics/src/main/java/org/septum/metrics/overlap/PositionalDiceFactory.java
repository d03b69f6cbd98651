// SPDX-License-Identifier: Apache-2.0
package org.septum.metrics.overlap;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.osgi.service.component.annotations.Component;
import org.septum.api.Arguments;
import org.septum.api.Options;
import org.septum.api.PluginType;
import org.septum.api.metric.Metric;
import org.septum.api.metric.MetricFactory;
import org.septum.api.metric.Score;
import org.septum.api.metric.ScoredSlice;

/** Creates the metric {@code positional-dice}: {@link PositionalDice}. */
@Component
@PluginType("positional-dice")
public final class PositionalDiceFactory implements MetricFactory {

    @Override
    public String summary() {
        return "Dice coefficient of each class at the base, in the middle and at the apex of the heart, by volume";
    }

    @Override
    public Options options() {
        return Options.none();
    }

    @Override
    public Metric create(Arguments arguments) {
        return new PositionalDice();
    }

    /**
     * The Dice coefficient of each class, counted over a third of a volume's slices: those on which the truth has any class but the
     * first, the background, divided into three runs as even as can be, the earlier ones larger, counted from the base. The base
     * is the end at which they hold more of the truth, for a heart tapers to its apex, so that it does not matter
     * in which order a scanner stacks its slices. What is predicted beyond these slices, where the truth has nothing, counts for
     * the end that it is beyond. Columns are {@code CLASS-base}, {@code CLASS-middle} and {@code CLASS-apex}, and {@code
     * base}, {@code middle} and {@code apex} for a volume's mean over the classes that are defined there.
     */
    private record PositionalDice() implements Share {

        private static final List<String> POSITIONS = List.of("base", "middle", "apex");

        @Override
        public Unit unit() {
            return Unit.VOLUME;
        }

        @Override
        public String emptyRule() {
            return "undefined, and left out of means, where truth and prediction are both empty in a third, and where fewer"
                    + " than 3 slices have a truth; 0 where only one of them is empty";
        }

        @Override
        public boolean symmetric() {
            return false; // the thirds are the truth's
        }

        @Override
        public boolean averagesClasses() {
            return false;
        }

        @Override
        public Accumulator start(List<String> classes) {
            return new Volume(classes);
        }
    }

    /** How often each class occurs in a slice: in both truth and prediction, in the truth, and in the prediction. */
    private record Counts(int slice, long[] common, long[] truth, long[] prediction) {

        static Counts of(ScoredSlice slice, int classes) {
            Counts counts = new Counts(slice.info().slice(), new long[classes], new long[classes], new long[classes]);
            for (int pixel = 0; pixel < slice.truth().length; pixel++) {
                int trueClass = slice.truth()[pixel];
                int predictedClass = slice.prediction()[pixel];
                counts.truth[trueClass]++;
                counts.prediction[predictedClass]++;
                if (trueClass == predictedClass) {
                    counts.common[trueClass]++;
                }
            }
            return counts;
        }

        long foreground() {
            long sum = 0;
            for (int index = 1; index < truth.length; index++) {
                sum += truth[index];
            }
            return sum;
        }

        /** NaN where neither truth nor prediction has the class in any of the slices. */
        static double dice(List<Counts> slices, int index) {
            double common = 0;
            double both = 0;
            for (Counts slice : slices) {
                common += slice.common[index];
                both += slice.truth[index] + slice.prediction[index];
            }
            return 2 * common / both;
        }
    }

    private static final class Volume implements Metric.Accumulator {

        private final List<String> classes;
        private final List<Counts> slices = new ArrayList<>();

        Volume(List<String> classes) {
            this.classes = classes;
        }

        @Override
        public void add(ScoredSlice slice) {
            slices.add(Counts.of(slice, classes.size()));
        }

        @Override
        public Map<String, Score> scores() {
            List<List<Counts>> thirds = thirds();
            Map<String, Score> scores = new LinkedHashMap<>();
            for (int position = 0; position < PositionalDice.POSITIONS.size(); position++) {
                String name = PositionalDice.POSITIONS.get(position);
                double sum = 0;
                int defined = 0;
                for (int index = 1; index < classes.size(); index++) {
                    double dice = Counts.dice(thirds.get(position), index);
                    scores.put(classes.get(index) + "-" + name, score(dice));
                    sum += Double.isNaN(dice) ? 0 : dice;
                    defined += Double.isNaN(dice) ? 0 : 1;
                }
                scores.put(name, score(sum / defined));
            }
            return scores;
        }

        private static Score score(double value) {
            return Double.isNaN(value) ? Score.ofEmpty(value) : Score.of(value);
        }

        /** The slices of base, middle and apex; none at all where the truth is on fewer slices than three. */
        private List<List<Counts>> thirds() {
            List<Counts> fromBase = fromBase();
            int first = 0;
            int end = fromBase.size();
            while (first < end && fromBase.get(first).foreground() == 0) {
                first++;
            }
            while (end > first && fromBase.get(end - 1).foreground() == 0) {
                end--;
            }
            int count = end - first;
            if (count < PositionalDice.POSITIONS.size()) {
                return List.of(List.of(), List.of(), List.of());
            }
            int middle = first + (count + 2) / 3;
            int apex = middle + (count + 1) / 3;
            return List.of(
                    fromBase.subList(0, middle), fromBase.subList(middle, apex), fromBase.subList(apex, slices.size()));
        }

        private List<Counts> fromBase() {
            List<Counts> ordered = new ArrayList<>(slices);
            ordered.sort(Comparator.comparingInt(Counts::slice));
            List<Counts> held =
                    ordered.stream().filter(slice -> slice.foreground() > 0).toList();
            long balance = 0;
            for (int i = 0; i < held.size() / 2; i++) {
                balance +=
                        held.get(i).foreground() - held.get(held.size() - 1 - i).foreground();
            }
            if (balance < 0) {
                Collections.reverse(ordered);
            }
            return ordered;
        }
    }
}
