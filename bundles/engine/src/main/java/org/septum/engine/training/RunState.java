// SPDX-License-Identifier: Apache-2.0
package org.septum.engine.training;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.septum.api.UserError;
import org.septum.api.metric.MetricValue;
import org.septum.engine.setup.Setup;

/**
 * Where a run stands, beside its parameters and optimizer slots: all that is needed to go on. Random generators have no
 * state, so none is kept.
 *
 * @param epoch the epoch being trained, counted from 1
 * @param stepsInEpoch how many of its steps are done
 * @param step the steps done in the whole run
 * @param lossSum the sum over this epoch's samples of their batch's loss
 * @param samplesInEpoch how many samples of this epoch are done
 * @param policies what each checkpoint policy remembers, by its file name; and what optimizer and stopping rules do
 * @param seconds the time spent so far
 * @param stopped whether a stopping rule has ended the run
 * @param skippedSteps how many steps were left out because their loss was not finite
 * @param stopReason why a stopping rule has ended the run; empty if none has
 */
public record RunState(
        int epoch,
        int stepsInEpoch,
        long step,
        double lossSum,
        long samplesInEpoch,
        List<MetricValue> history,
        Map<String, Map<String, Double>> policies,
        double seconds,
        boolean stopped,
        long skippedSteps,
        String stopReason) {

    /** Parts stand in it as in all files. */
    private static final ObjectMapper JSON = new ObjectMapper()
            .enable(SerializationFeature.WRITE_ENUMS_USING_TO_STRING)
            .enable(DeserializationFeature.READ_ENUMS_USING_TO_STRING);

    /** A state of an earlier version gives no reason. */
    public RunState {
        history = history == null ? List.of() : history;
        policies = policies == null ? Map.of() : policies;
        stopReason = stopReason == null ? "" : stopReason;
    }

    public static RunState start() {
        return new RunState(1, 0, 0, 0, 0, List.of(), Map.of(), 0, false, 0, "");
    }

    /** The same after one more step; a loss that is not finite counts as a skipped step. */
    RunState afterStep(double loss, int samples, double stepSeconds) {
        boolean valid = Double.isFinite(loss);
        return new RunState(
                epoch,
                stepsInEpoch + 1,
                step + 1,
                lossSum + (valid ? loss * samples : 0),
                samplesInEpoch + (valid ? samples : 0),
                history,
                policies,
                seconds + stepSeconds,
                stopped,
                skippedSteps + (valid ? 0 : 1),
                stopReason);
    }

    /**
     * The same at the beginning of the next epoch.
     *
     * @param ended why a stopping rule ends the run, if one does
     */
    RunState afterEpoch(List<MetricValue> scores, double spent, Optional<String> ended) {
        return new RunState(
                epoch + 1,
                0,
                step,
                0,
                0,
                List.copyOf(scores),
                policies,
                seconds + spent,
                ended.isPresent(),
                skippedSteps,
                ended.orElse(""));
    }

    /** The same with what policies, optimizer and stopping rules remember now. */
    RunState remembering(Map<String, Map<String, Double>> memories) {
        return new RunState(
                epoch,
                stepsInEpoch,
                step,
                lossSum,
                samplesInEpoch,
                history,
                memories,
                seconds,
                stopped,
                skippedSteps,
                stopReason);
    }

    public String toJson() {
        try {
            return JSON.writeValueAsString(this);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a record of numbers and texts can be written as JSON", e);
        }
    }

    /**
     * Reads a state back.
     *
     * @param file where it stood, for the message
     * @throws UserError if the text is not such a state
     */
    public static RunState fromJson(String json, Path file) {
        try {
            RunState state = JSON.readValue(json, RunState.class);
            if (state == null
                    || state.history.stream().anyMatch(Objects::isNull)
                    || state.policies.values().stream()
                            .anyMatch(memory -> memory == null || memory.containsValue(null))) {
                throw new IllegalArgumentException("something is null");
            }
            return state;
        } catch (JsonProcessingException | IllegalArgumentException e) {
            throw new UserError(file + ": holds no state of a run that could be resumed", e);
        }
    }

    /**
     * Compares the counters with the run that they should be of.
     *
     * @param setup with the data that are there now
     * @param sameData whether every epoch of the run has had as many steps
     * @throws UserError naming the first counter that cannot be
     */
    public void check(Setup setup, boolean sameData, Path file) {
        int perEpoch = setup.stepsPerEpoch();
        int epochs = setup.experiment().training().epochs();
        within(file, "epoch", epoch, 1, epochs + 1L);
        within(file, "steps in the epoch", stepsInEpoch, 0, epoch > epochs ? 0 : perEpoch);
        long steps = (epoch - 1L) * perEpoch + stepsInEpoch;
        within(file, "steps", step, sameData ? steps : epoch - 1L + stepsInEpoch, sameData ? steps : Integer.MAX_VALUE);
        within(file, "samples of the epoch", samplesInEpoch, 0, (long) stepsInEpoch * setup.fullBatch());
        within(file, "steps left out", skippedSteps, 0, step);
        if (!Double.isFinite(lossSum) || !Double.isFinite(seconds) || seconds < 0) {
            throw impossible(
                    file, "the sum of the losses " + lossSum + " and " + seconds + " seconds", "finite numbers");
        }
        for (MetricValue score : history) {
            within(file, "epoch of a score", score.epoch(), 0, epoch);
            if (Stream.of(score.part(), score.head(), score.metric(), score.className())
                    .anyMatch(Objects::isNull)) {
                throw impossible(file, "a score without a name", "part, head, metric and class");
            }
        }
    }

    private static void within(Path file, String what, long found, long least, long most) {
        if (found < least || found > most) {
            throw impossible(file, what + " " + found, least == most ? String.valueOf(least) : least + " to " + most);
        }
    }

    private static UserError impossible(Path file, String found, String allowed) {
        return new UserError(file + ": this is not a state of this run with its data: found " + found
                + ", allowed for it are " + allowed);
    }
}
