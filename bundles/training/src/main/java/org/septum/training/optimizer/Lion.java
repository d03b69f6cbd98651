// SPDX-License-Identifier: Apache-2.0
package org.septum.training.optimizer;

import java.util.List;
import org.septum.api.Arguments;
import org.septum.api.training.ParameterUpdate;

/**
 * Lion: every parameter moves by the learning rate against the sign of a running mean of gradients. The sign is taken of a
 * mean with the first beta, the mean that is kept has the second.
 *
 * <p>X. Chen et al., "Symbolic Discovery of Optimization Algorithms", NeurIPS 2023.
 */
final class Lion extends PacedOptimizer {

    private final double beta1;
    private final double beta2;
    private final double weightDecay;

    Lion(Arguments arguments) {
        super(Pace.of(arguments));
        List<Double> betas = Betas.of(arguments);
        beta1 = betas.get(0);
        beta2 = betas.get(1);
        weightDecay = arguments.real("weight-decay");
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
        float keepForSign = (float) beta1;
        float addForSign = (float) (1 - beta1);
        float keep = (float) beta2;
        float add = (float) (1 - beta2);
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
