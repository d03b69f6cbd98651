// SPDX-License-Identifier: Apache-2.0
package org.septum.training.optimizer;

import java.util.ArrayList;
import java.util.List;
import org.septum.api.Arguments;
import org.septum.api.training.ParameterUpdate;

/**
 * RMSprop: steps against the gradient divided by the root of its running mean square, or by its running standard deviation,
 * with momentum if wanted. The arithmetic is that of PyTorch's {@code torch.optim.RMSprop}.
 *
 * <p>T. Tieleman and G. Hinton, "Lecture 6.5 - rmsprop", COURSERA: Neural Networks for Machine Learning, 2012. A. Graves,
 * "Generating Sequences With Recurrent Neural Networks", arXiv:1308.0850, 2013 (centered).
 */
final class RmsProp extends PacedOptimizer {

    private final double alpha;
    private final double epsilon;
    private final double momentum;
    private final boolean centered;
    private final double weightDecay;

    RmsProp(Arguments arguments) {
        super(Pace.of(arguments));
        alpha = arguments.real("alpha");
        epsilon = arguments.real("epsilon");
        momentum = arguments.real("momentum");
        centered = arguments.flag("centered");
        weightDecay = arguments.real("weight-decay");
    }

    @Override
    List<String> ownSlots() {
        List<String> slots = new ArrayList<>(List.of("square_avg"));
        if (momentum > 0) {
            slots.add("momentum_buffer");
        }
        if (centered) {
            slots.add("grad_avg");
        }
        return slots;
    }

    @Override
    ParameterUpdate update(long step, double learningRate, double gradientFactor) {
        float rate = (float) learningRate;
        float factor = (float) gradientFactor;
        float decay = (float) weightDecay;
        float keepSquare = (float) alpha;
        float addSquare = (float) (1 - alpha);
        float keepDirection = (float) momentum;
        float nonzero = (float) epsilon;
        return (parameters, gradients, slots, length) -> {
            float[] squares = slots[0];
            float[] directions = momentum > 0 ? slots[1] : null;
            float[] means = centered ? slots[momentum > 0 ? 2 : 1] : null;
            for (int i = 0; i < length; i++) {
                float gradient = factor * gradients[i] + decay * parameters[i];
                float square = keepSquare * squares[i] + addSquare * gradient * gradient;
                squares[i] = square;
                if (means != null) {
                    float mean = keepSquare * means[i] + addSquare * gradient;
                    means[i] = mean;
                    square -= mean * mean;
                }
                float direction = gradient / ((float) Math.sqrt(square) + nonzero);
                if (directions != null) {
                    direction += keepDirection * directions[i];
                    directions[i] = direction;
                }
                parameters[i] -= rate * direction;
            }
        };
    }
}
