// SPDX-License-Identifier: Apache-2.0
package org.septum.engine;

import java.util.Locale;
import org.septum.api.backend.Backend;
import org.septum.api.graph.Mode;
import org.septum.api.plan.Plan;
import org.septum.api.training.Optimizer;

/**
 * What a run takes beside what the process has when it is asked, in bytes.
 *
 * @param activations what the programs of training and evaluation share
 * @param parameters the parameters, their gradients, the optimizer's slots and what the backend prepares of the parameters
 * @param heap the batches that are prepared ahead and the largest array on its way into a checkpoint, in Java's heap
 */
record MemoryEstimate(long activations, long parameters, long heap) {

    private static final double GB = 1L << 30;

    /** Parameters in the layouts that convolutions want: forward, backward, and folded with a normalization. */
    private static final int PREPARED = 3;

    /** Compiled code and the heap's young generation, which fill while a run goes on; as measured. */
    private static final long JAVA = 96L << 20;

    /** Batches in the making, and the copies that a program takes and gives: images, targets and logits. */
    private static final int BATCHES = BatchStream.AHEAD + 2;

    /**
     * Plans the programs without running them.
     *
     * @param bytes of a number between two layers: 4, or 2 for bfloat16
     */
    static MemoryEstimate of(Network network, Backend backend, int batch, int bytes) {
        Plan training = network.plan(Mode.TRAINING, batch, backend);
        Plan evaluation = network.plan(Mode.EVALUATION, batch, backend);
        int slots =
                network.experiment().optimizer().create(Optimizer.class).slots().size();
        long floats = training.parameters().parameterFloats();
        long batchFloats = training.inputs().values().stream()
                .mapToLong(input -> input.elements())
                .sum();
        return new MemoryEstimate(
                bytes * Math.max(training.arenaFloats(), evaluation.arenaFloats()),
                Float.BYTES * (floats * (2 + slots) + training.parameters().stateFloats()) + PREPARED * bytes * floats,
                // An optimizer's slot is saved as one array, which is copied once more on its way to the file.
                BATCHES * Float.BYTES * batchFloats + 2 * Float.BYTES * floats);
    }

    long total() {
        return activations + parameters + heap + JAVA;
    }

    /** The parts, for people. */
    String text() {
        return gigabytes(total()) + " (activations " + gigabytes(activations)
                + ", parameters with gradients and optimizer " + gigabytes(parameters)
                + ", in Java's heap batches and what is saved "
                + gigabytes(heap) + ")";
    }

    /** In GB of 2^30 bytes, with two digits behind the point. */
    static String gigabytes(long bytes) {
        return String.format(Locale.ROOT, "%.2f GB", bytes / GB);
    }
}
