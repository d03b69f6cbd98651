// SPDX-License-Identifier: Apache-2.0
package org.septum.training.optimizer;

import java.util.ArrayList;
import java.util.List;
import org.osgi.service.component.annotations.Component;
import org.septum.api.Arguments;
import org.septum.api.Option;
import org.septum.api.Options;
import org.septum.api.PluginType;
import org.septum.api.training.Optimizer;
import org.septum.api.training.OptimizerFactory;
import org.septum.api.training.ParameterUpdate;

/** The optimizer {@code rmsprop}: {@link RmsProp}. All defaults are those of PyTorch's {@code torch.optim.RMSprop}. */
@Component
@PluginType("rmsprop")
public final class RmsPropFactory implements OptimizerFactory {

    private static final Option ALPHA = Option.real("alpha", 0, 0.999999, "decay rate of the running mean square")
            .or(0.99);
    private static final Option EPSILON = Option.real(
                    "epsilon", 0, Double.POSITIVE_INFINITY, "added to the denominator against division by zero")
            .or(1e-8);
    private static final Option MOMENTUM = Option.real(
                    "momentum", 0, 0.999999, "what is kept of the last step's direction")
            .or(0);
    private static final Option CENTERED = Option.flag(
                    "centered", "divide by the running standard deviation instead (Graves 2013)")
            .or(false);

    @Override
    public String summary() {
        return "gradients divided by the root of their running mean square (Tieleman and Hinton 2012)";
    }

    @Override
    public Options options() {
        return PacedOptimizer.options(
                1e-2, "as in PyTorch", ALPHA, EPSILON, MOMENTUM, CENTERED, PacedOptimizer.weightDecay());
    }

    @Override
    public Optimizer create(Arguments arguments) {
        return new RmsProp(arguments);
    }

    /**
     * Steps against the gradient divided by the root of its running mean square, or by its running standard deviation, with
     * momentum if wanted. The arithmetic is that of PyTorch's {@code torch.optim.RMSprop}.
     *
     * <p>T. Tieleman and G. Hinton, "Lecture 6.5 - rmsprop", COURSERA: Neural Networks for Machine Learning, 2012. A. Graves,
     * "Generating Sequences With Recurrent Neural Networks", arXiv:1308.0850, 2013 (centered).
     */
    private static final class RmsProp extends PacedOptimizer {

        private final double alpha;
        private final double epsilon;
        private final double momentum;
        private final boolean centered;

        RmsProp(Arguments arguments) {
            super(arguments);
            alpha = arguments.real(ALPHA.name());
            epsilon = arguments.real(EPSILON.name());
            momentum = arguments.real(MOMENTUM.name());
            centered = arguments.flag(CENTERED.name());
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
}
