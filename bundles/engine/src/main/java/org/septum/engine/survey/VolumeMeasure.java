// SPDX-License-Identifier: Apache-2.0
package org.septum.engine.survey;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.function.ToIntFunction;
import org.septum.api.data.Spacing;
import org.septum.common.text.Words;
import org.septum.services.data.DataSurvey.Measure;

/**
 * A quantity of volumes by which some may stand out.
 *
 * @param unit empty for a plain number
 * @param ratio whether its values are positive and compared by their ratios; otherwise by their differences
 * @param of its values in a volume: one, or several where the slices differ; none where unknown
 */
record VolumeMeasure(String name, String unit, boolean ratio, Function<VolumeFacts, double[]> of) {

    static final List<VolumeMeasure> ALL = List.of(
            new VolumeMeasure("height", "pixels", true, volume -> distinct(volume, SampleFacts::height)),
            new VolumeMeasure("width", "pixels", true, volume -> distinct(volume, SampleFacts::width)),
            single("number of slices", "", true, volume -> volume.samples().size()),
            spacing("row spacing", Spacing::row),
            spacing("column spacing", Spacing::column),
            spacing("slice spacing", Spacing::slice),
            single("median intensity", "", false, VolumeFacts::median),
            single(
                    "contrast (1st to 99th percentile)",
                    "",
                    true,
                    volume -> volume.contrast() > 0 ? volume.contrast() : Double.NaN),
            single("share of foreground", "%", true, VolumeMeasure::foreground));

    /** How many interquartile ranges beyond the quartiles values become extreme: Tukey's outer fences. */
    private static final double FENCE = 3;

    /** Where most values are equal, the fences fall together; smaller deviations than this are not worth a word. */
    private static final double LEAST_DEVIATION = 0.2;

    /** @param of its value; NaN where unknown */
    private static VolumeMeasure single(String name, String unit, boolean ratio, ToDoubleFunction<VolumeFacts> of) {
        return new VolumeMeasure(name, unit, ratio, volume -> {
            double value = of.applyAsDouble(volume);
            return Double.isNaN(value) ? new double[0] : new double[] {value};
        });
    }

    private static double[] distinct(VolumeFacts volume, ToIntFunction<SampleFacts> of) {
        return volume.read().stream()
                .mapToInt(of)
                .distinct()
                .mapToDouble(value -> value)
                .toArray();
    }

    private static VolumeMeasure spacing(String name, ToDoubleFunction<Spacing> of) {
        return single(
                name,
                "mm",
                true,
                volume -> volume.spacing().map(of::applyAsDouble).orElse(Double.NaN));
    }

    private static double foreground(VolumeFacts volume) {
        long all = volume.read().stream()
                .mapToLong(sample -> (long) sample.height() * sample.width())
                .sum();
        return volume.foreground() > 0 ? 100.0 * volume.foreground() / all : Double.NaN;
    }

    /** How it spreads over volumes that could be read. */
    Measure spread(List<VolumeFacts> volumes) {
        double[] known = known(volumes);
        return new Measure(name, unit, quantile(known, 0), quantile(known, 0.5), quantile(known, 1), (int)
                volumes.stream().filter(volume -> of.apply(volume).length == 0).count());
    }

    /** The volumes for which it is extreme. */
    List<VolumeFacts> extremes(List<VolumeFacts> volumes) {
        double[] known = known(volumes);
        if (known.length == 0) {
            return List.of();
        }
        double low = scaled(quantile(known, 0.25));
        double high = scaled(quantile(known, 0.75));
        double median = quantile(known, 0.5);
        double room = FENCE * (high - low);
        return volumes.stream()
                .filter(volume -> Arrays.stream(of.apply(volume)).anyMatch(value -> {
                    boolean outside = scaled(value) < low - room || scaled(value) > high + room;
                    return outside && deviates(value, median);
                }))
                .toList();
    }

    private double scaled(double value) {
        return ratio ? Math.log(value) : value;
    }

    private boolean deviates(double value, double median) {
        return ratio
                ? Math.max(value / median, median / value) >= 1 + LEAST_DEVIATION
                : Math.abs(value - median) >= LEAST_DEVIATION * Math.abs(median);
    }

    /** What was found in an extreme volume. */
    String text(VolumeFacts volume, List<VolumeFacts> volumes) {
        String end = unit.isEmpty() ? "" : " " + unit;
        double median = quantile(known(volumes), 0.5);
        double value = Arrays.stream(of.apply(volume))
                .boxed()
                .max(Comparator.comparingDouble(each -> Math.abs(scaled(each) - scaled(median))))
                .orElseThrow();
        return Words.measure(value) + end + ", where the median is " + Words.measure(median) + end;
    }

    private double[] known(List<VolumeFacts> volumes) {
        return volumes.stream()
                .flatMapToDouble(volume -> Arrays.stream(of.apply(volume)))
                .sorted()
                .toArray();
    }

    /** Linear between the sorted values; NaN if there are none. */
    private static double quantile(double[] sorted, double share) {
        if (sorted.length == 0) {
            return Double.NaN;
        }
        double place = share * (sorted.length - 1);
        int below = (int) place;
        int above = Math.min(below + 1, sorted.length - 1);
        return sorted[below] + (place - below) * (sorted[above] - sorted[below]);
    }
}
