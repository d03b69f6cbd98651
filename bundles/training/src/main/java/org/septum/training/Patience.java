// SPDX-License-Identifier: Apache-2.0
package org.septum.training;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.septum.api.Arguments;
import org.septum.api.Option;
import org.septum.api.training.EpochReport;
import org.septum.api.training.Progress;
import org.septum.common.text.Words;

/**
 * What counts for how many epochs a value has not become better. An epoch without a value (NaN) is one without improvement.
 */
public abstract class Patience extends Monitor {

    private static final String OPTION = "patience";

    /** The number of epochs that it waits. */
    protected final int patience;

    private double best = Double.NaN;
    private int waited;

    protected Patience(Arguments arguments) {
        super(arguments);
        patience = arguments.whole(OPTION);
    }

    public static Option option(int least, String documentation) {
        return Option.whole(OPTION, least, 1_000_000, documentation).or(10);
    }

    /** By how much a value must be better than the best before to count. */
    protected abstract double margin(double best);

    protected final double best() {
        return best;
    }

    /** Looks at an epoch; for how many in a row the value has now not become better. */
    protected final int waited(EpochReport epoch) {
        double value = value(epoch);
        if (isBetter(value, improved(best, margin(best)))) {
            best = value;
            waited = 0;
        } else {
            waited++;
        }
        return waited;
    }

    protected final void waitAnew() {
        waited = 0;
    }

    /** What to remark on a run that ends before the patience does. */
    protected final List<String> tooShort(Progress end, String never) {
        return List.of("its patience is " + Words.count(patience, "epoch") + ", and the run has " + end.epochCount()
                + ": it can never " + never);
    }

    public Map<String, Double> state() {
        Map<String, Double> state = new HashMap<>(averageState());
        state.put("waited", (double) waited);
        if (!Double.isNaN(best)) {
            state.put("best", best);
        }
        return state;
    }

    public void restore(Map<String, Double> state) {
        restoreAverage(state);
        best = state.getOrDefault("best", Double.NaN);
        waited = state.getOrDefault("waited", 0.0).intValue();
    }
}
