// SPDX-License-Identifier: Apache-2.0
package org.septum.training.optimizer;

import java.util.List;
import org.septum.api.Arguments;
import org.septum.api.Option;
import org.septum.api.Options;
import org.septum.api.training.ParameterUpdate;

/**
 * Adam: steps along the running mean of the gradient divided by the root of the running mean of its square, both
 * corrected for their start at zero. With AMSGrad the divisor never shrinks. AdamW decays the parameters beside the gradient.
 *
 * <p>The arithmetic is that of PyTorch's {@code torch.optim.Adam} and {@code AdamW}: scalars in double, then one rounding to float32;
 * elements in float32.
 *
 * <p>D. P. Kingma and J. Ba, "Adam: A Method for Stochastic Optimization", ICLR 2015. S. J. Reddi, S. Kale and S. Kumar,
 * "On the Convergence of Adam and Beyond", ICLR 2018 (AMSGrad). I. Loshchilov and F. Hutter, "Decoupled Weight Decay
 * Regularization", ICLR 2019 (AdamW).
 */
final class Adam extends PacedOptimizer {

    private static final Option EPSILON = Option.real(
                    "epsilon",
                    0,
                    Double.POSITIVE_INFINITY,
                    "added to the denominator against division by zero; default from the paper")
            .or(1e-8);
    private static final Option AMSGRAD = Option.flag(
                    "amsgrad", "divide by the largest running mean of the squared gradient so far")
            .or(false);
    private static final Option MAXIMIZE =
            Option.flag("maximize", "climb the loss instead of descending it").or(false);

    private final Betas betas;
    private final double epsilon;
    private final boolean decoupled;
    private final boolean amsgrad;
    private final boolean maximize;

    /**
     * @param decoupled whether weight decay is taken off the parameters (AdamW) rather than added to the gradients
     */
    Adam(Arguments arguments, boolean decoupled) {
        super(arguments);
        this.betas = Betas.of(arguments);
        this.epsilon = arguments.real(EPSILON.name());
        this.decoupled = decoupled;
        this.amsgrad = arguments.flag(AMSGRAD.name());
        this.maximize = arguments.flag(MAXIMIZE.name());
    }

    /** The options of Adam and AdamW. */
    static Options options(Option weightDecay) {
        return PacedOptimizer.options(
                1e-3, "as in PyTorch", Betas.option(0.9, 0.999), EPSILON, weightDecay, AMSGRAD, MAXIMIZE);
    }

    @Override
    List<String> ownSlots() {
        return amsgrad ? List.of("exp_avg", "exp_avg_sq", "max_exp_avg_sq") : List.of("exp_avg", "exp_avg_sq");
    }

    @Override
    ParameterUpdate update(long step, double learningRate, double gradientFactor) {
        float direction = (float) (maximize ? -gradientFactor : gradientFactor);
        float decay = (float) (decoupled ? 0 : weightDecay);
        float shrink = (float) (decoupled ? 1 - learningRate * weightDecay : 1);
        float keepMean = (float) betas.first();
        float addMean = (float) (1 - betas.first());
        float keepSquare = (float) betas.second();
        float addSquare = (float) (1 - betas.second());
        float stepSize = (float) (-learningRate / (1 - Math.pow(betas.first(), step)));
        float correction = (float) Math.sqrt(1 - Math.pow(betas.second(), step));
        float nonzero = (float) epsilon;
        // Two loops: the JIT compiler makes vector instructions of one without a branch, and AMSGrad's is then six
        // times as fast.
        if (amsgrad) {
            return (parameters, gradients, slots, length) -> {
                float[] means = slots[0];
                float[] squares = slots[1];
                float[] largest = slots[2];
                for (int i = 0; i < length; i++) {
                    float parameter = parameters[i];
                    float gradient = direction * gradients[i] + decay * parameter;
                    float mean = keepMean * means[i] + addMean * gradient;
                    float square = keepSquare * squares[i] + addSquare * gradient * gradient;
                    float bound = Math.max(largest[i], square);
                    float denominator = (float) Math.sqrt(bound) / correction + nonzero;
                    means[i] = mean;
                    squares[i] = square;
                    largest[i] = bound;
                    parameters[i] = shrink * parameter + stepSize * mean / denominator;
                }
            };
        }
        return (parameters, gradients, slots, length) -> {
            float[] means = slots[0];
            float[] squares = slots[1];
            for (int i = 0; i < length; i++) {
                float parameter = parameters[i];
                float gradient = direction * gradients[i] + decay * parameter;
                float mean = keepMean * means[i] + addMean * gradient;
                float square = keepSquare * squares[i] + addSquare * gradient * gradient;
                float denominator = (float) Math.sqrt(square) / correction + nonzero;
                means[i] = mean;
                squares[i] = square;
                parameters[i] = shrink * parameter + stepSize * mean / denominator;
            }
        };
    }
}
