// SPDX-License-Identifier: Apache-2.0
package org.septum.planning.machine;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.function.Function;
import org.septum.api.UserError;
import org.septum.api.experiment.Experiment;
import org.septum.planning.draft.Draft;
import org.septum.planning.draft.Numbers;
import org.septum.services.measure.Profiler;

/**
 * Makes a draft fit a time: measures a few real steps on this machine, and goes down the {@link Ladder} until there is time for
 * enough passes. What is left of the time goes into more passes, up to as many as were planned.
 */
public final class BudgetFit {

    /** Steps that are measured of each draft. */
    private static final int STEPS = 3;

    /** Drafts that are measured before the cheapest one is taken. */
    private static final int MOST_MEASURED = 4;

    /** What a run spends on its start, scores, checkpoints and reports. */
    private static final double RESERVE = 0.1;

    /** Half of what is enough is better than a network that can learn little. */
    private static final double GOOD = 0.5;

    /** Fewer passes than this are no training. */
    private static final int LEAST_PASSES = 5;

    private final Profiler profiler;
    private final Function<Draft, Experiment> experiments;
    private final Consumer<String> tell;
    private final List<String> measured = new ArrayList<>();

    /**
     * @param experiments what an experiment of a draft is
     * @param tell told of each measurement
     */
    public BudgetFit(Profiler profiler, Function<Draft, Experiment> experiments, Consumer<String> tell) {
        this.profiler = profiler;
        this.experiments = experiments;
        this.tell = tell;
    }

    /** What was measured, in lines. */
    public List<String> measured() {
        return List.copyOf(measured);
    }

    /** @throws UserError if not even the cheapest draft can be trained in the time; it says in which it could */
    public Draft fit(Draft planned, Duration budget) {
        double seconds = (1 - RESERVE) * budget.toSeconds();
        Ladder ladder = Ladder.of(planned);
        List<Draft> rungs = ladder.rungs();
        int rung = 0;
        for (int tries = 1; ; tries++) {
            Draft tried = rungs.get(rung);
            Profiler.Pace pace = measure(tried);
            int passes = (int) Math.min(planned.epochs(), passes(pace, seconds));
            boolean last = rung == rungs.size() - 1;
            if (passes >= good(tried) || passes == planned.epochs() || last) {
                return ladder.explained(trained(tried, pace, passes, budget), text(budget));
            }
            rung = tries == MOST_MEASURED ? rungs.size() - 1 : next(rungs, rung, pace, seconds);
        }
    }

    private Draft trained(Draft draft, Profiler.Pace pace, int passes, Duration budget) {
        if (passes < LEAST_PASSES) {
            throw new UserError("a budget of " + text(budget) + " is too small to train anything: the smallest plan, "
                    + describe(draft) + ", takes "
                    + text(Duration.ofSeconds((long) Math.ceil(pace.total(LEAST_PASSES) / (1 - RESERVE))))
                    + " for " + LEAST_PASSES + " passes over " + draft.samples()
                    + " slices; give more time, or fewer data");
        }
        Draft trained = draft.withEpochs(passes)
                .because(
                        "training.epochs",
                        "Septum's, not nnU-Net's: what " + text(budget) + " leave time for at "
                                + Numbers.text(pace.epoch()) + " s for a pass with its validation, a tenth kept for"
                                + " start, scores and reports.");
        return passes >= good(draft)
                ? trained
                : trained.warning("the budget of " + text(budget) + " leaves time for " + passes
                        + " passes over the data; " + good(draft) + " or more would be better");
    }

    private static int good(Draft draft) {
        return (int) Math.ceil(GOOD * FewCores.enough(draft));
    }

    private static long passes(Profiler.Pace pace, double seconds) {
        double left = seconds - pace.total(0);
        return (long) Math.max(0, Math.floor(left / pace.epoch()));
    }

    /** The first cheaper draft that leaves time enough, by the multiplications that it takes. */
    private static int next(List<Draft> rungs, int rung, Profiler.Pace pace, double seconds) {
        double now = multiplications(rungs.get(rung));
        for (int next = rung + 1; next < rungs.size() - 1; next++) {
            Draft draft = rungs.get(next);
            if (passes(pace, seconds) * now / multiplications(draft) >= good(draft)) {
                return next;
            }
        }
        return rungs.size() - 1;
    }

    private static double multiplications(Draft draft) {
        return draft.architecture().multiplications(draft.topology());
    }

    private Profiler.Pace measure(Draft draft) {
        tell.accept("measuring " + STEPS + " steps of " + describe(draft));
        Profiler.Pace pace = profiler.pace(experiments.apply(draft), STEPS);
        String line = String.format(
                Locale.ROOT,
                "%s: %s s a step (median of %d), %s s to evaluate a batch, %s s for a pass over the training part with its"
                        + " validation; %s",
                describe(draft),
                Numbers.text(pace.step()),
                STEPS,
                Numbers.text(pace.evaluation()),
                Numbers.text(pace.epoch()),
                pace.engine());
        measured.add(line);
        tell.accept("measured " + line);
        return pace;
    }

    private static String describe(Draft draft) {
        return draft.batch() + " samples of " + draft.topology().patch() + " pixels, "
                + draft.architecture().base() + " to "
                + draft.architecture().features(draft.topology().stages()).stream()
                        .max(Integer::compare)
                        .orElseThrow()
                + " channels";
    }

    /** A duration as it is written on the command line. */
    static String text(Duration duration) {
        long seconds = duration.toSeconds();
        if (seconds % 3600 == 0) {
            return seconds / 3600 + "h";
        }
        return seconds >= 120 ? Math.round(seconds / 60.0) + "m" : seconds + "s";
    }
}
