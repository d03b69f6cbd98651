// SPDX-License-Identifier: Apache-2.0
package org.septum.testkit.probe;

import java.util.ArrayList;
import java.util.List;
import org.septum.api.data.Part;
import org.septum.api.metric.MetricValue;
import org.septum.api.training.EpochReport;

/** A run's epochs with scores that rise, fall, stay and are undefined. */
public final class EpochScript {

    public static final String MONITORED = "validation/loss";

    private static final double SECONDS = 1300;
    private static final double[] SCORES = {0.5, 0.7, 0.6, Double.NaN, 0.8, 0.8, 0.2, 0.9, 0.9, 0.9, 0.1, 0.85};

    private EpochScript() {}

    public static List<EpochReport> epochs() {
        List<EpochReport> epochs = new ArrayList<>();
        for (int i = 0; i < SCORES.length; i++) {
            epochs.add(epoch(i + 1, "loss", SCORES[i]));
        }
        return epochs;
    }

    /** An epoch after which something was measured that nobody watches. */
    public static EpochReport withoutTheMonitored() {
        return epoch(1, "something-else", 0.5);
    }

    private static EpochReport epoch(int number, String metric, double score) {
        return new EpochReport(
                number,
                List.of(
                        new MetricValue(number, Part.TRAIN, "", metric, "all", 1 - score),
                        new MetricValue(number, Part.VALIDATION, "", metric, "all", score)),
                SECONDS,
                List.of());
    }
}
