// SPDX-License-Identifier: Apache-2.0
package org.septum.testkit.rules;

import static org.septum.testkit.rules.Rule.assume;
import static org.septum.testkit.rules.Rule.require;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.septum.api.metric.Metric;
import org.septum.api.metric.Score;
import org.septum.api.metric.ScoredSlice;
import org.septum.testkit.probe.ScoredCases;
import org.septum.testkit.probe.ScoredCases.Prediction;

/** What metrics keep to, on small cases with three structures. */
record MetricRules(Subject subject) {

    private static final double TOLERANCE = 1e-9;

    static List<Rule> of(Subject subject) {
        MetricRules rules = new MetricRules(subject);
        return List.of(
                new Rule("M-01", "scores lie in the declared range, or are undefined", rules::range),
                new Rule("M-02", "a perfect prediction has the best score", rules::perfect),
                new Rule(
                        "M-03", "exchanging truth and prediction changes nothing if that is declared", rules::symmetry),
                new Rule(
                        "M-04",
                        "the rule for empty masks is told, and an undefined score comes from it",
                        rules::emptyMasks),
                new Rule(
                        "M-05",
                        "a case scores the same whatever is scored beside it or asked in between",
                        rules::streaming),
                new Rule("M-06", "truth and prediction are not modified", rules::inputs));
    }

    private Metric metric() {
        return subject.create(Metric.class);
    }

    private static Map<String, Double> score(Metric metric, List<ScoredSlice> slices) {
        Metric.Accumulator accumulator = metric.start(Subject.LABELS);
        slices.forEach(accumulator::add);
        return values(accumulator);
    }

    private static Map<String, Double> values(Metric.Accumulator accumulator) {
        Map<String, Double> values = new LinkedHashMap<>();
        accumulator.scores().forEach((name, score) -> values.put(name, score.value()));
        require(!values.isEmpty(), "it gives no score at all");
        return values;
    }

    private void range() {
        Metric metric = metric();
        require(metric.lowest() < metric.highest(), "it declares " + metric.lowest() + " to " + metric.highest());
        for (boolean empty : new boolean[] {false, true}) {
            for (Prediction prediction : Prediction.values()) {
                score(metric, ScoredCases.of(metric.unit(), empty, prediction))
                        .forEach((name, value) -> require(
                                Double.isNaN(value)
                                        || (Double.isFinite(value)
                                                && value >= metric.lowest() - TOLERANCE
                                                && value <= metric.highest() + TOLERANCE),
                                name + " scores " + value + ", declared are " + metric.lowest() + " to "
                                        + metric.highest()));
            }
        }
    }

    private void perfect() {
        Metric metric = metric();
        assume(metric.averagesClasses(), "its columns are different quantities, so none of them is best");
        Map<String, Double> best = score(metric, ScoredCases.of(metric.unit(), false, Prediction.PERFECT));
        for (Prediction prediction : List.of(Prediction.SHIFTED, Prediction.NOISE)) {
            score(metric, ScoredCases.of(metric.unit(), false, prediction))
                    .forEach((name, value) -> require(
                            Double.isNaN(value) || loss(metric, best.get(name)) <= loss(metric, value) + TOLERANCE,
                            name + " scores " + best.get(name) + " for a perfect prediction and " + value + " for a "
                                    + prediction.name().toLowerCase(java.util.Locale.ROOT) + " one, where better is "
                                    + metric.direction()));
        }
        Map<String, Double> noise = score(metric, ScoredCases.of(metric.unit(), false, Prediction.NOISE));
        require(!best.equals(noise), "a perfect prediction and noise score the same: " + best);
    }

    private static double loss(Metric metric, double score) {
        return switch (metric.direction()) {
            case HIGHER -> -score;
            case LOWER -> score;
            case ZERO -> Math.abs(score);
        };
    }

    private void symmetry() {
        Metric metric = metric();
        assume(metric.symmetric(), "it does not declare that truth and prediction can be exchanged");
        for (Prediction prediction : Prediction.values()) {
            List<ScoredSlice> slices = ScoredCases.of(metric.unit(), false, prediction);
            Map<String, Double> forth = score(metric, slices);
            Map<String, Double> back = score(metric, ScoredCases.exchanged(slices));
            require(same(forth, back), "it is " + forth + ", and exchanged " + back);
        }
    }

    private void emptyMasks() {
        Metric metric = metric();
        String rule = metric.emptyRule();
        require(rule != null && !rule.isBlank(), "it does not say what becomes of empty masks");
        for (boolean empty : new boolean[] {false, true}) {
            for (Prediction prediction : Prediction.values()) {
                Metric.Accumulator accumulator = metric.start(Subject.LABELS);
                ScoredCases.of(metric.unit(), empty, prediction).forEach(accumulator::add);
                for (Map.Entry<String, Score> score : accumulator.scores().entrySet()) {
                    require(
                            !Double.isInfinite(score.getValue().value()),
                            score.getKey() + " is infinite; such a score spoils every mean");
                    require(
                            !Double.isNaN(score.getValue().value())
                                    || score.getValue().byEmptyRule(),
                            score.getKey() + " is undefined, but not by the rule for empty masks");
                }
            }
        }
    }

    private void streaming() {
        Metric metric = metric();
        List<ScoredSlice> first = ScoredCases.of(metric.unit(), false, Prediction.SHIFTED);
        List<ScoredSlice> second = ScoredCases.of(metric.unit(), false, Prediction.NOISE);
        Map<String, Double> expected = score(metric, first);
        Map<String, Double> other = score(metric, second);
        Metric.Accumulator one = metric.start(Subject.LABELS);
        Metric.Accumulator two = metric.start(Subject.LABELS);
        for (int i = 0; i < first.size(); i++) {
            one.add(first.get(i));
            two.add(second.get(i));
        }
        List<Map<String, Double>> found = new ArrayList<>(List.of(values(one), values(two), values(one)));
        require(same(expected, found.get(0)), "alone it is " + expected + ", beside another " + found.get(0));
        require(same(other, found.get(1)), "alone it is " + other + ", beside another " + found.get(1));
        require(same(expected, found.get(2)), "it is " + expected + ", and asked again " + found.get(2));
    }

    private void inputs() {
        Metric metric = metric();
        List<ScoredSlice> given = ScoredCases.of(metric.unit(), false, Prediction.NOISE);
        List<ScoredSlice> untouched = ScoredCases.of(metric.unit(), false, Prediction.NOISE);
        score(metric, given);
        for (int i = 0; i < given.size(); i++) {
            require(Arrays.equals(given.get(i).truth(), untouched.get(i).truth()), "it changes the truth");
            require(
                    Arrays.equals(given.get(i).prediction(), untouched.get(i).prediction()),
                    "it changes the prediction");
        }
    }

    private static boolean same(Map<String, Double> a, Map<String, Double> b) {
        return a.keySet().equals(b.keySet())
                && a.keySet().stream()
                        .allMatch(name -> Double.compare(a.get(name), b.get(name)) == 0
                                || Math.abs(a.get(name) - b.get(name)) <= TOLERANCE);
    }
}
