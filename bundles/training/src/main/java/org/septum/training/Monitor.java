// SPDX-License-Identifier: Apache-2.0
package org.septum.training;

import java.util.LinkedHashMap;
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

    public static final Option AVERAGE = Option.real(
                    "average",
                    0,
                    0.9999,
                    "watches a running average of the value, of which this share stays with each new value (exponential; the"
                            + " first value begins it): a lucky epoch counts less. 0 watches the values themselves;"
                            + " nnU-Net's is 0.9")
            .or(0);

    private static final String AVERAGED = "average";

    private final Arguments arguments;
    private final boolean higherIsBetter;
    private final double kept;
    private double average = Double.NaN;

    /** The value's path. */
    protected final String path;

    protected Monitor(Arguments arguments) {
        this.arguments = arguments;
        path = arguments.text(PATH.name());
        kept = arguments.real(AVERAGE.name());
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
     * The value after an epoch, or the average that it makes; NaN if no case defines it, and the average goes on without it. To
     * be asked once for each epoch.
     *
     * @throws UserError if the run does not measure it
     */
    protected final double value(EpochReport epoch) {
        double value = epoch.value(path).orElseThrow(() -> unknown(epoch.values()));
        if (kept == 0 || Double.isNaN(value)) {
            return value;
        }
        average = Double.isNaN(average) ? value : kept * average + (1 - kept) * value;
        return average;
    }

    /** What is to be remembered of the average: nothing where there is none. */
    protected final Map<String, Double> averageState() {
        return Double.isNaN(average) ? Map.of() : Map.of(AVERAGED, average);
    }

    /** Takes back, from all that was remembered, the average; the rest is returned. */
    protected final Map<String, Double> restoreAverage(Map<String, Double> state) {
        average = state.getOrDefault(AVERAGED, Double.NaN);
        Map<String, Double> rest = new LinkedHashMap<>(state);
        rest.remove(AVERAGED);
        return rest;
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

    /** The path, as what it is watched by, for a reason. */
    protected final String watched() {
        return kept == 0 ? path : "the average of " + path;
    }

    /** The path with a value, for a reason. */
    protected final String told(double value) {
        return watched() + " " + (Double.isNaN(value) ? "is undefined and" : value);
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
