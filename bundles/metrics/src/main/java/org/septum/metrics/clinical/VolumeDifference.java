// SPDX-License-Identifier: Apache-2.0
package org.septum.metrics.clinical;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.septum.api.metric.Metric;
import org.septum.api.metric.Score;
import org.septum.api.metric.ScoredSlice;
import org.septum.metrics.EmptyValue;
import org.septum.metrics.Millimetres;

/**
 * The predicted volume of each class but the first, the background, less its true volume, over all slices of a case.
 *
 * @param signed whether too little is negative, rather than as positive as too much
 * @param relative whether it is in percent of the true volume, rather than in ml
 */
record VolumeDifference(Unit unit, boolean signed, boolean relative, EmptyValue empty) implements Metric {

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
        return new Volumes(classes);
    }

    private final class Volumes implements Accumulator {

        private final List<String> classes;
        private final double[] truth;
        private final double[] prediction;

        Volumes(List<String> classes) {
            this.classes = classes;
            this.truth = new double[classes.size()];
            this.prediction = new double[classes.size()];
        }

        @Override
        public void add(ScoredSlice slice) {
            double voxel = Millimetres.voxelVolume(slice.info());
            for (int pixel = 0; pixel < slice.truth().length; pixel++) {
                truth[slice.truth()[pixel]] += voxel;
                prediction[slice.prediction()[pixel]] += voxel;
            }
        }

        @Override
        public Map<String, Score> scores() {
            Map<String, Score> scores = new LinkedHashMap<>();
            for (int index = 1; index < classes.size(); index++) {
                scores.put(classes.get(index), score(truth[index], prediction[index]));
            }
            return scores;
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
