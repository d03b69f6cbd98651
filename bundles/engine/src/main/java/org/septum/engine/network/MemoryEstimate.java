// SPDX-License-Identifier: Apache-2.0
package org.septum.engine.network;

import org.septum.api.plan.Plan;
import org.septum.common.text.Words;
import org.septum.engine.sample.BatchStream;

/**
 * What a run takes beside what the process has when it is asked, in bytes.
 *
 * @param activations what the programs of training and evaluation share
 * @param parameters the parameters, their gradients, the optimizer's slots and what the backend prepares of the parameters
 * @param heap the batches that are prepared ahead and the largest array of a checkpoint that is read, in Java's heap
 */
public record MemoryEstimate(long activations, long parameters, long heap) {

    /** Of programs that cannot even be planned: one of their arrays has more numbers than can be counted in 31 bits. */
    static final MemoryEstimate BEYOND_COUNTING = new MemoryEstimate(0, 0, Long.MAX_VALUE / 2);

    /** Parameters in the layouts that convolutions want: forward, backward, and folded with a normalization. */
    private static final int PREPARED = 3;

    /** Compiled code and the heap's young generation, which fill while a run goes on; as measured. */
    private static final long JAVA = 96L << 20;

    /** Batches in the making, and the copies that a program takes and gives: images, targets and logits. */
    private static final int BATCHES = BatchStream.AHEAD + 2;

    /**
     * For programs that are planned and not yet compiled.
     *
     * @param slots the number of the optimizer's vectors
     * @param bytes of a number between two layers: 4, or 2 for bfloat16
     */
    public static MemoryEstimate of(Plan training, Plan evaluation, int slots, int bytes) {
        long floats = training.parameters().parameterFloats();
        long batchFloats = training.inputs().values().stream()
                .mapToLong(input -> input.elements())
                .sum();
        return new MemoryEstimate(
                bytes * Math.max(training.arenaFloats(), evaluation.arenaFloats()),
                Float.BYTES * (floats * (2 + slots) + training.parameters().stateFloats()) + PREPARED * bytes * floats,
                // An optimizer's slot is one array of a checkpoint; a run that goes on reads it as bytes, then as
                // numbers.
                BATCHES * Float.BYTES * batchFloats + 2 * Float.BYTES * floats);
    }

    /** The same without what training takes. */
    static MemoryEstimate ofInference(Plan evaluation, int bytes) {
        long floats = evaluation.parameters().parameterFloats();
        long batchFloats = evaluation.inputs().values().stream()
                .mapToLong(input -> input.elements())
                .sum();
        return new MemoryEstimate(
                bytes * evaluation.arenaFloats(),
                Float.BYTES * (floats + evaluation.parameters().stateFloats()) + PREPARED * bytes * floats,
                BATCHES * Float.BYTES * batchFloats);
    }

    long total() {
        return activations + parameters + heap + JAVA;
    }

    /** The parts, for people. */
    public String text() {
        if (equals(BEYOND_COUNTING)) {
            return "arrays of more than " + Integer.MAX_VALUE + " numbers";
        }
        return "about " + Words.gigabytes(total()) + " (activations " + Words.gigabytes(activations)
                + ", parameters with gradients and optimizer " + Words.gigabytes(parameters)
                + ", in Java's heap batches and what is saved "
                + Words.gigabytes(heap) + ")";
    }
}
