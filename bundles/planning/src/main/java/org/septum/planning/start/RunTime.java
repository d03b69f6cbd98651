// SPDX-License-Identifier: Apache-2.0
package org.septum.planning.start;

import java.util.Locale;
import org.septum.api.UserError;
import org.septum.api.experiment.Experiment;
import org.septum.common.text.Words;
import org.septum.services.measure.Profiler;

/** Says how long the training takes on this machine, so that nobody has to begin it to know. */
final class RunTime {

    /** After those that warm up; the median is told. */
    private static final int STEPS = 3;

    private static final double MINUTE = 60;

    private static final double HOUR = 60 * MINUTE;

    /** What takes longer is nothing to wait for. */
    private static final double LONG = 2 * HOUR;

    private RunTime() {}

    /** Measures a few steps, of which nothing is kept. */
    static String of(Profiler profiler, Experiment experiment) {
        try {
            Profiler.Pace pace = profiler.pace(experiment, STEPS);
            int epochs = experiment.training().epochs();
            double whole = pace.total(epochs);
            return "a training step takes " + Words.measure(pace.step()) + " s on this machine as it is now ("
                    + pace.engine() + "), the "
                    + Words.count((long) epochs * pace.stepsPerEpoch(), "step")
                    + " with their validation and test about "
                    + text(whole)
                    + (whole > LONG
                            ? ". 'septum plan' with --budget 2h makes a smaller training of it, --set training.epochs=N a"
                                    + " shorter one"
                            : "");
        } catch (UserError e) {
            return "look at this: a training step could not be tried: " + e.getMessage();
        }
    }

    private static String text(double seconds) {
        return seconds < HOUR
                ? Math.max(1, Math.round(seconds / MINUTE)) + " min"
                : String.format(Locale.ROOT, "%.1f h", seconds / HOUR);
    }
}
