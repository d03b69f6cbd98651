// SPDX-License-Identifier: Apache-2.0
package org.septum.planning.machine;

import org.septum.planning.draft.Draft;

/**
 * What takes the place of nnU-Net's training on a processor of few cores, where 250,000 steps would take weeks. The numbers are
 * those with which ACDC's 100 patients are learnt in 46 minutes on two cores, to a mean Dice of 0.92 on other patients.
 */
public final class FewCores {

    /** So many cores are few. */
    public static final int FEW = 4;

    private static final int BATCH = 8;
    private static final int BASE = 24;
    private static final int PASSES = 40;
    private static final long STEPS = 5_000;

    private FewCores() {}

    /** The same draft with no more samples in a step than pay on few cores. */
    public static Draft batch(Draft draft, int cores) {
        return draft.batch() <= BATCH
                ? draft
                : draft.withBatch(BATCH)
                        .because(
                                "data.batch-size",
                                "Septum's, not nnU-Net's: " + BATCH + " on " + cores
                                        + " cores, which a larger batch does not make faster; there are more steps"
                                        + " instead.");
    }

    /** The same draft, smaller and trained for a while only. */
    public static Draft of(Draft draft, int cores) {
        Draft narrow = batch(draft, cores);
        if (draft.architecture().base() > BASE) {
            narrow = narrow.withArchitecture(draft.architecture().narrower(BASE))
                    .because(
                            "model",
                            "Septum's, not nnU-Net's: " + BASE + " channels to begin with, not "
                                    + draft.architecture().base() + ", for " + cores
                                    + " cores; that makes a step about "
                                    + Math.round(100
                                            - 100
                                                    * draft.architecture()
                                                            .narrower(BASE)
                                                            .multiplications(draft.topology())
                                                    / draft.architecture().multiplications(draft.topology()))
                                    + " % cheaper.");
        }
        int enough = enough(narrow);
        return enough >= narrow.passes()
                ? narrow
                : narrow.withPasses(enough)
                        .because(
                                "training.epochs",
                                "Septum's, not nnU-Net's: " + PASSES + " passes, or as many as " + STEPS
                                        + " steps take if that is more, for " + cores
                                        + " cores; state a budget to have it measured.");
    }

    /** The passes that a network needs to learn most of what it can. */
    static int enough(Draft draft) {
        return Math.max(PASSES, draft.passesOf(STEPS));
    }
}
