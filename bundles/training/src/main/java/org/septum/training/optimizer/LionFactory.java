// SPDX-License-Identifier: Apache-2.0
package org.septum.training.optimizer;

import java.util.List;
import org.osgi.service.component.annotations.Component;
import org.septum.api.Arguments;
import org.septum.api.Options;
import org.septum.api.PluginType;
import org.septum.api.training.Optimizer;
import org.septum.api.training.OptimizerFactory;
import org.septum.api.training.ParameterUpdate;

/** The optimizer {@code lion}: {@link Lion}. All defaults are those of the authors' code. */
@Component
@PluginType("lion")
public final class LionFactory implements OptimizerFactory {

    @Override
    public String summary() {
        return "the sign of a running mean of gradients, with decoupled weight decay (Chen et al. 2023)";
    }

    @Override
    public Options options() {
        return PacedOptimizer.options(
                1e-4,
                "that of the authors' code; the paper advises a third to a tenth of Adam's",
                Betas.option(0.9, 0.99),
                PacedOptimizer.decoupledDecay(0, "that of the authors' code"));
    }

    @Override
    public Optimizer create(Arguments arguments) {
        return new Lion(arguments);
    }

    /**
     * Every parameter moves by the learning rate against the sign of a running mean of gradients. The sign is taken of a mean
     * with the first beta, the mean that is kept has the second.
     *
     * <p>X. Chen et al., "Symbolic Discovery of Optimization Algorithms", NeurIPS 2023.
     */
    private static final class Lion extends PacedOptimizer {

        private final Betas betas;

        Lion(Arguments arguments) {
            super(arguments);
            betas = Betas.of(arguments);
        }

        @Override
        List<String> ownSlots() {
            return List.of("exp_avg");
        }

        @Override
        ParameterUpdate update(long step, double learningRate, double gradientFactor) {
            float rate = (float) learningRate;
            float factor = (float) gradientFactor;
            float shrink = (float) (1 - learningRate * weightDecay);
            float keepForSign = (float) betas.first();
            float addForSign = (float) (1 - betas.first());
            float keep = (float) betas.second();
            float add = (float) (1 - betas.second());
            return (parameters, gradients, slots, length) -> {
                float[] means = slots[0];
                for (int i = 0; i < length; i++) {
                    float gradient = factor * gradients[i];
                    float sign = Math.signum(keepForSign * means[i] + addForSign * gradient);
                    parameters[i] = shrink * parameters[i] - rate * sign;
                    means[i] = keep * means[i] + add * gradient;
                }
            };
        }
    }
}
