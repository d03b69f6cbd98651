// SPDX-License-Identifier: Apache-2.0
package org.septum.training.optimizer;

import java.util.List;
import org.osgi.service.component.annotations.Component;
import org.septum.api.Arguments;
import org.septum.api.Option;
import org.septum.api.Options;
import org.septum.api.PluginType;
import org.septum.api.training.Optimizer;
import org.septum.api.training.OptimizerFactory;
import org.septum.api.training.ParameterUpdate;

/** The optimizer {@code sgd}: {@link Sgd}. */
@Component
@PluginType("sgd")
public final class SgdFactory implements OptimizerFactory {

    private static final Option MOMENTUM = Option.real(
                    "momentum",
                    0,
                    0.999999,
                    "what is kept of the last step's direction; none by default, as in PyTorch")
            .or(0);
    private static final Option NESTEROV = Option.flag(
                    "nesterov", "look ahead along the momentum (Nesterov 1983; Sutskever et al. 2013), as nnU-Net does")
            .or(false);

    @Override
    public String summary() {
        return "gradient descent with momentum, Nesterov's if wanted";
    }

    @Override
    public Options options() {
        return PacedOptimizer.options(
                1e-2, "that of nnU-Net and of Keras", MOMENTUM, NESTEROV, PacedOptimizer.weightDecay());
    }

    @Override
    public Optimizer create(Arguments arguments) {
        return new Sgd(arguments);
    }

    /**
     * Stochastic gradient descent: with momentum m, direction = m direction + gradient, and a step against the direction, or
     * with Nesterov's look ahead against gradient + m direction. The arithmetic is that of PyTorch's {@code torch.optim.SGD}.
     *
     * <p>I. Sutskever, J. Martens, G. Dahl and G. Hinton, "On the importance of initialization and momentum in deep learning",
     * ICML 2013.
     */
    private static final class Sgd extends PacedOptimizer {

        private final double momentum;
        private final boolean nesterov;

        /**
         * @throws org.septum.api.UserError if Nesterov's look ahead is wanted without momentum
         */
        Sgd(Arguments arguments) {
            super(arguments);
            momentum = arguments.real(MOMENTUM.name());
            nesterov = arguments.flag(NESTEROV.name());
            if (nesterov && momentum == 0) {
                throw arguments.error(
                        NESTEROV.name(), "there is no momentum to look ahead along; give momentum too, as 0.99");
            }
        }

        @Override
        List<String> ownSlots() {
            return momentum == 0 ? List.of() : List.of("momentum_buffer");
        }

        @Override
        ParameterUpdate update(long step, double learningRate, double gradientFactor) {
            float rate = (float) learningRate;
            float factor = (float) gradientFactor;
            float decay = (float) weightDecay;
            float keep = (float) momentum;
            if (momentum == 0) {
                return (parameters, gradients, slots, length) -> {
                    for (int i = 0; i < length; i++) {
                        parameters[i] -= rate * (factor * gradients[i] + decay * parameters[i]);
                    }
                };
            }
            // The direction itself, or what looks ahead along it.
            float ofGradient = nesterov ? 1 : 0;
            float ofDirection = nesterov ? keep : 1;
            return (parameters, gradients, slots, length) -> {
                float[] directions = slots[0];
                for (int i = 0; i < length; i++) {
                    float gradient = factor * gradients[i] + decay * parameters[i];
                    float direction = keep * directions[i] + gradient;
                    directions[i] = direction;
                    parameters[i] -= rate * (ofGradient * gradient + ofDirection * direction);
                }
            };
        }
    }
}
