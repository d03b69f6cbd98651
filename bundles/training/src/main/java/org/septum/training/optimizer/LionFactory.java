// SPDX-License-Identifier: Apache-2.0
package org.septum.training.optimizer;

import org.osgi.service.component.annotations.Component;
import org.septum.api.Arguments;
import org.septum.api.Options;
import org.septum.api.PluginType;
import org.septum.api.training.Optimizer;
import org.septum.api.training.OptimizerFactory;

/** Publishes {@link Lion} as {@code lion}. All defaults are those of the authors' code. */
@Component
@PluginType("lion")
public final class LionFactory implements OptimizerFactory {

    @Override
    public String summary() {
        return "the sign of a running mean of gradients, with decoupled weight decay (Chen et al. 2023)";
    }

    @Override
    public Options options() {
        return Pace.options(
                1e-4,
                "that of the authors' code; the paper advises a third to a tenth of Adam's",
                Betas.option(0.9, 0.99),
                Pace.decoupledDecay(0, "that of the authors' code"));
    }

    @Override
    public Optimizer create(Arguments arguments) {
        return new Lion(arguments);
    }
}
