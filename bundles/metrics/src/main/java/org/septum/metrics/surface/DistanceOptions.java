// SPDX-License-Identifier: Apache-2.0
package org.septum.metrics.surface;

import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;
import org.septum.api.Arguments;
import org.septum.api.Option;
import org.septum.api.Options;
import org.septum.api.metric.Metric;
import org.septum.metrics.EmptyValue;
import org.septum.metrics.Units;

/** The rules of distances for empty masks: how far away something is that is not there. */
final class DistanceOptions {

    private static final Option EMPTY = EmptyValue.option(
            List.of("skip", "zero"),
            "the distance where neither truth nor prediction have the class: undefined and left out of means, or 0."
                    + " The default is that of MONAI, which gives NaN");

    private static final Option ONE_EMPTY = Option.choice(
                    "one-empty",
                    List.of("worst", "skip"),
                    "the distance where only truth or only prediction have the class, infinite by the formula: the"
                            + " diagonal of the image, the largest distance possible in it, or undefined and left out"
                            + " of means. The default does not reward a model for leaving out what is hard to find"
                            + " (L. Maier-Hein et al., \"Metrics reloaded: recommendations for image analysis"
                            + " validation\", Nature Methods 21, 2024); MONAI gives infinity")
            .or("worst");

    private DistanceOptions() {}

    /** The options of a distance. */
    static Options options() {
        return Options.of(SurfaceMetric.UNIT, SurfaceMetric.DIMENSIONS, EMPTY, ONE_EMPTY);
    }

    /** The options of a distance with one of its own. */
    static Options options(Option own) {
        return Options.of(SurfaceMetric.UNIT, SurfaceMetric.DIMENSIONS, own, EMPTY, ONE_EMPTY);
    }

    /** A distance with the given options, the lower the better. */
    static Metric metric(Arguments arguments, ToDoubleFunction<SurfaceDistances> measure) {
        EmptyValue bothEmpty = EmptyValue.of(arguments);
        SurfaceMetric.OneEmpty oneEmpty =
                SurfaceMetric.OneEmpty.valueOf(arguments.text(ONE_EMPTY.name()).toUpperCase(Locale.ROOT));
        int dimensions = SurfaceMetric.dimensions(arguments);
        String image = dimensions == 2 ? "slice" : "volume";
        return new SurfaceMetric(
                Units.of(arguments),
                Metric.Direction.LOWER,
                dimensions,
                bothEmpty,
                oneEmpty,
                bothEmpty.rule("where truth and prediction are both empty")
                        + (oneEmpty == SurfaceMetric.OneEmpty.WORST
                                ? "; the diagonal of the " + image + " where only one of them is empty"
                                : "; a " + image + " where only one of them is empty is left out"),
                measure);
    }
}
