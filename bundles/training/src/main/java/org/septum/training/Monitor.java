// SPDX-License-Identifier: Apache-2.0
package org.septum.training;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.septum.api.Arguments;
import org.septum.api.Option;
import org.septum.api.UserError;
import org.septum.api.metric.Metric;
import org.septum.api.metric.MetricValue;
import org.septum.api.training.EpochReport;
import org.septum.api.training.ScoreWatcher;
import org.septum.common.text.NearestName;

/** What watches a value from epoch to epoch, of which its options say where it is and which way it is to go. */
public abstract class Monitor implements ScoreWatcher {

    public static final Option PATH = Option.text(
            "monitor",
            "the value to watch, as part/head/metric or part/head/metric/class, for example "
                    + "validation/structures/dice; or validation/loss");

    public static final Option MODE =
            Option.choice("mode", List.of("max", "min"), "whether a higher or a lower value is better");

    private final Arguments arguments;
    private final boolean higherIsBetter;

    /** The value's path. */
    protected final String path;

    protected Monitor(Arguments arguments) {
        this.arguments = arguments;
        path = arguments.text(PATH.name());
        higherIsBetter = arguments.text(MODE.name()).equals("max");
    }

    @Override
    public final Set<String> watches() {
        return Set.of(path);
    }

    /** Which way is better, as the option says. */
    @Override
    public final Map<String, Metric.Direction> better() {
        return Map.of(path, higherIsBetter ? Metric.Direction.HIGHER : Metric.Direction.LOWER);
    }

    /**
     * The value after an epoch; NaN if no case defines it.
     *
     * @throws UserError if the run does not measure it
     */
    protected final double value(EpochReport epoch) {
        return epoch.value(path).orElseThrow(() -> unknown(epoch.values()));
    }

    /** Whether a value is strictly better than another; NaN is never better, and anything else is better than NaN. */
    protected final boolean isBetter(double value, double than) {
        if (Double.isNaN(value) || Double.isNaN(than)) {
            return !Double.isNaN(value);
        }
        return higherIsBetter ? value > than : value < than;
    }

    /** A value by which another one must be surpassed to count as better by some amount. */
    final double improved(double value, double by) {
        return higherIsBetter ? value + by : value - by;
    }

    /** The path with a value, for a reason. */
    protected final String told(double value) {
        return path + " " + (Double.isNaN(value) ? "is undefined and" : value);
    }

    private UserError unknown(List<MetricValue> values) {
        List<String> measured =
                values.stream().map(MetricValue::path).distinct().toList();
        String nearest = NearestName.slip(path, measured)
                .map(candidate -> "; did you mean " + candidate + "?")
                .orElse("");
        return arguments.error(
                PATH.name(),
                "this run does not measure '" + path + "'; it measures " + String.join(", ", measured) + nearest);
    }
}
