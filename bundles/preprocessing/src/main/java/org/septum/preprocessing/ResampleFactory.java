// SPDX-License-Identifier: Apache-2.0
package org.septum.preprocessing;

import java.util.List;
import java.util.Optional;
import org.osgi.service.component.annotations.Component;
import org.septum.api.Arguments;
import org.septum.api.Option;
import org.septum.api.Options;
import org.septum.api.PluginType;
import org.septum.api.UserError;
import org.septum.api.data.Grid;
import org.septum.api.data.GridFactory;
import org.septum.api.data.Spacing;

/**
 * Creates grids whose pixels have one size in mm whatever the image's, so that a millimetre is as long in every sample;
 * around the middle, what exceeds the network's size is cropped and what lacks is padded.
 */
@Component
@PluginType("resample")
public final class ResampleFactory implements GridFactory {

    private static final Option SPACING = Option.range(
            "spacing",
            0.001,
            1000,
            "the distance in mm between grid pixels along height and along width; a good choice is the median over the"
                    + " data set, as nnU-Net takes");

    @Override
    public String summary() {
        return "gives all images the same pixel size in mm, cropping or padding around the middle to the network's size";
    }

    @Override
    public Options options() {
        return Options.of(SPACING);
    }

    @Override
    public Grid create(Arguments arguments) {
        List<Double> target = arguments.list(SPACING.name(), Double.class);
        return (height, width, spacing, gridHeight, gridWidth) -> {
            Spacing known = known(arguments, spacing);
            return new Grid.Pitch(target.get(0) / known.row(), target.get(1) / known.column());
        };
    }

    private static Spacing known(Arguments arguments, Optional<Spacing> spacing) {
        Spacing known = spacing.orElseThrow(() -> new UserError(
                arguments.location(),
                "resample needs the image's spacing, which its file does not tell; use data with a spacing, or the grid"
                        + " resize or crop-or-pad"));
        if (!(known.row() > 0 && known.column() > 0)) {
            throw new UserError(
                    arguments.location(),
                    "resample found a spacing of " + known.row() + " x " + known.column()
                            + " mm, allowed are distances above 0; repair the image's header, or use the grid resize"
                            + " or crop-or-pad");
        }
        return known;
    }
}
