// SPDX-License-Identifier: Apache-2.0
package org.septum.engine.network;

import java.util.List;
import java.util.stream.Stream;
import org.septum.api.backend.Backend;
import org.septum.api.backend.MemoryNeed;
import org.septum.api.backend.RuntimeSettings;
import org.septum.api.graph.CustomOp;
import org.septum.api.plan.Plan;
import org.septum.api.plan.Value;
import org.septum.common.text.Words;
import org.septum.engine.sample.BatchStream;

/**
 * What a run takes beside what the process has when it is asked, in bytes.
 *
 * @param activations what the programs of training and evaluation share
 * @param parameters the parameters, their gradients, the optimizer's slots and what the backend prepares of the parameters
 * @param batches those that are prepared ahead, in Java's heap
 * @param copies what operations of plugins work on, in Java's heap
 */
public record MemoryEstimate(long activations, long parameters, long batches, long copies) {

    /** Of programs that cannot be run: one of their arrays has more numbers than can be counted in 31 bits. */
    static final MemoryEstimate BEYOND_COUNTING = new MemoryEstimate(0, 0, Long.MAX_VALUE / 2, 0);

    /** Compiled code and the heap's young generation, which fill while a run goes on; as measured. */
    private static final long JAVA = 96L << 20;

    /** Batches in the making, and the copies that a program takes and gives: images, targets and logits. */
    private static final int BATCHES = BatchStream.AHEAD + 2;

    /**
     * For programs that are planned and not yet compiled: what the backend would hold, and what Java's heap does.
     *
     * @param plans of training and evaluation, or of evaluation alone; all have the inputs of the first
     * @param slots the number of the optimizer's vectors
     */
    static MemoryEstimate of(Backend backend, RuntimeSettings settings, List<Plan> plans, int slots) {
        MemoryNeed need = backend.memory(plans, settings);
        Plan first = plans.get(0);
        long inputs =
                first.inputs().values().stream().mapToLong(Value::elements).sum();
        return new MemoryEstimate(
                need.activations(),
                need.parameters() + Float.BYTES * first.parameters().parameterFloats() * slots,
                BATCHES * Float.BYTES * inputs,
                plans.stream()
                        .flatMap(plan -> plan.calls().stream())
                        .mapToLong(MemoryEstimate::copies)
                        .sum());
    }

    /** Every program keeps a copy of what each of its operations of plugins reads and writes. */
    private static long copies(Plan.Call call) {
        return call.op() instanceof CustomOp
                ? Stream.concat(call.inputs().stream(), call.outputs().stream())
                        .mapToLong(value -> Float.BYTES * value.elements())
                        .sum()
                : 0;
    }

    long heap() {
        return batches + copies;
    }

    long total() {
        return activations + parameters + heap() + JAVA;
    }

    /** The parts, for people. */
    public String text() {
        if (equals(BEYOND_COUNTING)) {
            return "arrays of more than " + Integer.MAX_VALUE + " numbers";
        }
        return "about " + Words.gigabytes(total()) + " (activations " + Words.gigabytes(activations)
                + ", parameters and what training keeps of them "
                + Words.gigabytes(parameters) + ", batches in Java's heap " + Words.gigabytes(batches)
                + (copies > 0 ? ", copies for plugins' operations there " + Words.gigabytes(copies) : "") + ")";
    }
}
