// SPDX-License-Identifier: Apache-2.0
package org.septum.engine.training;

import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.septum.api.data.Part;
import org.septum.api.experiment.Experiment;
import org.septum.api.metric.MetricValue;
import org.septum.api.metric.ScoreNames;
import org.septum.api.report.CaseValue;
import org.septum.api.report.Reporter;
import org.septum.api.training.CheckpointDecision;
import org.septum.api.training.EpochReport;
import org.septum.api.training.StepReport;
import org.septum.engine.checkpoint.Weights;
import org.septum.engine.evaluation.EvaluationPass;
import org.septum.engine.evaluation.Evaluator;
import org.septum.engine.network.OpenedModel;
import org.septum.engine.run.RunDirectory;
import org.septum.engine.sample.Batch;
import org.septum.engine.sample.BatchStream;
import org.septum.engine.setup.Setup;

/** Trains an experiment epoch by epoch, validates, saves what the policies ask for, and can stop between any two steps. */
public final class TrainingRun {

    private static final System.Logger LOG = System.getLogger(TrainingRun.class.getName());

    private final Setup setup;
    private final Experiment experiment;
    private final Weights weights;
    private final RunDirectory directory;
    private final List<Reporter> reporters;
    private final BooleanSupplier stopWanted;
    private final Evaluator evaluator;
    private final EpochRules rules;
    private final TrainingStep step;
    private final NormCalibration calibration;
    private final RunCheckpoints checkpoints;
    private final RunPace pace = new RunPace();
    private final SlowSteps slow;
    private List<CaseValue> validationCases = List.of();
    private RunState state;

    /** @param stopWanted asked between any two steps: whether to save the state and stop */
    public TrainingRun(
            Setup setup,
            OpenedModel model,
            RunDirectory directory,
            BooleanSupplier stopWanted,
            Evaluator evaluator,
            RunState state) {
        this.setup = setup;
        this.experiment = setup.experiment();
        this.weights = model.weights();
        this.directory = directory;
        this.checkpoints = new RunCheckpoints(experiment, directory, weights);
        this.reporters = evaluator.reporters();
        this.stopWanted = stopWanted;
        this.evaluator = evaluator;
        this.rules = new EpochRules(experiment, state.policies());
        this.step = new TrainingStep(setup, model, rules.optimizer());
        this.calibration = new NormCalibration(setup, model);
        this.slow = SlowSteps.of(setup, directory.path());
        this.state = state;
    }

    /** Trains until the last epoch is done or a stop is wanted; the state is saved in either case. */
    public void train() {
        try (checkpoints) {
            while (!finished()) {
                trainEpoch();
                if (stopWanted.getAsBoolean()) {
                    saveResumable();
                    return;
                }
                finishEpoch();
            }
        }
        if (state.stopped()) {
            reporters.forEach(reporter -> reporter.stoppedEarly(lastEpoch(), state.stopReason()));
        }
        if (validationCases.isEmpty() && !setup.parts().get(Part.VALIDATION).isEmpty()) {
            // Killed between the last epoch and the test: what the last validation found is not in the state.
            exchangeForAverage();
            validationCases =
                    evaluator.evaluate(Part.VALIDATION, lastEpoch(), false).cases();
            exchangeForAverage();
        }
    }

    public boolean finished() {
        return state.stopped() || state.epoch() > experiment.training().epochs();
    }

    /** The last epoch that was done, counted from 1. */
    int lastEpoch() {
        return state.epoch() - 1;
    }

    /** Where it stands: all steps and scores so far, those of earlier processes included. */
    public RunState state() {
        return state;
    }

    /** The scores of every case of the last validation. */
    public List<CaseValue> validationCases() {
        return validationCases;
    }

    /** Facts for the report, by heading. */
    public Map<String, String> facts() {
        Map<String, String> facts = pace.facts(checkpoints.waitSeconds());
        if (state.skippedSteps() > 0) {
            facts.put("steps skipped, their loss not being finite", Long.toString(state.skippedSteps()));
        }
        return facts;
    }

    /**
     * The checkpoint to be tested: that of the first policy that selects a model and has saved one, else the state after the
     * last step, which is saved if no policy has done so.
     */
    public String testedCheckpoint() {
        TestedCheckpoint tested = new TestedCheckpoint(directory);
        return tested.selected(rules.policies())
                .or(() -> tested.ofStep(rules.policies(), state.step()))
                .orElseGet(this::saveTested);
    }

