// SPDX-License-Identifier: Apache-2.0
package org.septum.planning.machine;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.septum.planning.draft.Draft;
import org.septum.planning.draft.Numbers;
import org.septum.planning.rules.Architecture;
import org.septum.planning.rules.Axes;
import org.septum.planning.rules.Statistics;
import org.septum.planning.rules.Topology;
import org.septum.services.data.Fingerprint.Case;

/**
 * Ever cheaper drafts: first 24 channels to begin with, then a smaller patch, step by step as nnU-Net makes it smaller, as long as
 * it shows half as much again as the foreground of a middle case; then 16, 12 and 8 channels.
 *
 * @param draft as planned
 * @param floor the least patch, in pixels
 */
record Ladder(Draft draft, Axes floor) {

    private static final int FIRST = 24;
    private static final List<Integer> THEN = List.of(16, 12, 8);

    /** A network sees around what it is to find. */
    private static final double AROUND = 1.5;

    private static final int LEAST_SIDE = 32;

    static Ladder of(Draft draft) {
        return new Ladder(draft, new Axes(floor(draft, 0), floor(draft, 1)));
    }

    private static int floor(Draft draft, int axis) {
        double[] boxes = draft.fingerprint().cases().stream()
                .filter(each -> each.marked().slices() > 0)
                .mapToDouble(each -> box(draft, each, axis))
                .toArray();
        return (int) Math.max(LEAST_SIDE, Math.ceil(AROUND * Statistics.median(boxes)));
    }

    private static double box(Draft draft, Case each, int axis) {
        return draft.grid().onGrid(each, each.marked(), axis);
    }

    /** The drafts, from the one as planned to the cheapest. */
    List<Draft> rungs() {
        List<Draft> rungs = new ArrayList<>(List.of(draft));
        narrow(rungs, FIRST);
        Optional<Topology> smaller = last(rungs).smallerPatch();
        while (smaller.isPresent() && shows(smaller.get())) {
            rungs.add(last(rungs).withTopology(smaller.get()));
            smaller = last(rungs).smallerPatch();
        }
        THEN.forEach(base -> narrow(rungs, base));
        return rungs;
    }

    private boolean shows(Topology topology) {
        return topology.patch().height() >= floor.height() && topology.patch().width() >= floor.width();
    }

    private static void narrow(List<Draft> rungs, int base) {
        Architecture architecture = last(rungs).architecture();
        if (base < architecture.base()) {
            rungs.add(last(rungs).withArchitecture(architecture.narrower(base)));
        }
    }

    private static Draft last(List<Draft> rungs) {
        return rungs.get(rungs.size() - 1);
    }

    /** A rung with the reasons for what is smaller. */
    Draft explained(Draft rung, String budget) {
        Draft told = rung;
        if (rung.architecture().base() < draft.architecture().base()) {
            told = told.because(
                    "model",
                    "Septum's, not nnU-Net's: " + rung.architecture().base() + " channels to begin with, not "
                            + draft.architecture().base() + ", for a budget of " + budget + ".");
        }
        return rung.topology().equals(draft.topology())
                ? told
                : told.because(
                                "data.size",
                                "Septum's, not nnU-Net's: made smaller from "
                                        + draft.topology().patch() + " for a budget of " + budget + ", but not below "
                                        + floor + ", " + Numbers.text(AROUND)
                                        + " times the box around the foreground of a middle case.")
                        .because(
                                "model",
                                "The smaller patch has " + rung.topology().stages() + " levels.");
    }
}
