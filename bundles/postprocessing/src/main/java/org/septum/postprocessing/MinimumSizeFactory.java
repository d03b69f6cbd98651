// SPDX-License-Identifier: Apache-2.0
package org.septum.postprocessing;

import java.util.List;
import java.util.Map;
import org.osgi.service.component.annotations.Component;
import org.septum.api.Arguments;
import org.septum.api.Option;
import org.septum.api.Options;
import org.septum.api.PluginType;
import org.septum.api.UserError;
import org.septum.api.data.Spacing;
import org.septum.api.postprocessing.DecidedVolume;
import org.septum.api.postprocessing.PostProcessing;
import org.septum.api.postprocessing.PostProcessingFactory;

/** Creates post-processings that drop the components of each class that are smaller than a size. */
@Component
@PluginType("minimum-size")
public final class MinimumSizeFactory implements PostProcessingFactory {

    private static final Option SIZE = Option.real("size", 0, 1e12, "components smaller than this become background");

    private static final String MILLILITRES = "ml";
    private static final String SQUARE_MILLIMETRES = "mm2";

    private static final Option UNIT = Option.choice(
            "unit",
            List.of(MILLILITRES, SQUARE_MILLIMETRES, "voxels", "pixels"),
            "of the size: ml or voxels for components that reach through the slices of a volume, mm2 or pixels for"
                    + " those within a slice; ml and mm2 need the spacing of the images");

    private static final Map<String, Components.Neighbours> NEIGHBOURS = Map.of(
            MILLILITRES,
            Components.Neighbours.VOLUME_CORNERS,
            "voxels",
            Components.Neighbours.VOLUME_CORNERS,
            SQUARE_MILLIMETRES,
            Components.Neighbours.PLANE_CORNERS,
            "pixels",
            Components.Neighbours.PLANE_CORNERS);

    @Override
    public String summary() {
        return "drops the components of each class that are smaller than a size";
    }

    @Override
    public Options options() {
        return Options.of(SIZE, UNIT, ClassSteps.CLASSES);
    }

    @Override
    public PostProcessing create(Arguments arguments) {
        double size = arguments.real(SIZE.name());
        String unit = arguments.text(UNIT.name());
        return classes -> ClassSteps.of(
                arguments, classes, "components of at least " + size + " " + unit + " of", (volume, classIndex) -> {
                    Components components =
                            Components.of(volume, decided -> decided == classIndex, NEIGHBOURS.get(unit));
                    double each = each(volume, unit);
                    components.keep(volume, component -> components.sizes()[component] * each >= size);
                });
    }

    /** The size of a pixel in a unit. */
    private static double each(DecidedVolume volume, String unit) {
        if (!unit.equals(MILLILITRES) && !unit.equals(SQUARE_MILLIMETRES)) {
            return 1;
        }
        Spacing spacing = volume.spacing()
                .orElseThrow(() -> new UserError(volume.id() + ": minimum-size needs the image's spacing for a size in "
                        + unit + ", and its file does not tell it; give the size in voxels or pixels"));
        double area = spacing.row() * spacing.column();
        return unit.equals(MILLILITRES) ? area * spacing.slice() / 1000 : area;
    }
}
