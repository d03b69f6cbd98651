// SPDX-License-Identifier: Apache-2.0
package org.septum.training;

import java.util.List;
import org.septum.api.training.Optimizer;
import org.septum.api.training.ParameterUpdate;

/**
 * Adam: steps along the running mean of the gradient divided by the root of the running mean of its square, both
 * corrected for their start at zero. With AMSGrad the divisor never shrinks.
 *
 * <p>The arithmetic is that of PyTorch's {@code torch.optim.Adam}: scalars in double, then one rounding to float32;
 * elements in float32.
 *
 * <p>D. P. Kingma and J. Ba, "Adam: A Method for Stochastic Optimization", ICLR 2015. S. J. Reddi, S. Kale and S. Kumar,
 * "On the Convergence of Adam and Beyond", ICLR 2018 (AMSGrad).
 */
record Adam(
        double learningRate,
        double beta1,
        double beta2,
        double epsilon,
        double weightDecay,
        boolean amsgrad,
        boolean maximize)
        implements Optimizer {

    @Override
    public List<String> slots() {
        return amsgrad ? List.of("exp_avg", "exp_avg_sq", "max_exp_avg_sq") : List.of("exp_avg", "exp_avg_sq");
    }

    @Override
    public double learningRate(long step) {
        return learningRate;
    }

    @Override
    public ParameterUpdate step(long step) {
        float stepSize = (float) (-learningRate / (1 - Math.pow(beta1, step)));
        float correction = (float) Math.sqrt(1 - Math.pow(beta2, step));
        Update update = new Update(
                maximize ? -1 : 1,
                (float) weightDecay,
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
                parameters[i] = parameter + stepSize * mean / denominator;
            }
        }

        void largestSquare(float[] parameters, float[] gradients, float[][] slots, int length) {
            float direction = this.direction;
            float decay = this.decay;
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
                parameters[i] = parameter + stepSize * mean / denominator;
            }
        }
    }
}
