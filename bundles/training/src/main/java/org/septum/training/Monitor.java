// SPDX-License-Identifier: Apache-2.0
package org.septum.training;

import java.util.List;
import java.util.Map;
import org.septum.api.Arguments;
import org.septum.api.Option;
import org.septum.api.UserError;
import org.septum.api.metric.Metric;
import org.septum.api.metric.MetricValue;
import org.septum.api.training.EpochReport;
import org.septum.common.text.NearestName;

/** A value that is watched from epoch to epoch, and which way it is to go. */
public final class Monitor {

    private final Arguments arguments;
    private final String path;
    private final boolean higherIsBetter;

    public Monitor(Arguments arguments) {
        this.arguments = arguments;
        path = arguments.text("monitor");
        higherIsBetter = arguments.text("mode").equals("max");
    }

    public static Option pathOption() {
        return Option.text(
                "monitor",
                "the value to watch, as part/head/metric or part/head/metric/class, for example "
                        + "validation/structures/dice; or validation/loss");
    }

    public static Option modeOption() {
        return Option.choice("mode", List.of("max", "min"), "whether a higher or a lower value is better");
    }

    /**
     * The value after an epoch; NaN if no case defines it.
     *
     * @throws UserError if the run does not measure it
     */
    public double value(EpochReport epoch) {
        return epoch.value(path).orElseThrow(() -> unknown(epoch.values()));
    }

    /** Whether a value is strictly better than another; NaN is never better, and anything else is better than NaN. */
    public boolean better(double value, double than) {
        if (Double.isNaN(value) || Double.isNaN(than)) {
            return !Double.isNaN(value);
        }
        return higherIsBetter ? value > than : value < than;
    }

    /** A value by which another one must be surpassed to count as better by some amount. */
    public double improved(double value, double by) {
        return higherIsBetter ? value + by : value - by;
    }

    public String path() {
        return path;
    }

    /** It with a value, for a reason. */
    public String told(double value) {
        return path + " " + (Double.isNaN(value) ? "is undefined and" : value);
    }

    /** Which way is better, as the option says. */
    public Map<String, Metric.Direction> directions() {
        return Map.of(path, higherIsBetter ? Metric.Direction.HIGHER : Metric.Direction.LOWER);
    }

    private UserError unknown(List<MetricValue> values) {
        List<String> measured =
                values.stream().map(MetricValue::path).distinct().toList();
        String nearest = NearestName.slip(path, measured)
                .map(candidate -> "; did you mean " + candidate + "?")
                .orElse("");
        return arguments.error(
                "monitor",
                "this run does not measure '" + path + "'; it measures " + String.join(", ", measured) + nearest);
    }
}
