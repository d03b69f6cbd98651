// SPDX-License-Identifier: Apache-2.0
package org.septum.engine.evaluation;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.septum.api.data.Part;
import org.septum.api.data.SampleInfo;
import org.septum.api.metric.MetricValue;
import org.septum.api.metric.ScoreNames;
import org.septum.engine.sample.ActiveHead;

/** The scores that each epoch measures, known before there is a model: made-up slices are scored as the epoch's will be. */
public final class MeasuredScores {

    private MeasuredScores() {}

    /**
     * The paths of all scores.
     *
     * @param validation the samples of the validation part; empty if there is none
     * @throws org.septum.api.UserError if a metric cannot score them
     */
    public static List<String> paths(List<ActiveHead> heads, List<SampleInfo> validation) {
        List<MetricValue> values = new ArrayList<>();
        values.add(loss(Part.TRAIN, ""));
        if (!validation.isEmpty()) {
            values.add(loss(Part.VALIDATION, ""));
            CaseScoring scoring = new CaseScoring(heads, Part.VALIDATION, 1);
            for (ActiveHead head : heads) {
                values.add(loss(Part.VALIDATION, head.name()));
                // A pixel of each class.
                int[] classes = IntStream.range(0, head.classes().size()).toArray();
                validation.forEach(info -> scoring.add(head, info, 1, classes.length, classes, classes));
                scoring.collect(head, values, new ArrayList<>());
            }
        }
        return values.stream().map(MetricValue::path).distinct().toList();
    }

    private static MetricValue loss(Part part, String head) {
        return new MetricValue(1, part, head, "loss", ScoreNames.WHOLE, 0);
    }
}
