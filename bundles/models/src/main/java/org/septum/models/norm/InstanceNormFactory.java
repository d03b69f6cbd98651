// SPDX-License-Identifier: Apache-2.0
package org.septum.models.norm;

import org.osgi.service.component.annotations.Component;
import org.septum.api.Arguments;
import org.septum.api.Options;
import org.septum.api.PluginType;
import org.septum.api.model.Normalization;
import org.septum.api.model.NormalizationFactory;

/**
 * The normalization {@code instance}: each channel of each sample by itself, with scale and shift. D. Ulyanov, A. Vedaldi and V.
 * Lempitsky, "Instance Normalization: The Missing Ingredient for Fast Stylization", arXiv:1607.08022, 2016; nnU-Net's
 * normalization.
 */
@Component
@PluginType("instance")
public final class InstanceNormFactory implements NormalizationFactory {

    @Override
    public String summary() {
        return "instance normalization (Ulyanov et al. 2016), nnU-Net's";
    }

    @Override
    public Options options() {
        return Options.of(GroupNorm.EPSILON);
    }

    @Override
    public Normalization create(Arguments arguments) {
        return new GroupNorm(0, arguments.real(GroupNorm.EPSILON.name()));
    }
}
