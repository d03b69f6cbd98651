// SPDX-License-Identifier: Apache-2.0
package org.septum.services.measure;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.osgi.annotation.versioning.ProviderType;
import org.septum.api.experiment.Experiment;

/** Finds out where the time and memory of an experiment's training steps go, and how long it takes. */
@ProviderType
public interface Profiler {

    /**
     * What was measured; times are medians over the steps, in seconds.
     *
     * @param engine what computes
     * @param batch the images in a step
     * @param steps how many steps were measured
     * @param step a whole step
     * @param phases data wait, forward, backward and optimizer, in this order, and other for what is left
     * @param operations each kind of operation
     * @param moves operations of a step that only bring elements into another memory order or type
     * @param peakFlops the convolutions' measured peak on this machine: multiplications and additions per second of a
     *     convolution of 256 channels at 64 x 64 pixels in the experiment's precision
     * @param memory bytes outside Java's heap, by purpose
     * @param peakRssMb the process's largest resident memory so far, in MB; 0 where the system does not tell
     */
    record Profile(
            String engine,
            int batch,
            int steps,
            double step,
            Map<String, Double> phases,
            List<OperationTime> operations,
            int moves,
            double peakFlops,
            Map<String, Long> memory,
            long peakRssMb) {}

    /**
     * Trains for a few steps from fresh weights and records nothing on disk.
     *
     * @param steps how many steps to measure, after two that warm up
     * @throws org.septum.api.UserError if the experiment cannot be run
     */
    Profile profile(Experiment experiment, int steps);

    /**
     * What saving after an epoch costs; times are in seconds.
     *
     * @param engine what computes
     * @param rounds how often some steps were measured with a saving before them, and as often without
     * @param roundSteps the steps of a round
     * @param step the median of a step without saving
     * @param stepsPerEpoch the steps of the experiment's epochs
     * @param modelBytes what checkpoints of the weights take on the disk; 0 for an experiment without such
     * @param stateBytes what the state for resuming takes
     * @param standstill the median of how long the training stands still
     * @param median of what a round takes longer with a saving: the standstill, and what is done beside the steps
     * @param mean of the same
     * @param meanError the mean's standard error
     */
    record Saving(
            String engine,
            int rounds,
            int roundSteps,
            double step,
            int stepsPerEpoch,
            long modelBytes,
            long stateBytes,
            double standstill,
            double median,
            double mean,
            double meanError) {}

    /**
     * Measures what it costs to save the state, and the checkpoints that policies want, after an epoch: trains the same
     * number of steps with and without a saving before them, in turn, from fresh weights.
     *
     * @param steps how many steps to measure, after some that warm up; if absent, as many as a minute has
     * @param folder an empty one on the disk in question; the files stay in it
     * @throws org.septum.api.UserError if the experiment cannot be run
     * @throws java.io.UncheckedIOException if the files cannot be written
     */
    Saving saving(Experiment experiment, OptionalInt steps, Path folder);

    /**
     * Estimates how long a run takes on this machine, in seconds: its training steps and evaluations, from the medians of a
     * few. What a run spends on starting, checkpoints and reports is not in it, nor that it may stop early.
     *
     * @param steps how many training steps and evaluated batches to measure, after two that warm up
     * @throws org.septum.api.UserError if the experiment cannot be run
     */
    double estimate(Experiment experiment, int steps);

    /**
     * How long parts of a training take on this machine, in seconds; medians.
     *
     * @param engine what computes
     * @param batch the samples in a step
     * @param step a training step
     * @param dataWait of it, for data
     * @param evaluation of a batch in the validation
     * @param test of a batch in the test, with mirror images where the experiment has them
     * @param stepsPerEpoch the experiment's
     * @param validationBatches evaluated after each epoch
     * @param testBatches evaluated at the end
     */
    record Pace(
            String engine,
            int batch,
            double step,
            double dataWait,
            double evaluation,
            double test,
            int stepsPerEpoch,
            int validationBatches,
            int testBatches) {

        /** What an epoch takes with its validation. */
        public double epoch() {
            return stepsPerEpoch * step + validationBatches * evaluation;
        }

        /** What so many epochs and the test take. */
        public double total(int epochs) {
            return epochs * epoch() + testBatches * test;
        }
    }

    /**
     * Measures the pace of a training.
     *
     * @param steps as of {@link #estimate}
     * @throws org.septum.api.UserError if the experiment cannot be run
     */
    Pace pace(Experiment experiment, int steps);

    /**
     * The memory that a training takes beside what this process has, and what it can still get: in bytes.
     *
     * @param needed {@link Long#MAX_VALUE} / 2 or more where it is beyond counting
     * @param available empty where the system does not tell
     * @param fits whether a run would begin: what Java's heap is to take of it has to fit there, too
     */
    record Memory(long needed, OptionalLong available, boolean fits) {}

    /**
     * Estimates the memory that a training takes; nothing is computed, and no sample is read.
     *
     * @throws org.septum.api.UserError if the experiment's parts do not fit together
     */
    Memory memory(Experiment experiment);

    /** The memory that this process can still get, in bytes; empty where the system does not tell. */
    OptionalLong availableMemory();
}
