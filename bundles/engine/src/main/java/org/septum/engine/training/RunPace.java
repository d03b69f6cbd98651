// SPDX-License-Identifier: Apache-2.0
package org.septum.engine.training;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.septum.api.training.StepReport;
import org.septum.engine.network.ProcessMemory;

/** Keeps the times of a run's steps, for its report. */
final class RunPace {

    private final List<Double> seconds = new ArrayList<>();
    private double total;
    private double waiting;
    private double epochSeconds;

    void add(StepReport step) {
        seconds.add(step.seconds());
        total += step.seconds();
        waiting += step.dataWaitSeconds();
        epochSeconds += step.seconds();
    }

    /** The time of the present epoch's steps. */
    double epochSeconds() {
        return epochSeconds;
    }

    void epochFinished() {
        epochSeconds = 0;
    }

    /**
     * Facts for the report, by heading.
     *
     * @param savingSeconds how long the training has waited for its checkpoints
     */
    Map<String, String> facts(double savingSeconds) {
        Map<String, String> facts = new LinkedHashMap<>();
        if (!seconds.isEmpty()) {
            double median = seconds.stream().sorted().toList().get(seconds.size() / 2);
            facts.put("median training step", String.format(Locale.ROOT, "%.1f ms", median * 1000));
            facts.put(
                    "waiting for data",
                    String.format(Locale.ROOT, "%.1f %% of the steps' time", 100 * waiting / total));
            facts.put(
                    "waiting for checkpoints",
                    String.format(
                            Locale.ROOT,
                            "%.2f s, %.1f %% of the steps' time",
                            savingSeconds,
                            100 * savingSeconds / total));
        }
        ProcessMemory.peakMegabytes().ifPresent(megabytes -> facts.put("peak memory", megabytes + " MB"));
        return facts;
    }
}
