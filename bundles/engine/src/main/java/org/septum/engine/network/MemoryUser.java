// SPDX-License-Identifier: Apache-2.0
package org.septum.engine.network;

import java.util.List;
import java.util.function.Function;
import java.util.function.IntSupplier;
import org.septum.api.UserError;
import org.septum.api.backend.Backend;
import org.septum.api.backend.RuntimeSettings;
import org.septum.api.graph.Mode;
import org.septum.api.plan.Plan;

/**
 * What trains and evaluates and takes memory for it, and how its user can have it take less.
 *
 * @param height of the network's input, in pixels
 * @param width of the network's input, in pixels
 * @param plans what is computed
 * @param slots the number of the optimizer's vectors; asked where something is trained
 * @param options by which its user has it take less
 * @param refusal the error that refuses it, with the place that asks for so much, if that is in a file
 */
public record MemoryUser(
        int height, int width, Plans plans, IntSupplier slots, Options options, Function<String, UserError> refusal) {

    /** The plan of a mode and a batch size. */
    @FunctionalInterface
    public interface Plans {
        Plan of(Mode mode, int batch);
    }

    /**
     * The names of options.
     *
     * @param batch of the one that sets the batch size
     * @param precision of the one that sets the precision
     * @param sizes of those that set the size of input and model, as they stand in a sentence
     * @param separator what stands between an option and its value
     */
    public record Options(String batch, String precision, String sizes, String separator) {

        /** The batch size as the user would set it. */
        String batchOf(int size) {
            return batch + separator + size;
        }

        /** The precision as the user would set it. */
        String precisionOf(String type) {
            return precision + separator + type;
        }
    }

    /**
     * What it takes.
     *
     * @param mode training, with what an evaluation takes as well, or evaluation alone
     * @param batch samples in a batch
     * @param settings how the backend is to compute
     */
    MemoryEstimate estimate(Backend backend, Mode mode, int batch, RuntimeSettings settings) {
        Plan evaluation = plans.of(Mode.EVALUATION, batch);
        return mode == Mode.EVALUATION
                ? MemoryEstimate.of(backend, settings, List.of(evaluation), 0)
                : MemoryEstimate.of(
                        backend, settings, List.of(plans.of(Mode.TRAINING, batch), evaluation), slots.getAsInt());
    }
}
