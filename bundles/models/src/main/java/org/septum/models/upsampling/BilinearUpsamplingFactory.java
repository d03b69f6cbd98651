// SPDX-License-Identifier: Apache-2.0
package org.septum.models.upsampling;

import org.osgi.service.component.annotations.Component;
import org.septum.api.PluginType;
import org.septum.api.graph.Op;
import org.septum.api.model.UpsamplingFactory;

/** The upsampling {@code bilinear}: interpolates linearly between the centres of elements, then convolves. */
@Component
@PluginType("bilinear")
public final class BilinearUpsamplingFactory extends InterpolatedUpsampling implements UpsamplingFactory {

    public BilinearUpsamplingFactory() {
        super(Op.Interpolation.BILINEAR);
    }

    @Override
    public String summary() {
        return "bilinear interpolation, then a convolution to the right number of channels";
    }
}
