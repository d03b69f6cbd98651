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

    private final double beta1;
    private final double beta2;
    private final double epsilon;
    private final double weightDecay;
    private final boolean decoupled;
    private final boolean amsgrad;
    private final boolean maximize;

    /**
     * @param decoupled whether weight decay is taken off the parameters (AdamW) rather than added to the gradients
     */
    Adam(Arguments arguments, boolean decoupled) {
        super(Pace.of(arguments));
        List<Double> betas = Betas.of(arguments);
        this.beta1 = betas.get(0);
        this.beta2 = betas.get(1);
        this.epsilon = arguments.real("epsilon");
        this.weightDecay = arguments.real("weight-decay");
        this.decoupled = decoupled;
        this.amsgrad = arguments.flag("amsgrad");
        this.maximize = arguments.flag("maximize");
    }

    /** The options of Adam and AdamW. */
    static Options options(Option weightDecay) {
        return Pace.options(
                1e-3,
                "as in PyTorch",
                Betas.option(0.9, 0.999),
                Option.real(
                                "epsilon",
                                0,
                                Double.POSITIVE_INFINITY,
                                "added to the denominator against division by zero; default from the paper")
                        .or(1e-8),
                weightDecay,
                Option.flag("amsgrad", "divide by the largest running mean of the squared gradient so far")
                        .or(false),
                Option.flag("maximize", "climb the loss instead of descending it")
                        .or(false));
    }

    @Override
    List<String> ownSlots() {
        return amsgrad ? List.of("exp_avg", "exp_avg_sq", "max_exp_avg_sq") : List.of("exp_avg", "exp_avg_sq");
    }

    @Override
    ParameterUpdate update(long step, double learningRate, double gradientFactor) {
        float stepSize = (float) (-learningRate / (1 - Math.pow(beta1, step)));
        float correction = (float) Math.sqrt(1 - Math.pow(beta2, step));
        Update update = new Update(
                (float) (maximize ? -gradientFactor : gradientFactor),
                (float) (decoupled ? 0 : weightDecay),
                (float) (decoupled ? 1 - learningRate * weightDecay : 1),
                (float) beta1,
                (float) (1 - beta1),
                (float) beta2,
                (float) (1 - beta2),
                stepSize,
                correction,
                (float) epsilon);
        return amsgrad ? update::largestSquare : update::runningSquare;
    }

    /**
     * The scalars of one step. The loops have no branches and work on local copies, so that the JIT compiler turns them
     * into vector instructions.
     */
    private record Update(
            float direction,
            float decay,
            float shrink,
            float keepMean,
            float addMean,
            float keepSquare,
            float addSquare,
            float stepSize,
            float correction,
            float epsilon) {

        void runningSquare(float[] parameters, float[] gradients, float[][] slots, int length) {
            float direction = this.direction;
            float decay = this.decay;
            float shrink = this.shrink;
            float keepMean = this.keepMean;
            float addMean = this.addMean;
            float keepSquare = this.keepSquare;
            float addSquare = this.addSquare;
            float stepSize = this.stepSize;
            float correction = this.correction;
            float epsilon = this.epsilon;
            float[] means = slots[0];
            float[] squares = slots[1];
            for (int i = 0; i < length; i++) {
                float parameter = parameters[i];
                float gradient = direction * gradients[i] + decay * parameter;
                float mean = keepMean * means[i] + addMean * gradient;
                float square = keepSquare * squares[i] + addSquare * gradient * gradient;
                float denominator = (float) Math.sqrt(square) / correction + epsilon;
                means[i] = mean;
                squares[i] = square;
                parameters[i] = shrink * parameter + stepSize * mean / denominator;
            }
        }

        void largestSquare(float[] parameters, float[] gradients, float[][] slots, int length) {
            float direction = this.direction;
            float decay = this.decay;
            float shrink = this.shrink;
            float keepMean = this.keepMean;
            float addMean = this.addMean;
            float keepSquare = this.keepSquare;
            float addSquare = this.addSquare;
            float stepSize = this.stepSize;
            float correction = this.correction;
            float epsilon = this.epsilon;
            float[] means = slots[0];
            float[] squares = slots[1];
            float[] largest = slots[2];
            for (int i = 0; i < length; i++) {
                float parameter = parameters[i];
                float gradient = direction * gradients[i] + decay * parameter;
                float mean = keepMean * means[i] + addMean * gradient;
                float square = keepSquare * squares[i] + addSquare * gradient * gradient;
                float bound = Math.max(largest[i], square);
                float denominator = (float) Math.sqrt(bound) / correction + epsilon;
                means[i] = mean;
                squares[i] = square;
                largest[i] = bound;
                parameters[i] = shrink * parameter + stepSize * mean / denominator;
            }
        }
    }
}
