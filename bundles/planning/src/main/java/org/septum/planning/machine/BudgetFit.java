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
    private static final int STEPS = 5;

    /** Drafts that are measured before the cheapest one is taken. */
    private static final int MOST_MEASURED = 4;

    /** What a run spends on its start, scores, checkpoints and reports. */
    private static final double RESERVE = 0.1;

    /** Half of what is enough is better than a network that can learn little. */
    private static final double GOOD = 0.5;

    /** Where a step computes less than this share of the time that it waits for data, a smaller network gains nothing. */
    private static final double WORTH = 0.25;

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
            int passes = (int) Math.min(planned.passes(), passes(tried, pace, seconds));
            boolean last =
                    rung == rungs.size() - 1 || rung > 0 && pace.step() - pace.dataWait() < WORTH * pace.dataWait();
            if (passes >= good(tried) || passes == planned.passes() || last) {
                return ladder.explained(trained(tried, pace, passes, budget), text(budget));
            }
            rung = tries == MOST_MEASURED ? rungs.size() - 1 : next(rungs, rung, pace, seconds);
        }
    }

    private Draft trained(Draft draft, Profiler.Pace pace, int passes, Duration budget) {
        if (passes < LEAST_PASSES) {
            throw new UserError("a budget of " + text(budget) + " is too small to train anything: the smallest plan, "
                    + describe(draft) + ", takes "
                    + text(Duration.ofSeconds(
                            (long) Math.ceil((LEAST_PASSES * pass(draft, pace) + test(draft, pace)) / (1 - RESERVE))))
                    + " for " + LEAST_PASSES + " passes over " + draft.samples()
                    + " slices; give more time, or fewer data");
        }
        Draft trained = draft.withPasses(passes)
                .because(
                        "training.epochs",
                        "Septum's, not nnU-Net's: what " + text(budget) + " leave time for at "
                                + Numbers.text(pass(draft, pace))
                                + " s for a pass with its validation, a tenth kept for"
                                + " start, scores and reports.");
        if (pace.dataWait() > pace.step() / 2) {
            trained = trained.warning("more than half of a step waits for data (" + Numbers.text(pace.dataWait())
                    + " of "
                    + Numbers.text(pace.step()) + " s): fewer augmentations, or more runtime.loader-threads where cores"
                    + " are free, make the training faster, a smaller network does not");
        }
        return passes >= good(draft)
                ? trained
                : trained.warning("the budget of " + text(budget) + " leaves time for " + passes
                        + " passes over the data; " + good(draft) + " or more would be better");
    }

    private static int good(Draft draft) {
        return (int) Math.ceil(GOOD * FewCores.enough(draft));
    }

    private static long passes(Draft draft, Profiler.Pace pace, double seconds) {
        double left = seconds - test(draft, pace);
        return (long) Math.max(0, Math.floor(left / pass(draft, pace)));
    }

    /** The seconds of a pass over the training part, and of its validation. */
    private static double pass(Draft draft, Profiler.Pace pace) {
        return draft.stepsOfPass() * pace.step() + pace.validationBatches() * draft.tiles() * pace.evaluation();
    }

    private static double test(Draft draft, Profiler.Pace pace) {
        return pace.testBatches() * draft.tiles() * pace.test();
    }

    /**
     * The first cheaper draft that leaves time enough: its computing by its multiplications, its wait for data by its pixels. If
     * there is none, the last that is worth it, for where nearly all of a step is a wait a smaller network gains nothing.
     */
    private static int next(List<Draft> rungs, int rung, Profiler.Pace pace, double seconds) {
        Draft now = rungs.get(rung);
        int last = rungs.size() - 1;
        for (int next = rung + 1; next < last; next++) {
            Draft draft = rungs.get(next);
            double computing = (pace.step() - pace.dataWait()) * multiplications(draft) / multiplications(now);
            double waiting = pace.dataWait()
                    * draft.topology().patch().area()
                    / now.topology().patch().area();
            double ratio = (computing + waiting) / pace.step();
            if (passes(now, pace, seconds) / ratio >= good(draft) || computing < WORTH * waiting) {
                return next;
            }
        }
        return last;
    }

    private static double multiplications(Draft draft) {
        return draft.architecture().multiplications(draft.topology());
    }

    private Profiler.Pace measure(Draft draft) {
        tell.accept("measuring " + STEPS + " steps of " + describe(draft));
        Profiler.Pace pace = profiler.pace(experiments.apply(draft), STEPS);
        String line = String.format(
                Locale.ROOT,
                "%s: %s s a step (median of %d), %s s of it waiting for data, %s s to evaluate a batch, %s s for a pass over the"
                        + " training part with its validation; %s",
                describe(draft),
                seconds(pace.step()),
                STEPS,
                seconds(pace.dataWait()),
                seconds(pace.evaluation()),
                seconds(pass(draft, pace)),
                pace.engine());
        measured.add(line);
        tell.accept("measured " + line);
        return pace;
    }

    /** To the millisecond: nothing shorter matters to a training. */
    private static String seconds(double seconds) {
        return Numbers.text(Math.round(1000 * seconds) / 1000.0);
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
