// SPDX-License-Identifier: Apache-2.0
package org.septum.training.checkpoint;

import java.util.Map;
import java.util.Set;
import org.septum.api.Arguments;
import org.septum.api.metric.Metric;
import org.septum.api.training.CheckpointDecision;
import org.septum.api.training.CheckpointPolicy;
import org.septum.api.training.EpochReport;
import org.septum.training.Monitor;

/** Saves when the monitored value is strictly better than in every epoch before; NaN is never better. */
final class Best implements CheckpointPolicy {

    private final Monitor monitor;
    private final String fileName;
    private double best = Double.NaN;
    private int bestEpoch;

    Best(Arguments arguments) {
        monitor = new Monitor(arguments);
        fileName = CheckpointFile.name(arguments);
    }

    @Override
    public String fileName() {
        return fileName;
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
    public boolean selectsModel() {
        return true;
    }

    @Override
    public CheckpointDecision after(EpochReport epoch) {
        double value = monitor.value(epoch);
        String before = bestEpoch == 0 ? "any before" : best + " of epoch " + bestEpoch;
        if (!monitor.better(value, best)) {
            return CheckpointDecision.nothing(this, monitor.told(value) + " is not better than " + before);
        }
        best = value;
        bestEpoch = epoch.epoch();
        return CheckpointDecision.save(this, fileName, monitor.told(value) + " is better than " + before);
    }

    @Override
    public Map<String, Double> state() {
        return Double.isNaN(best) ? Map.of() : Map.of("value", best, "epoch", (double) bestEpoch);
    }

    @Override
    public void restore(Map<String, Double> state) {
        best = state.getOrDefault("value", Double.NaN);
        bestEpoch = state.getOrDefault("epoch", 0.0).intValue();
    }
}
