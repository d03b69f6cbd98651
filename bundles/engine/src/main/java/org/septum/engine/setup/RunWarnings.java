// SPDX-License-Identifier: Apache-2.0
package org.septum.engine.setup;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import org.septum.api.data.Part;
import org.septum.api.data.SampleInfo;
import org.septum.api.experiment.Experiment;
import org.septum.api.metric.Metric;
import org.septum.api.metric.MetricValue;
import org.septum.api.report.BaselineScores;
import org.septum.common.text.Words;
import org.septum.engine.sample.ActiveHead;

/** What a reader of a run's scores must know, as far as its beginning and its end show it; each in a sentence. */
public final class RunWarnings {

    /** From this share of the training's steps on, left-out steps are worth a warning. */
    static final double TOLERATED_SKIPS = 0.01;

    private RunWarnings() {}

    /**
     * What an experiment says of itself.
     *
     * @param training the number of training samples
     */
    static List<String> ofExperiment(Experiment experiment, List<ActiveHead> heads, int training) {
        List<String> warnings = new ArrayList<>();
        untrained(heads, warnings);
        int batch = experiment.data().batchSize();
        boolean onePass = experiment.training().stepsPerEpoch().isEmpty();
        if (onePass && training > 0 && batch > training) {
            warnings.add("data.batch-size is " + batch + ", but the training part has "
                    + Words.count(training, "sample") + ": each epoch is one step of " + training);
        }
        return warnings;
    }

    /**
     * What there is to say of neighbouring slices.
     *
     * @param each how many the network sees on each side
     */
    static List<String> ofContext(int each, List<SampleInfo> samples) {
        if (each == 0) {
            return List.of();
        }
        Map<String, List<Integer>> volumes = new LinkedHashMap<>();
        samples.forEach(info -> volumes.computeIfAbsent(info.volume(), volume -> new ArrayList<>())
                .add(info.slice()));
        long single =
                volumes.values().stream().filter(slices -> slices.size() == 1).count();
        long broken = volumes.values().stream().filter(RunWarnings::leavesOut).count();
        List<String> warnings = new ArrayList<>();
        if (single > 0) {
            warnings.add("data.context is " + each + ", but "
                    + (single == volumes.size()
                            ? "no sample has neighbours: the dataset's samples are no slices of volumes"
                            : single + " of " + Words.count(volumes.size(), "volume") + " have one slice")
                    + ", so that the slice itself is repeated in their place");
        }
        if (broken > 0) {
            warnings.add("data.context is " + each + ", but the data leave out slices of " + broken + " of "
                    + Words.count(volumes.size(), "volume")
                    + ": there the next slice that is there counts as the neighbour, or the slice itself where none is, while a"
                    + " prediction sees all slices of a file");
        }
        return warnings;
    }

    /** Slices are counted from 0; whether some are lacking after the last one, nobody can know. */
    private static boolean leavesOut(List<Integer> slices) {
        return slices.size() > 1 && Collections.max(slices) + 1 > slices.size();
    }

    private static void untrained(List<ActiveHead> heads, List<String> warnings) {
        List<String> reasons = new ArrayList<>();
        for (ActiveHead head : heads) {
            String key = "heads." + head.name();
            if (head.weight() == 0) {
                reasons.add(key + ".weight is 0");
            } else if (head.loss().isConstant()) {
                reasons.add("all weights of " + key + ".loss are 0");
            }
        }
        if (!reasons.isEmpty() && reasons.size() == heads.size()) {
            warnings.add(String.join(" and ", reasons) + ": the network is not trained at all");
        } else {
            reasons.forEach(
                    reason -> warnings.add(reason + ": its loss trains nothing, and its logits stay arbitrary"));
        }
    }

    /** A warning if many steps were left out. */
    public static List<String> ofSteps(long skipped, long steps) {
        if (skipped == 0 || skipped < TOLERATED_SKIPS * steps) {
            return List.of();
        }
        String share = String.format(Locale.ROOT, "%.0f %%", 100.0 * skipped / steps);
        return List.of(skipped + " of " + steps + " training steps (" + share
                + ") were left out because their loss was not finite; log.txt names them with their samples");
    }

    /**
     * A warning if by some metrics the model is no better than a prediction that needs no image.
     *
     * @param scores the model's, those of the part among them
     */
    public static List<String> ofBaselines(
            List<ActiveHead> heads, List<MetricValue> scores, List<BaselineScores> baselines, Part part) {
        List<String> beaten = new ArrayList<>();
        for (ActiveHead head : heads) {
            for (ActiveHead.NamedMetric named : head.metrics()) {
                String path = part + "/" + head.name() + "/" + named.name();
                OptionalDouble model = overall(scores, path);
                if (model.isPresent() && !isPerfect(named.metric(), model.getAsDouble())) {
                    beating(named.metric(), model.getAsDouble(), path, baselines)
                            .forEach((name, score) -> beaten.add(part + " " + head.name() + "/" + named.name() + " is "
                                    + rounded(model.getAsDouble()) + ", that of '" + name + "' " + rounded(score)));
                }
            }
        }
        return beaten.isEmpty()
                ? List.of()
                : List.of("the model is no better than a prediction that needs no image: " + String.join("; ", beaten));
    }

    /** The best of the baselines that the model does not beat, with its score; nothing if it beats all. */
    private static Map<String, Double> beating(
            Metric metric, double model, String path, List<BaselineScores> baselines) {
        String best = null;
        double bestScore = model;
        for (BaselineScores baseline : baselines) {
            OptionalDouble score = overall(baseline.values(), path);
            if (score.isPresent() && goodness(metric, score.getAsDouble()) >= goodness(metric, bestScore)) {
                best = baseline.name();
                bestScore = score.getAsDouble();
            }
        }
        return best == null ? Map.of() : Map.of(best, bestScore);
    }

    private static double goodness(Metric metric, double score) {
        return switch (metric.direction()) {
            case HIGHER -> score;
            case LOWER -> -score;
            case ZERO -> -Math.abs(score);
        };
    }

    private static boolean isPerfect(Metric metric, double score) {
        return switch (metric.direction()) {
            case HIGHER -> score >= metric.highest();
            case LOWER -> score <= metric.lowest();
            case ZERO -> score == 0;
        };
    }

    /** The last defined value of a path: the mean over the classes, or that of the whole image. */
    private static OptionalDouble overall(List<MetricValue> values, String path) {
        return values.stream()
                .filter(value -> value.path().equals(path) && !Double.isNaN(value.value()))
                .mapToDouble(MetricValue::value)
                .reduce((earlier, later) -> later);
    }

    private static String rounded(double value) {
        return String.format(Locale.ROOT, "%.4f", value);
    }
}
