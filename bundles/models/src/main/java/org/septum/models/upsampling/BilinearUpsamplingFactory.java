// SPDX-License-Identifier: Apache-2.0
package org.septum.models.upsampling;

import org.osgi.service.component.annotations.Component;
import org.septum.api.Arguments;
import org.septum.api.Options;
import org.septum.api.PluginType;
import org.septum.api.graph.Op;
import org.septum.api.model.Upsampling;
import org.septum.api.model.UpsamplingFactory;

/** The upsampling {@code bilinear}: interpolates linearly between the centres of elements, then convolves; see {@link InterpolatedUpsampling}. */
@Component
@PluginType("bilinear")
public final class BilinearUpsamplingFactory implements UpsamplingFactory {

    @Override
    public String summary() {
        return "bilinear interpolation, then a convolution to the right number of channels";
    }

    @Override
    public Options options() {
        return InterpolatedUpsampling.OPTIONS;
    }

    @Override
    public Upsampling create(Arguments arguments) {
        return InterpolatedUpsampling.create(Op.Interpolation.BILINEAR, arguments);
    }
}
