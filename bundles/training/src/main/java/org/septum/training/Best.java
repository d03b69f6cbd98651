// SPDX-License-Identifier: Apache-2.0
package org.septum.training;

import java.util.List;
import java.util.Map;
import org.septum.api.Arguments;
import org.septum.api.NearestName;
import org.septum.api.UserError;
import org.septum.api.report.EpochReport;
import org.septum.api.report.MetricValue;
import org.septum.api.training.CheckpointPolicy;

/** Saves when the monitored value is strictly better than in every epoch before; NaN is never better. */
final class Best implements CheckpointPolicy {

    private final Arguments arguments;
    private final String fileName;
    private final String monitor;
    private final boolean higherIsBetter;
    private double best = Double.NaN;
    private int bestEpoch;

    Best(Arguments arguments, String fileName) {
        this.arguments = arguments;
        this.fileName = fileName;
        monitor = arguments.text("monitor");
        higherIsBetter = arguments.text("mode").equals("max");
    }

    @Override
    public String fileName() {
        return fileName;
    }

    @Override
    public boolean selectsModel() {
        return true;
    }

    @Override
    public boolean saveAfter(EpochReport epoch) {
        double value = epoch.value(monitor).orElseThrow(() -> unknownMonitor(epoch.values()));
        boolean first = Double.isNaN(best) && !Double.isNaN(value);
        if (!first && !(higherIsBetter ? value > best : value < best)) {
            return false;
        }
        best = value;
        bestEpoch = epoch.epoch();
        return true;
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

    private UserError unknownMonitor(List<MetricValue> values) {
        List<String> measured =
                values.stream().map(MetricValue::path).distinct().toList();
        String nearest = NearestName.of(monitor, measured)
                .map(path -> "; did you mean " + path + "?")
                .orElse("");
        return arguments.error(
                "monitor",
                "this run does not measure '" + monitor + "'; it measures " + String.join(", ", measured) + nearest);
    }
}
