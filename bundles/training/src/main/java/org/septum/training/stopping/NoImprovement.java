// SPDX-License-Identifier: Apache-2.0
package org.septum.training.stopping;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.septum.api.Arguments;
import org.septum.api.metric.Metric;
import org.septum.api.training.EpochReport;
import org.septum.api.training.Progress;
import org.septum.api.training.StoppingRule;
import org.septum.common.text.Words;
import org.septum.training.Monitor;

/**
 * Ends a run when the monitored value has not become better for some epochs. An epoch without a value (NaN) is one without
 * improvement. L. Prechelt, "Early Stopping - But When?", in Neural Networks: Tricks of the Trade, 1998.
 */
final class NoImprovement implements StoppingRule {

    private final Monitor monitor;
    private final int patience;
    private final double minimumChange;
    private double best = Double.NaN;
    private int waited;

    NoImprovement(Arguments arguments) {
        monitor = new Monitor(arguments);
        patience = arguments.whole("patience");
        minimumChange = arguments.real("minimum-change");
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
        return patience + 1 < end.epochCount()
                ? List.of()
                : List.of("its patience is " + Words.count(patience, "epoch") + ", and the run has " + end.epochCount()
                        + ": it can never end it");
    }

    @Override
    public Optional<String> reasonToStop(EpochReport epoch) {
        double value = monitor.value(epoch);
        if (monitor.better(value, monitor.improved(best, minimumChange))) {
            best = value;
            waited = 0;
            return Optional.empty();
        }
        waited++;
        return waited < patience
                ? Optional.empty()
                : Optional.of(monitor.path() + " has not become better than " + best + " for " + waited + " epochs");
    }

    @Override
    public Map<String, Double> state() {
        return Double.isNaN(best) ? Map.of("waited", (double) waited) : Map.of("waited", (double) waited, "best", best);
    }

    @Override
    public void restore(Map<String, Double> state) {
        best = state.getOrDefault("best", Double.NaN);
        waited = state.getOrDefault("waited", 0.0).intValue();
    }
}
