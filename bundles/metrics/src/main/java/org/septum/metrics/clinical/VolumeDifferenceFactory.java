// SPDX-License-Identifier: Apache-2.0
package org.septum.metrics.clinical;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.osgi.service.component.annotations.Component;
import org.septum.api.Arguments;
import org.septum.api.Option;
import org.septum.api.Options;
import org.septum.api.PluginType;
import org.septum.api.metric.Metric;
import org.septum.api.metric.MetricFactory;
import org.septum.api.metric.Score;
import org.septum.api.metric.ScoredSlice;
import org.septum.metrics.EmptyValue;
import org.septum.metrics.Units;

/**
 * Creates the difference between predicted and true volume, absolute or signed, in ml or relative (T. Heimann et al.,
 * "Comparison and evaluation of methods for liver segmentation from CT datasets", IEEE Transactions on Medical Imaging
 * 28(8), 2009). It does not see whether the two volumes are in the same place.
 */
@Component
@PluginType("volume-difference")
public final class VolumeDifferenceFactory implements MetricFactory {

    private static final Option SIGNED = Option.flag(
                    "signed",
                    "true: predicted less true volume, best near 0; reports add the bias and the 95 % limits of"
                            + " agreement. false: its absolute value")
            .or(false);
    private static final Option RELATIVE = Option.flag("relative", "true: in percent of the true volume; false: in ml")
            .or(false);

    @Override
    public String summary() {
        return "difference between predicted and true volume of each class, in ml or percent";
    }

    @Override
    public Options options() {
        return Options.of(
                Units.option(),
                SIGNED,
                RELATIVE,
                EmptyValue.option(
                        List.of("skip", "zero"),
                        "the value of a class that neither truth nor prediction has: undefined and left out of means, or"
                                + " 0. In percent it is always undefined where only the truth lacks it"));
    }

    @Override
    public Metric create(Arguments arguments) {
        return new VolumeDifference(
                Units.of(arguments),
                arguments.flag(SIGNED.name()),
                arguments.flag(RELATIVE.name()),
                EmptyValue.of(arguments));
    }

    /**
     * The predicted volume of each class but the first, the background, less its true volume, over all slices of a case.
     *
     * @param signed whether too little is negative, rather than as positive as too much
     * @param relative whether it is in percent of the true volume, rather than in ml
     */
    private record VolumeDifference(Unit unit, boolean signed, boolean relative, EmptyValue empty) implements Metric {

        @Override
        public Direction direction() {
            return signed ? Direction.ZERO : Direction.LOWER;
        }

        @Override
        public double lowest() {
            return signed ? Double.NEGATIVE_INFINITY : 0;
        }

        @Override
        public boolean symmetric() {
            return !signed && !relative;
        }

        @Override
        public String emptyRule() {
            return empty.rule("where truth and prediction are both empty")
                    + (relative ? "; undefined where only the truth is empty" : "");
        }

        @Override
        public Map<String, Double> summarize(String className, List<Double> values) {
            return signed ? Agreement.of(values) : Map.of();
        }

        @Override
        public Accumulator start(List<String> classes) {
            Volumes volumes = new Volumes(classes.size());
            return new Accumulator() {

                @Override
                public void add(ScoredSlice slice) {
                    volumes.add(slice);
                }

                @Override
                public Map<String, Score> scores() {
                    Map<String, Score> scores = new LinkedHashMap<>();
                    for (int index = 1; index < classes.size(); index++) {
                        scores.put(classes.get(index), score(volumes.truth()[index], volumes.prediction()[index]));
                    }
                    return scores;
                }
            };
        }

        private Score score(double trueVolume, double predictedVolume) {
            if (trueVolume == 0 && predictedVolume == 0) {
                return Score.ofEmpty(empty.value());
            }
            if (trueVolume == 0 && relative) {
                return Score.ofEmpty(Double.NaN);
            }
            double difference = predictedVolume - trueVolume;
            double scaled = relative ? 100 * difference / trueVolume : difference;
            return Score.of(signed ? scaled : Math.abs(scaled));
        }
    }
}
