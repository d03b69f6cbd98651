// SPDX-License-Identifier: Apache-2.0
package org.septum.engine.network;

import java.util.Optional;
import java.util.OptionalLong;
import org.septum.api.UserError;
import org.septum.api.backend.RuntimeSettings;
import org.septum.api.graph.Mode;
import org.septum.common.machine.JavaHeap;
import org.septum.common.text.Words;

/**
 * Compares what a run takes with what there is: before its first step, and in words when memory ran out all the same.
 *
 * @param mode training, which takes an evaluation's memory as well, or evaluation alone
 * @param available what the process can still get, in bytes; empty if it is not known
 * @param heap what Java's heap can still take, in bytes
 */
public record MemoryCheck(
        MemoryUser user, BackendChoice choice, Mode mode, int batch, OptionalLong available, long heap) {

    private static final String BFLOAT16 = "bfloat16";

    /** Of this machine as it is now. */
    public static MemoryCheck of(MemoryUser user, BackendChoice choice, Mode mode, int batch) {
        Runtime java = Runtime.getRuntime();
        // A device of its own has memory of its own, which only it knows.
        OptionalLong available =
                choice.settings().device().equals("cpu") ? ProcessMemory.available() : OptionalLong.empty();
        long heap = java.maxMemory() - java.totalMemory() + java.freeMemory();
        return new MemoryCheck(user, choice, mode, batch, available, heap);
    }

    /**
     * What was found to fit.
     *
     * @param estimate what the run takes, beside what the process has now
     * @param explanation what to say when memory runs out all the same; made before, for it takes memory itself
     */
    public record Fit(MemoryEstimate estimate, String explanation) {}

    /**
     * Refuses a run that does not fit.
     *
     * @throws UserError with what it takes, what there is, and what would fit
     */
    public Fit require() {
        MemoryEstimate estimate = estimate(batch, precision());
        if (!fits(estimate)) {
            throw user.refusal().apply(message(estimate));
        }
        return new Fit(estimate, message(estimate));
    }

    /** What it takes beside what the process has now, in bytes. */
    public long needed() {
        return estimate(batch, precision()).total();
    }

    /** Whether it is there, as far as that is known. */
    public boolean fits() {
        return fits(estimate(batch, precision()));
    }

    private String message(MemoryEstimate estimate) {
        return (mode == Mode.TRAINING ? "training" : "inference") + " with batches of " + Words.count(batch, "sample")
                + " of " + user.height() + " x "
                + user.width()
                + " pixels in " + precision() + " takes " + estimate.text() + "; available are " + availableText()
                + ", of which Java's heap can take " + Words.gigabytes(heap) + ". " + advice(estimate);
    }

    private String advice(MemoryEstimate estimate) {
        if (fits(estimate)) {
            return "Less than the estimate was free: lower " + user.options().batch()
                    + ", end other programs, or give Java more with " + JavaHeap.more();
        }
        Optional<String> smaller =
                largest(precision()).map(size -> user.options().batchOf(size) + " fits");
        Optional<String> shorter = precision().equals(BFLOAT16) || !choice.bfloat16()
                ? Optional.empty()
                : largest(BFLOAT16)
                        .map(size -> user.options().precisionOf(BFLOAT16) + " fits with "
                                + user.options().batchOf(size));
        if (smaller.isEmpty() && shorter.isEmpty()) {
            return "Not even one sample fits: lower " + user.options().sizes()
                    + (estimate(1, precision()).heap() > heap ? ", or give Java more with " + JavaHeap.more() : "");
        }
        return smaller.map(text -> text + shorter.map(other -> "; " + other).orElse(""))
                .orElseGet(shorter::get);
    }

    /** The largest batch, halved from the one asked for, that fits. */
    private Optional<Integer> largest(String precision) {
        for (int size = batch; size >= 1; size /= 2) {
            if (fits(estimate(size, precision))) {
                return Optional.of(size);
            }
        }
        return Optional.empty();
    }

    private boolean fits(MemoryEstimate estimate) {
        return estimate.heap() <= heap && estimate.total() <= available.orElse(Long.MAX_VALUE);
    }

    private String availableText() {
        return available.isPresent() ? Words.gigabytes(available.getAsLong()) : "an unknown number of GB";
    }

    private String precision() {
        return choice.settings().precision();
    }

    private MemoryEstimate estimate(int size, String precision) {
        try {
            RuntimeSettings as = choice.settings();
            return user.estimate(
                    choice.backend(), mode, size, new RuntimeSettings(as.device(), precision, as.threads(), as.seed()));
        } catch (ArithmeticException e) {
            return MemoryEstimate.BEYOND_COUNTING;
        }
    }
}
