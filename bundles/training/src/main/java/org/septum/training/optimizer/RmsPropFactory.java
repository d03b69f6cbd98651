// SPDX-License-Identifier: Apache-2.0
package org.septum.training.optimizer;

import org.osgi.service.component.annotations.Component;
import org.septum.api.Arguments;
import org.septum.api.Option;
import org.septum.api.Options;
import org.septum.api.PluginType;
import org.septum.api.training.Optimizer;
import org.septum.api.training.OptimizerFactory;

/** Publishes {@link RmsProp} as {@code rmsprop}. All defaults are those of PyTorch's {@code torch.optim.RMSprop}. */
@Component
@PluginType("rmsprop")
public final class RmsPropFactory implements OptimizerFactory {

    @Override
    public String summary() {
        return "gradients divided by the root of their running mean square (Tieleman and Hinton 2012)";
    }

    @Override
    public Options options() {
        return Pace.options(
                1e-2,
                "as in PyTorch",
                Option.real("alpha", 0, 0.999999, "decay rate of the running mean square")
                        .or(0.99),
                Option.real("epsilon", 0, Double.POSITIVE_INFINITY, "added to the denominator against division by zero")
                        .or(1e-8),
                Option.real("momentum", 0, 0.999999, "what is kept of the last step's direction")
                        .or(0),
                Option.flag("centered", "divide by the running standard deviation instead (Graves 2013)")
                        .or(false),
                Pace.weightDecay());
    }

    @Override
    public Optimizer create(Arguments arguments) {
        return new RmsProp(arguments);
    }
}
