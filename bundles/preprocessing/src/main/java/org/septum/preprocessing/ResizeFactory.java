// SPDX-License-Identifier: Apache-2.0
package org.septum.preprocessing;

import org.osgi.service.component.annotations.Component;
import org.septum.api.Arguments;
import org.septum.api.Options;
import org.septum.api.PluginType;
import org.septum.api.data.Grid;
import org.septum.api.data.GridFactory;

/** Creates grids that stretch the whole image onto all grid pixels, without keeping its aspect. */
@Component
@PluginType("resize")
public final class ResizeFactory implements GridFactory {

    @Override
    public String summary() {
        return "stretches the whole image to the network's size, without keeping its aspect";
    }

    @Override
    public Options options() {
        return Options.none();
    }

    @Override
    public Grid create(Arguments arguments) {
        return (height, width, spacing, gridHeight, gridWidth) ->
                new Grid.Pitch((double) height / gridHeight, (double) width / gridWidth);
    }
}
