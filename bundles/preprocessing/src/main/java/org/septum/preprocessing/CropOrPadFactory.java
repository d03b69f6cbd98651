// SPDX-License-Identifier: Apache-2.0
package org.septum.preprocessing;

import org.osgi.service.component.annotations.Component;
import org.septum.api.Arguments;
import org.septum.api.Options;
import org.septum.api.PluginType;
import org.septum.api.data.Grid;
import org.septum.api.data.GridFactory;

/** Creates grids that keep the image's pixels: what exceeds the network's size is cropped, what lacks is padded. */
@Component
@PluginType("crop-or-pad")
public final class CropOrPadFactory implements GridFactory {

    private static final Grid.Pitch PIXEL_BY_PIXEL = new Grid.Pitch(1, 1);

    @Override
    public String summary() {
        return "keeps the image's pixels, cropping or padding around its middle to the network's size";
    }

    @Override
    public Options options() {
        return Options.none();
    }

    @Override
    public Grid create(Arguments arguments) {
        return (height, width, spacing, gridHeight, gridWidth) -> PIXEL_BY_PIXEL;
    }
}
