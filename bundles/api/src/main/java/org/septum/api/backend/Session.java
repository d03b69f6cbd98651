// SPDX-License-Identifier: Apache-2.0
package org.septum.api.backend;

import java.util.List;
import java.util.Map;
import org.septum.api.plan.Plan;
import org.septum.api.training.ParameterUpdate;

/**
 * A model's parameters on a device, and the programs that use them. All calls come from one thread. The session's programs
 * share one arena, so only the last program run has readable outputs.
 */
public interface Session extends AutoCloseable {

    /** What computes, for logs and provenance: library, version, device, instruction set, threads. */
    String description();

    /**
     * Makes a plan executable; everything that can be done once is done here.
     *
     * @throws IllegalArgumentException if the plan's parameters are laid out differently from the session's
     */
    Program compile(Plan plan);

    /** Trained parameters. */
    FlatVector parameters();

    /** The gradients that the last training run left. */
    FlatVector gradients();

    /**
     * The Euclidean norm of all gradients together.
     *
     * <p>This default reads the gradients piece by piece; a backend may have a faster way.
     */
    default double gradientNorm() {
        FlatVector gradients = gradients();
        int most = 1 << 20;
        double squares = 0;
        for (long at = 0; at < gradients.size(); at += most) {
            float[] piece = new float[(int) Math.min(most, gradients.size() - at)];
            gradients.read(at, piece);
            for (float gradient : piece) {
                squares += (double) gradient * gradient;
            }
        }
        return Math.sqrt(squares);
    }

    /** Running statistics and other kept arrays. */
    FlatVector state();

    /** A vector as long as the parameters, zero at first, made on first use: optimizer state. */
    FlatVector slot(String name);

    /**
     * Updates the parameters from the gradients in one pass over the flat vectors, multi-threaded; the result does not
     * depend on the number of threads.
     *
     * @param slots the names of the optimizer's slots, in the order in which the update takes them
     */
    void update(ParameterUpdate update, List<String> slots);

    /** The memory held outside the Java heap in bytes, by purpose; empty where a backend does not know. */
    default Map<String, Long> memory() {
        return Map.of();
    }

    @Override
    void close();
}
