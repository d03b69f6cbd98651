// SPDX-License-Identifier: Apache-2.0
package org.septum.engine.evaluation;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.septum.api.data.Part;
import org.septum.api.data.SampleInfo;
import org.septum.api.metric.Metric;
import org.septum.api.metric.MetricValue;
import org.septum.api.metric.Score;
import org.septum.api.metric.ScoreNames;
import org.septum.api.metric.ScoredSlice;
import org.septum.api.report.CaseValue;
import org.septum.engine.sample.ActiveHead;

/** Scores the predictions for one part of the data by every metric of every head, case by case. */
final class CaseScoring {

    /** A case being scored: the slices of a volume, say. */
    private record Case(String id, String group, Metric.Accumulator accumulator) {}

    /**
     * The cases of one metric of one head.
     *
     * @param region the only class that is scored; empty for the head's own classes
     * @param members the head's classes that make up the region
     */
    private record Cases(
            ActiveHead head,
            ActiveHead.NamedMetric metric,
            String region,
            Set<Integer> members,
            Map<String, Case> byId) {

        Metric.Accumulator start() {
            return metric.metric()
                    .start(
                            region.isEmpty()
                                    ? head.classes()
                                    : List.of(head.classes().get(0), region));
        }

        ScoredSlice seen(ScoredSlice slice) {
            return region.isEmpty()
                    ? slice
                    : new ScoredSlice(
                            slice.info(),
                            slice.height(),
                            slice.width(),
                            mask(slice.truth()),
                            mask(slice.prediction()),
                            slice.ignored());
        }

        private int[] mask(int[] classes) {
            return Arrays.stream(classes)
                    .map(index -> members.contains(index) ? 1 : 0)
                    .toArray();
        }
    }

    private final Part part;
    private final int epoch;
    private final List<Cases> all = new ArrayList<>();

    CaseScoring(List<ActiveHead> heads, Part part, int epoch) {
        this.part = part;
        this.epoch = epoch;
        for (ActiveHead head : heads) {
            for (ActiveHead.NamedMetric metric : head.metrics()) {
                all.add(new Cases(head, metric, "", Set.of(), new LinkedHashMap<>()));
                // A metric whose columns are different quantities asks for classes of its own.
                if (metric.metric().averagesClasses()) {
                    head.head()
                            .regions()
                            .forEach((region, members) ->
                                    all.add(new Cases(head, metric, region, members, new LinkedHashMap<>())));
                }
            }
        }
    }

    /** Adds a prediction: the decided class of each pixel. The slices of a volume must come one after another. */
    void add(ActiveHead head, Target target, int[] prediction) {
        int[] truth = head.classes(target.labels().values());
        add(head, target.info(), target.labels().height(), target.labels().width(), truth, prediction);
    }

    /**
     * Adds a prediction. The slices of a volume must come one after another.
     *
     * @param info with the spacing at this size
     * @param truth the true class of each pixel, row by row, or {@link ActiveHead#IGNORED}
     * @param prediction the decided class of each pixel
     */
    void add(ActiveHead head, SampleInfo info, int height, int width, int[] truth, int[] prediction) {
        ScoredSlice slice = slice(info, height, width, truth, prediction);
        for (Cases cases : all) {
            if (cases.head == head) {
                Metric metric = cases.metric.metric();
                String id = caseId(metric.unit(), info);
                cases.byId
                        .computeIfAbsent(id, key -> new Case(key, info.group(), cases.start()))
                        .accumulator
                        .add(cases.seen(slice));
            }
        }
    }

    private static ScoredSlice slice(SampleInfo info, int height, int width, int[] truth, int[] prediction) {
        BitSet ignored = new BitSet();
        for (int pixel = 0; pixel < truth.length; pixel++) {
            ignored.set(pixel, truth[pixel] == ActiveHead.IGNORED);
        }
        if (ignored.isEmpty()) {
            return new ScoredSlice(info, height, width, truth, prediction);
        }
        int[] judged = truth.clone();
        int[] decided = prediction.clone();
        ignored.stream().forEach(pixel -> {
            judged[pixel] = 0;
            decided[pixel] = 0;
        });
        return new ScoredSlice(info, height, width, judged, decided, ignored);
    }

    private static String caseId(Metric.Unit unit, SampleInfo info) {
        return switch (unit) {
            case SLICE -> info.id();
            case VOLUME -> info.volume();
            case PATIENT -> info.group();
        };
    }

    /** Adds one head's scores to a list of values, and those of its cases to another. */
    void collect(ActiveHead head, List<MetricValue> values, List<CaseValue> caseValues) {
        for (Cases cases : all) {
            if (cases.head == head) {
                collect(cases, values, caseValues);
            }
        }
    }

    private void collect(Cases cases, List<MetricValue> values, List<CaseValue> caseValues) {
        Metric metric = cases.metric.metric();
        String unit = metric.unit().name().toLowerCase(Locale.ROOT);
        Map<String, List<Double>> defined = new LinkedHashMap<>();
        for (Case scored : cases.byId.values()) {
            for (Map.Entry<String, Score> entry : scored.accumulator.scores().entrySet()) {
                if (!cases.region.isEmpty() && !entry.getKey().equals(cases.region)) {
                    continue;
                }
                Score score = entry.getValue();
                List<Double> ofClass = defined.computeIfAbsent(entry.getKey(), name -> new ArrayList<>());
                if (!Double.isNaN(score.value())) {
                    ofClass.add(score.value());
                }
                caseValues.add(new CaseValue(
                        part,
                        cases.head.name(),
                        cases.metric.name(),
                        entry.getKey(),
                        unit,
                        scored.id,
                        scored.group,
                        score.value(),
                        score.byEmptyRule()));
            }
        }
        List<Double> means = new ArrayList<>();
        defined.forEach((className, ofClass) -> {
            double mean = mean(ofClass);
            values.add(value(cases, className, mean));
            metric.summarize(className, ofClass)
                    .forEach((name, figure) -> values.add(value(cases, className + " " + name, figure)));
            if (!Double.isNaN(mean)) {
                means.add(mean);
            }
        });
        if (cases.region.isEmpty() && metric.averagesClasses() && !defined.containsKey(ScoreNames.WHOLE)) {
            values.add(value(cases, ScoreNames.MEAN, mean(means)));
        }
    }

    private MetricValue value(Cases cases, String className, double value) {
        return new MetricValue(epoch, part, cases.head.name(), cases.metric.name(), className, value);
    }

    /** The mean, NaN where there is nothing. */
    private static double mean(List<Double> values) {
        return values.stream().mapToDouble(Double::doubleValue).average().orElse(Double.NaN);
    }
}
