// SPDX-License-Identifier: Apache-2.0
package org.septum.postprocessing;

import org.osgi.service.component.annotations.Component;
import org.septum.api.Arguments;
import org.septum.api.Option;
import org.septum.api.Options;
import org.septum.api.PluginType;
import org.septum.api.postprocessing.DecidedVolume;
import org.septum.api.postprocessing.PostProcessing;
import org.septum.api.postprocessing.PostProcessingFactory;

/**
 * Creates post-processings that fill the holes of each class: background within a slice that touches no edge of the image and
 * no other class. A cavity between two structures is no hole of either.
 */
@Component
@PluginType("fill-holes")
public final class FillHolesFactory implements PostProcessingFactory {

    private static final Option LARGEST = Option.whole(
                    "largest",
                    1,
                    Integer.MAX_VALUE,
                    "the pixels of the largest hole that is filled; without it, holes of any size are")
            .optional();

    @Override
    public String summary() {
        return "fills holes: background that one class alone surrounds, slice by slice";
    }

    @Override
    public Options options() {
        return Options.of(LARGEST, ClassSteps.CLASSES);
    }

    @Override
    public PostProcessing create(Arguments arguments) {
        int largest = arguments.has(LARGEST.name()) ? arguments.whole(LARGEST.name()) : Integer.MAX_VALUE;
        return classes -> ClassSteps.of(
                arguments, classes, "holes of", (volume, classIndex) -> fill(volume, classIndex, largest));
    }

    /** Background is connected through sides alone: a ring whose pixels touch at their corners has an inside. */
    private static void fill(DecidedVolume volume, int classIndex, int largest) {
        Components background = Components.of(volume, decided -> decided == 0, Components.Neighbours.PLANE_SIDES);
        boolean[] open = new boolean[background.sizes().length];
        int pixels = volume.pixels();
        for (int at = 0; at < background.of().length; at++) {
            int component = background.of()[at];
            if (component != Components.NONE && !open[component]) {
                int[] slice = volume.slices().get(at / pixels);
                open[component] =
                        background.sizes()[component] > largest || isOpen(volume, slice, at % pixels, classIndex);
            }
        }
        for (int at = 0; at < background.of().length; at++) {
            int component = background.of()[at];
            if (component != Components.NONE && !open[component]) {
                volume.slices().get(at / pixels)[at % pixels] = classIndex;
            }
        }
    }

    /** Whether a pixel of the background lies at the image's edge or beside another class. */
    private static boolean isOpen(DecidedVolume volume, int[] slice, int pixel, int classIndex) {
        int row = pixel / volume.width();
        int column = pixel % volume.width();
        if (row == 0 || column == 0 || row == volume.height() - 1 || column == volume.width() - 1) {
            return true;
        }
        for (int step : new int[] {-1, 1, -volume.width(), volume.width()}) {
            int neighbour = slice[pixel + step];
            if (neighbour != 0 && neighbour != classIndex) {
                return true;
            }
        }
        return false;
    }
}
