// SPDX-License-Identifier: Apache-2.0
package org.septum.models.norm;

import org.osgi.service.component.annotations.Component;
import org.septum.api.Arguments;
import org.septum.api.Option;
import org.septum.api.Options;
import org.septum.api.PluginType;
import org.septum.api.model.Normalization;
import org.septum.api.model.NormalizationFactory;

/** The normalization {@code batch}: {@link BatchNorm}. */
@Component
@PluginType("batch")
public final class BatchNormFactory implements NormalizationFactory {

    @Override
    public String summary() {
        return "batch normalization (Ioffe and Szegedy 2015)";
    }

    @Override
    public Options options() {
        return Options.of(
                Option.real(
                                "momentum",
                                0,
                                1,
                                "the share of the newest batch in the running statistics; the default is PyTorch's")
                        .or(0.1),
                Option.real("epsilon", 1e-12, 1, "added to the variance; the default is PyTorch's")
                        .or(1e-5));
    }

    @Override
    public Normalization create(Arguments arguments) {
        return new BatchNorm(arguments.real("momentum"), arguments.real("epsilon"));
    }
}