    /** What to say of policies that were to select the model and never saved one. */
    public List<String> unsavedCheckpoints(String tested) {
        return new TestedCheckpoint(directory).unsaved(rules.policies(), state.history(), lastEpoch(), tested);
    }

    private String saveTested() {
        exchangeForAverage();
        checkpoints.saveTested(lastEpoch(), state.step());
        exchangeForAverage();
        return RunDirectory.TESTED;
    }

    private void trainEpoch() {
        int epoch = state.epoch();
        BatchStream batches = setup.trainingBatches(epoch, setup.order().of(epoch), state.stepsInEpoch());
        while (batches.hasNext() && !stopWanted.getAsBoolean()) {
            checkpoints.check();
            long start = System.nanoTime();
            Batch batch = batches.next();
            double loss = step.run(batch, state.step() + 1);
            double seconds = (System.nanoTime() - start) / 1e9;
            state = state.afterStep(loss, batch.size(), seconds);
            List<CheckpointDecision> decisions = rules.policies().stream()
                    .map(policy -> policy.afterStep(state.step()))
                    .toList();
            StepReport report = new StepReport(
                    state.step(),
                    epoch,
                    state.stepsInEpoch(),
                    loss,
                    step.learningRate(state.step()),
                    seconds,
                    batches.waitNanoseconds() / 1e9,
                    decisions);
            pace.add(report);
            reporters.forEach(reporter -> reporter.stepFinished(report));
            slow.add(report, batch.size()).ifPresent(this::warn);
            decisions.forEach(this::saveAmidEpoch);
            int saveEvery = experiment.training().saveEvery();
            // The end of an epoch saves what comes with it as well.
            if (saveEvery > 0 && state.step() % saveEvery == 0 && batches.hasNext()) {
                saveResumable();
            }
        }
    }

    private void warn(String warning) {
        LOG.log(Level.WARNING, warning);
        reporters.forEach(reporter -> reporter.warned(warning));
    }

    private void finishEpoch() {
        long start = System.nanoTime();
        int epoch = state.epoch();
        // Before anything is saved: what was saved last can be resumed.
        weights.requireFinite("after epoch " + epoch);
        List<MetricValue> values = new ArrayList<>();
        values.add(new MetricValue(
                epoch, Part.TRAIN, "", "loss", ScoreNames.WHOLE, state.lossSum() / state.samplesInEpoch()));
        exchangeForAverage();
        calibration.run(epoch, setup.order().of(epoch), state.step());
        if (!setup.parts().get(Part.VALIDATION).isEmpty()) {
            EvaluationPass.Scores scores = evaluator.validate(epoch);
            values.addAll(scores.values());
            validationCases = scores.cases();
        }
        List<MetricValue> history = new ArrayList<>(state.history());
        history.addAll(values);
        double spent = (System.nanoTime() - start) / 1e9;
        EpochReport asked = new EpochReport(epoch, values, pace.epochSeconds() + spent, List.of());
        List<CheckpointDecision> decisions =
                rules.policies().stream().map(policy -> policy.after(asked)).toList();
        checkpoints.save(decisions, epoch, state.step());
        exchangeForAverage();
        Optional<String> ended = rules.reasonToStop(asked);
        state = state.afterEpoch(history, spent, ended);
        EpochReport report = new EpochReport(epoch, values, asked.seconds(), decisions);
        pace.epochFinished();
        reporters.forEach(reporter -> reporter.epochFinished(report));
        // Last: a run that is killed before this trains the epoch again, one that is killed after it misses nothing.
        saveResumable();
    }

    private void saveAmidEpoch(CheckpointDecision decision) {
        if (decision.save().isPresent()) {
            exchangeForAverage();
            calibration.run(state.epoch(), setup.order().of(state.epoch()), state.step());
            checkpoints.save(List.of(decision), state.epoch(), state.step());
            checkpoints.start();
            exchangeForAverage();
        }
    }

    /** Puts the averaged parameters, if the optimizer has any, in the place of the trained ones, or takes them back. */
    void exchangeForAverage() {
        rules.optimizer().averageSlot().ifPresent(weights::exchange);
    }

    private void saveResumable() {
        checkpoints.saveResumable(state, rules, reporters);
    }
}
