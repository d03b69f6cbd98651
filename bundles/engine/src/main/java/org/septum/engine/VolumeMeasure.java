// SPDX-License-Identifier: Apache-2.0
package org.septum.engine;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.List;
import java.util.function.ToDoubleFunction;
import org.septum.api.data.Spacing;
import org.septum.api.report.DataSurvey.Measure;
import org.septum.api.report.DataSurvey.Suspicion.Finding;

/**
 * A quantity of volumes by which some may stand out.
 *
 * @param unit empty for a plain number
 * @param ratio whether its values are positive and compared by their ratios; otherwise by their differences
 * @param of its value; NaN where unknown
 */
record VolumeMeasure(String name, String unit, boolean ratio, ToDoubleFunction<VolumeFacts> of) {

    static final List<VolumeMeasure> ALL = List.of(
            new VolumeMeasure(
                    "height", "pixels", true, volume -> volume.read().get(0).height()),
            new VolumeMeasure(
                    "width", "pixels", true, volume -> volume.read().get(0).width()),
            new VolumeMeasure(
                    "number of slices", "", true, volume -> volume.samples().size()),
            spacing("row spacing", Spacing::row),
            spacing("column spacing", Spacing::column),
            spacing("slice spacing", Spacing::slice),
            new VolumeMeasure("median intensity", "", false, VolumeFacts::median),
            new VolumeMeasure(
                    "contrast (1st to 99th percentile)",
                    "",
                    true,
                    volume -> volume.contrast() > 0 ? volume.contrast() : Double.NaN),
            new VolumeMeasure("share of foreground", "%", true, VolumeMeasure::foreground));

    /** How many interquartile ranges beyond the quartiles values become extreme: Tukey's outer fences. */
    private static final double FENCE = 3;

    /** Where most values are equal, the fences fall together; smaller deviations than this are not worth a word. */
    private static final double LEAST_DEVIATION = 0.2;

    private static VolumeMeasure spacing(String name, ToDoubleFunction<Spacing> of) {
        return new VolumeMeasure(
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
        return new Measure(
                name,
                unit,
                quantile(known, 0),
                quantile(known, 0.5),
                quantile(known, 1),
                volumes.size() - known.length);
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
                .filter(volume -> {
                    double value = of.applyAsDouble(volume);
                    boolean outside = scaled(value) < low - room || scaled(value) > high + room;
                    return outside && deviates(value, median);
                })
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
    Finding finding(VolumeFacts volume, List<VolumeFacts> volumes) {
        String end = unit.isEmpty() ? "" : " " + unit;
        return new Finding(
                volume.id(),
                rounded(of.applyAsDouble(volume)) + end + ", where the median is "
                        + rounded(quantile(known(volumes), 0.5)) + end);
    }

    private double[] known(List<VolumeFacts> volumes) {
        return volumes.stream()
                .mapToDouble(of)
                .filter(value -> !Double.isNaN(value))
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

    /** With four significant digits. */
    static String rounded(double value) {
        return new BigDecimal(value)
                .round(new MathContext(4))
                .stripTrailingZeros()
                .toPlainString();
    }
}
