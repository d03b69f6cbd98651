// SPDX-License-Identifier: Apache-2.0
package org.septum.models.upsampling;

import org.septum.api.Arguments;
import org.septum.api.Option;
import org.septum.models.layer.Initialization;

/** How an upsampling's convolution is initialized, which has no nonlinearity of its own to take a slope from. */
final class UpsamplingSlope {

    static final Option OPTION = Option.real(
                    "slope",
                    0,
                    1,
                    "for initialization: he, the slope of the network's leaky-relu; the default is nnU-Net's")
            .or(0.01);

    private UpsamplingSlope() {}

    static Initialization initialization(Arguments arguments) {
        return Initialization.of(arguments, arguments.real(OPTION.name()));
    }
}
