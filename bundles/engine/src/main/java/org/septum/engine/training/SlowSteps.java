// SPDX-License-Identifier: Apache-2.0
package org.septum.engine.training;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;
import org.septum.api.training.StepReport;
import org.septum.common.text.ShellWord;
import org.septum.engine.setup.Setup;

/**
 * Notices, once, that steps take much longer than they could. Threads that share a step wait for one another: where other
 * programs take the processor from one of them for a moment, all of them stand still, and a step takes many times as long.
 *
 * <p>Steps are looked at in stretches; two of them, one after the other, must show it, or a long one. That a run has become slow is seen from
 * the median step of a stretch beside the best such median; that it is slow from the beginning, from the time in which threads
 * had to wait for a processor. Waiting for data does not count, nor do smaller batches and the first steps.
 */
final class SlowSteps {

    private static final int FIRST_STEPS = 3;

    /** A stretch is so many steps that take so long, or fewer that take longer. */
    private static final int STEPS = 15;

    private static final double SECONDS = 2;
    private static final int FEW_STEPS = 5;
    private static final double MANY_SECONDS = 10;
    private static final double FACTOR = 3;

    private final int fullBatch;
    private final int processors;
    private final int threads;
    private final String advice;
    private final Supplier<Optional<ProcessorUse>> sinceLast;
    private final List<Double> stretch = new ArrayList<>();
    private int seen;
    private double best = Double.POSITIVE_INFINITY;
    private boolean wasSlow;
    private boolean wasContested;
    private boolean told;

    /**
     * @param fullBatch the samples of a full batch
     * @param processors how many this process may use
     * @param threads how many share a step; a single one has none to wait for, and is slower by its wait alone
     * @param advice what to do about other programs, as the end of a sentence
     * @param sinceLast what the process had of the processor since the last call; empty where that is unknown
     */
    SlowSteps(int fullBatch, int processors, int threads, String advice, Supplier<Optional<ProcessorUse>> sinceLast) {
        this.fullBatch = fullBatch;
        this.threads = threads;
        this.processors = processors;
        this.advice = advice;
        this.sinceLast = sinceLast;
    }

    /** For a run that may use several threads; with one there is only the other programs' end to wait for. */
    static SlowSteps of(Setup setup, Path run) {
        int processors = Runtime.getRuntime().availableProcessors();
        int threads = setup.experiment().runtime().threads().orElse(processors);
        String advice = "end them"
                + (threads == 1
                        ? ""
                        : ", or stop with Ctrl-C and go on with 'septum resume " + ShellWord.of(run)
                                + " --set runtime.threads=1'");
        return new SlowSteps(setup.fullBatch(), processors, threads, advice, ProcessorClock.ofThisProcess()::sinceLast);
    }

    /**
     * Looks at a step.
     *
     * @param samples of its batch
     * @return what is to be said; mostly nothing
     */
    Optional<String> add(StepReport step, int samples) {
        if (told || samples != fullBatch || ++seen <= FIRST_STEPS) {
            return Optional.empty();
        }
        stretch.add(step.seconds() - step.dataWaitSeconds());
        double seconds = stretch.stream().mapToDouble(Double::doubleValue).sum();
        boolean done =
                stretch.size() >= STEPS && seconds >= SECONDS || stretch.size() >= FEW_STEPS && seconds >= MANY_SECONDS;
        if (!done) {
            return Optional.empty();
        }
        double median = stretch.stream().sorted().toList().get(stretch.size() / 2);
        stretch.clear();
        Optional<String> warning = look(median, sinceLast.get());
        told = warning.isPresent();
        return warning;
    }

    private Optional<String> look(double median, Optional<ProcessorUse> use) {
        boolean slow = median >= FACTOR * best;
        boolean contested = use.map(found -> found.isContested(processors)).orElse(false);
        best = Math.min(best, median);
        Optional<String> found = Optional.empty();
        if (slow && wasSlow) {
            found = Optional.of(slower(median, use, contested));
        } else if (threads > 1
                && contested
                && (wasContested || use.orElseThrow().wall() >= MANY_SECONDS)) {
            found = Optional.of("other programs use the processor: " + waiting(use.orElseThrow()) + "; a step (now "
                    + milliseconds(median) + ") can take many times longer so; " + advice);
        }
        wasSlow = slow;
        wasContested = contested;
        return found;
    }

    private String slower(double median, Optional<ProcessorUse> use, boolean contested) {
        String measured = String.format(
                Locale.ROOT,
                "a step takes %.1f times what it took at best (%s, at best %s): ",
                median / best,
                milliseconds(median),
                milliseconds(best));
        if (use.isEmpty()) {
            return measured + "other programs may use the processor; " + advice;
        }
        return measured
                + (contested
                        ? "other programs use the processor, " + waiting(use.get()) + "; " + advice
                        : "but its threads do not wait for the processor; it may have become slower itself, as by heat,"
                                + " or memory is swapped");
    }

    private static String waiting(ProcessorUse use) {
        return String.format(Locale.ROOT, "Septum's threads wait for it %.0f %% of the time", 100 * use.waitingShare());
    }

    private static String milliseconds(double seconds) {
        return String.format(Locale.ROOT, "%.0f ms", 1000 * seconds);
    }
}
