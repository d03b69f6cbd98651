// SPDX-License-Identifier: Apache-2.0
package org.septum.metrics.surface;

import java.util.List;
import org.osgi.service.component.annotations.Component;
import org.septum.api.Arguments;
import org.septum.api.Option;
import org.septum.api.Options;
import org.septum.api.PluginType;
import org.septum.api.metric.Metric;
import org.septum.api.metric.MetricFactory;
import org.septum.metrics.EmptyValue;
import org.septum.metrics.Units;

/**
 * Creates the surface Dice coefficient: the share of both surfaces that lies within a tolerance of the other (S. Nikolov
 * et al., "Clinically applicable segmentation of head and neck anatomy for radiotherapy: deep learning algorithm
 * development and validation study", Journal of Medical Internet Research 23(7), 2021). As in MONAI each voxel of a
 * surface counts once, where the authors weigh it with the area of the surface in it.
 */
@Component
@PluginType("surface-dice")
public final class SurfaceDiceFactory implements MetricFactory {

    private static final Option TOLERANCE = Option.real(
                    "tolerance",
                    0,
                    1000,
                    "the distance in mm that does not count as an error; best what two experts differ by. The default is"
                            + " somewhat more than a pixel of a usual cardiac MRI")
            .or(2);

    @Override
    public String summary() {
        return "surface Dice of each class: the share of both surfaces that is within a tolerance of the other, 0 to 1";
    }

    @Override
    public Options options() {
        return Options.of(
                SurfaceMetric.UNIT,
                SurfaceMetric.DIMENSIONS,
                TOLERANCE,
                EmptyValue.option(
                        List.of("skip", "one", "zero"),
                        "the value of a class that neither truth nor prediction has: undefined and left out of means (as"
                                + " in MONAI), 1 or 0; it is always 0 where only one of them has it"));
    }

    @Override
    public Metric create(Arguments arguments) {
        double tolerance = arguments.real(TOLERANCE.name());
        EmptyValue bothEmpty = EmptyValue.of(arguments);
        return new SurfaceMetric(
                Units.of(arguments),
                Metric.Direction.HIGHER,
                SurfaceMetric.dimensions(arguments),
                bothEmpty,
                SurfaceMetric.OneEmpty.WORST,
                bothEmpty.rule("where truth and prediction are both empty") + "; 0 where only one of them is empty",
                distances -> distances.within(tolerance));
    }
}
