// SPDX-License-Identifier: Apache-2.0
package org.septum.training.schedule;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.septum.api.Arguments;
import org.septum.api.metric.Metric;
import org.septum.api.training.EpochReport;
import org.septum.api.training.Progress;
import org.septum.api.training.Schedule;
import org.septum.common.text.Words;
import org.septum.training.Monitor;

/**
 * Reduces the learning rate when a value has not become better for more epochs than it has patience, as PyTorch's
 * ReduceLROnPlateau with a relative threshold. An epoch without a value (NaN) is one without improvement.
 */
final class ReduceOnPlateau implements Schedule {

    private final Monitor monitor;
    private final double reduction;
    private final int patience;
    private final double threshold;
    private final double minimum;
    private double best = Double.NaN;
    private int waited;
    private double factor = 1;

    ReduceOnPlateau(Arguments arguments) {
        monitor = new Monitor(arguments);
        reduction = arguments.real("factor");
        patience = arguments.whole("patience");
        threshold = arguments.real("threshold");
        minimum = arguments.real("minimum-factor");
    }

    @Override
    public Set<String> watches() {
        return Set.of(monitor.path());
    }

    @Override
    public Map<String, Metric.Direction> better() {
        return monitor.directions();
    }

    @Override
    public List<String> remarks(Progress end) {
        // The first epoch has nothing to be compared with, and after the last one there is nothing left to train.
        return patience + 2 < end.epochCount()
                ? List.of()
                : List.of("its patience is " + Words.count(patience, "epoch") + ", and the run has " + end.epochCount()
                        + ": it can never reduce the learning rate");
    }

    @Override
    public double factor(Progress progress) {
        return factor;
    }

    @Override
    public void epochFinished(EpochReport epoch) {
        double value = monitor.value(epoch);
        if (monitor.better(value, monitor.improved(best, Math.abs(best) * threshold))) {
            best = value;
            waited = 0;
        } else {
            waited++;
        }
        if (waited > patience) {
            factor = Math.max(factor * reduction, minimum);
            waited = 0;
        }
    }

    @Override
    public Map<String, Double> state() {
        return Double.isNaN(best)
                ? Map.of("factor", factor, "waited", (double) waited)
                : Map.of("factor", factor, "waited", (double) waited, "best", best);
    }

    @Override
    public void restore(Map<String, Double> state) {
        best = state.getOrDefault("best", Double.NaN);
        waited = state.getOrDefault("waited", 0.0).intValue();
        factor = state.getOrDefault("factor", 1.0);
    }
}
