// SPDX-License-Identifier: Apache-2.0
package org.septum.models.upsampling;

import org.osgi.service.component.annotations.Component;
import org.septum.api.PluginType;
import org.septum.api.graph.Op;
import org.septum.api.model.UpsamplingFactory;

/** The upsampling {@code nearest}: repeats each element, then convolves. */
@Component
@PluginType("nearest")
public final class NearestUpsamplingFactory extends InterpolatedUpsampling implements UpsamplingFactory {

    public NearestUpsamplingFactory() {
        super(Op.Interpolation.NEAREST);
    }

    @Override
    public String summary() {
        return "nearest-neighbour interpolation, then a convolution to the right number of channels";
    }
}
