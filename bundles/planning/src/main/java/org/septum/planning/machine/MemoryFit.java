// SPDX-License-Identifier: Apache-2.0
package org.septum.planning.machine;

import java.util.Optional;
import java.util.function.Function;
import org.septum.api.UserError;
import org.septum.api.experiment.Experiment;
import org.septum.common.text.Words;
import org.septum.planning.draft.Draft;
import org.septum.services.measure.Profiler;

/**
 * Makes a draft fit this machine's memory by Septum's own estimate, which a run is held to: with fewer samples, then with a
 * smaller patch.
 *
 * @param experiments what an experiment of a draft is
 */
public record MemoryFit(Profiler profiler, Function<Draft, Experiment> experiments) {

    private static final int LEAST_BATCH = 2;

    /** @throws UserError if nothing fits */
    public Draft fit(Draft draft) {
        Draft tried = draft;
        Profiler.Memory memory = memory(tried);
        while (!memory.fits()) {
            Draft refused = tried;
            String takes = "with " + refused.batch() + " samples of "
                    + refused.topology().patch() + " pixels Septum takes " + Words.gigabytes(memory.needed())
                    + available(memory);
            tried = smaller(refused)
                    .orElseThrow(() -> new UserError("nothing fits this machine's memory: even " + takes
                            + "; end other programs, or plan with --memory for another machine"));
            memory = memory(tried);
        }
        if (tried == draft) {
            return draft;
        }
        String why = "Made smaller from " + draft.batch() + " samples of "
                + draft.topology().patch() + " pixels, until Septum's own estimate, "
                + Words.gigabytes(memory.needed()) + available(memory) + ", allows it.";
        return tried.because(tried.topology().equals(draft.topology()) ? "data.batch-size" : "data.size", why);
    }

    private Profiler.Memory memory(Draft draft) {
        return profiler.memory(experiments.apply(draft));
    }

    private static String available(Profiler.Memory memory) {
        return memory.available().isPresent()
                ? ", of " + Words.gigabytes(memory.available().getAsLong()) + " that are free"
                : "";
    }

    private static Optional<Draft> smaller(Draft draft) {
        if (draft.batch() > LEAST_BATCH) {
            return Optional.of(draft.withBatch(Math.max(LEAST_BATCH, draft.batch() * 3 / 4)));
        }
        return draft.smallerPatch().map(draft::withTopology);
    }
}
