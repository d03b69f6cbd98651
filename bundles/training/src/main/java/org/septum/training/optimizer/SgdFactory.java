// SPDX-License-Identifier: Apache-2.0
package org.septum.training.optimizer;

import org.osgi.service.component.annotations.Component;
import org.septum.api.Arguments;
import org.septum.api.Option;
import org.septum.api.Options;
import org.septum.api.PluginType;
import org.septum.api.training.Optimizer;
import org.septum.api.training.OptimizerFactory;

/** Publishes {@link Sgd} as {@code sgd}. */
@Component
@PluginType("sgd")
public final class SgdFactory implements OptimizerFactory {

    @Override
    public String summary() {
        return "gradient descent with momentum, Nesterov's if wanted";
    }

    @Override
    public Options options() {
        return Pace.options(
                1e-2,
                "that of nnU-Net and of Keras",
                Option.real(
                                "momentum",
                                0,
                                0.999999,
                                "what is kept of the last step's direction; none by default, as in PyTorch")
                        .or(0),
                Option.flag(
                                "nesterov",
                                "look ahead along the momentum (Nesterov 1983; Sutskever et al. 2013), as nnU-Net does")
                        .or(false),
                Pace.weightDecay());
    }

    @Override
    public Optimizer create(Arguments arguments) {
        return new Sgd(arguments);
    }
}
