// SPDX-License-Identifier: Apache-2.0
package org.septum.api.training;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * Turns gradients into new parameters. What it remembers lives in slots, flat vectors that checkpoints save; a few numbers
 * beside them, such as those of a schedule that watches a metric, go through {@link #state}.
 */
public interface Optimizer extends ScoreWatcher {

    /** The names of its slots, each as long as the parameters and zero at first. */
    List<String> slots();

    /** The learning rate of a step, for logs and reports. */
    double learningRate(Progress progress);

    /**
     * The update of one step.
     *
     * @param gradientFactor by which every gradient is to be multiplied first; 1 unless gradients are clipped
     */
    ParameterUpdate step(Progress progress, double gradientFactor);

    /** The largest allowed Euclidean norm of all gradients together; empty for any. */
    default OptionalDouble clipNorm() {
        return OptionalDouble.empty();
    }

    /** The slot whose values are evaluated and saved as the model instead of the parameters; empty for the parameters. */
    default Optional<String> averageSlot() {
        return Optional.empty();
    }

    /**
     * Told after each epoch.
     *
     * @throws org.septum.api.UserError if it watches a value that the run does not measure; the message lists those it does
     */
    default void epochFinished(EpochReport epoch) {}

    /** The numbers it must remember when a run is resumed. */
    default Map<String, Double> state() {
        return Map.of();
    }

    /** Takes back what {@link #state} gave. */
    default void restore(Map<String, Double> state) {}
}
