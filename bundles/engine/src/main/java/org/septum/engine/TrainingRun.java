// SPDX-License-Identifier: Apache-2.0
package org.septum.engine;

import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Random;
import org.septum.api.RunFailure;
import org.septum.api.backend.FlatVector;
import org.septum.api.backend.Program;
import org.septum.api.data.SampleInfo;
import org.septum.api.experiment.Experiment;
import org.septum.api.graph.Mode;
import org.septum.api.report.CaseValue;
import org.septum.api.report.EpochReport;
import org.septum.api.report.MetricValue;
import org.septum.api.report.Reporter;
import org.septum.api.report.StepReport;
import org.septum.api.training.CheckpointPolicy;
import org.septum.api.training.Optimizer;
import org.septum.api.training.Progress;
import org.septum.api.training.StoppingRule;

/** Trains an experiment epoch by epoch, validates, saves what the policies ask for, and can stop between any two steps. */
final class TrainingRun {

    private static final System.Logger LOG = System.getLogger(TrainingRun.class.getName());

    /** Under these names the optimizer and the stopping rules keep their state beside the policies, no file's name. */
    private static final String OPTIMIZER = "/optimizer";

    private static final String STOPPING_RULE = "/stop/";

    private final Setup setup;
    private final Experiment experiment;
    private final Programs programs;
    private final Weights weights;
    private final RunDirectory directory;
    private final List<Reporter> reporters;
    private final Interrupt interrupt;
    private final Evaluator evaluator;
    private final Optimizer optimizer;
    private final Map<String, CheckpointPolicy> policies = new LinkedHashMap<>();
    private final List<StoppingRule> stoppingRules = new ArrayList<>();
    private final RunPace pace = new RunPace();
    private final List<MetricValue> history;
    private List<CaseValue> validationCases = List.of();
    private RunState state;

    TrainingRun(
            Setup setup,
            Programs programs,
            Weights weights,
            RunDirectory directory,
            Interrupt interrupt,
            Evaluator evaluator,
            RunState state) {
        this.setup = setup;
        this.experiment = setup.experiment();
        this.programs = programs;
        this.weights = weights;
        this.directory = directory;
        this.reporters = evaluator.reporters();
        this.interrupt = interrupt;
        this.evaluator = evaluator;
        this.optimizer = experiment.optimizer().create(Optimizer.class);
        this.optimizer.restore(state.policies().getOrDefault(OPTIMIZER, Map.of()));
        this.state = state;
        this.history = new ArrayList<>(state.history());
        experiment.checkpoints().forEach(component -> {
            CheckpointPolicy policy = component.create(CheckpointPolicy.class);
            policy.restore(state.policies().getOrDefault(policy.fileName(), Map.of()));
            policies.put(policy.fileName(), policy);
        });
        for (int i = 0; i < experiment.training().stop().size(); i++) {
            StoppingRule rule = experiment.training().stop().get(i).create(StoppingRule.class);
            rule.restore(state.policies().getOrDefault(STOPPING_RULE + i, Map.of()));
            stoppingRules.add(rule);
        }
    }

    /** Trains until the last epoch is done or the user interrupts; the state is saved in either case. */
    void train() {
        while (!finished()) {
            trainEpoch();
            if (interrupt.requested()) {
                saveResumable();
                return;
            }
            finishEpoch();
        }
        if (validationCases.isEmpty() && !setup.parts().get(Setup.VALIDATION).isEmpty()) {
            // Killed between the last epoch and the test: what the last validation found is not in the state.
            exchangeForAverage();
            validationCases =
                    evaluator.evaluate(Setup.VALIDATION, lastEpoch(), false).cases();
            exchangeForAverage();
        }
    }

    boolean finished() {
        return state.stopped() || state.epoch() > experiment.training().epochs();
    }

    /** The last epoch that was done, counted from 1. */
    int lastEpoch() {
        return state.epoch() - 1;
    }

    /** The scores of every epoch so far. */
    List<MetricValue> history() {
        return history;
    }

    /** The scores of every case of the last validation. */
    List<CaseValue> validationCases() {
        return validationCases;
    }

    RunPace pace() {
        return pace;
    }

    /** How many steps were left out because their loss was not finite. */
    long skippedSteps() {
        return state.skippedSteps();
    }

    double seconds() {
        return state.seconds();
    }

    /** The checkpoint to be tested: that of the first policy that selects a model and has saved one. */
    Optional<String> selectedCheckpoint() {
        return policies.values().stream()
                .filter(CheckpointPolicy::selectsModel)
                .map(CheckpointPolicy::selected)
                .filter(name -> Files.exists(directory.checkpoint(name)))
                .findFirst();
    }

    private void trainEpoch() {
        int epoch = state.epoch();
        int batchSize = experiment.data().batchSize();
        BatchStream batches = new BatchStream(
                evaluator.loaders(),
                setup.training(),
                setup.heads(),
                epoch,
                order(epoch),
                batchSize,
                state.stepsInEpoch());
        while (batches.hasNext() && !interrupt.requested()) {
            long start = System.nanoTime();
            Batch batch = batches.next();
            double loss = step(batch, state.step() + 1);
            double seconds = (System.nanoTime() - start) / 1e9;
            boolean valid = Double.isFinite(loss);
            int samples = valid ? batch.size() : 0;
            state = new RunState(
                    epoch,
                    state.stepsInEpoch() + 1,
                    state.step() + 1,
                    state.lossSum() + (valid ? loss * samples : 0),
                    state.samplesInEpoch() + samples,
                    state.history(),
                    state.policies(),
                    state.seconds() + seconds,
                    false,
                    state.skippedSteps() + (valid ? 0 : 1));
            StepReport report = new StepReport(
                    state.step(),
                    epoch,
                    state.stepsInEpoch(),
                    loss,
                    optimizer.learningRate(progress(state.step())),
                    seconds,
                    batches.waitNanoseconds() / 1e9);
            pace.add(report);
            reporters.forEach(reporter -> reporter.stepFinished(report));
            int saveEvery = experiment.training().saveEvery();
            // The end of an epoch saves what comes with it as well.
            if (saveEvery > 0 && state.step() % saveEvery == 0 && batches.hasNext()) {
                saveResumable();
            }
        }
    }

    private double step(Batch batch, long step) {
        Program program = programs.program(Mode.TRAINING, batch.size());
        program.write(Network.IMAGE, batch.image());
        setup.heads().forEach(head -> program.write(head.targetInput(), batch.target(head)));
        float[] statistics = experiment.training().skipInvalidLoss() ? runningStatistics() : new float[0];
        program.run(step);
        float loss = program.scalar(Network.LOSS);
        if (!Float.isFinite(loss)) {
            String found = invalidLoss(batch, step, loss);
            if (!experiment.training().skipInvalidLoss()) {
                throw new RunFailure(found + " Look at these samples, or lower the learning rate (now "
                        + optimizer.learningRate(progress(step)) + ").");
            }
            LOG.log(Level.WARNING, "skipped: {0}", found);
            // The forward pass has taken the batch into the running statistics already.
            programs.session().state().write(0, statistics);
            return loss;
        }
        programs.session().update(optimizer.step(progress(step), gradientFactor()), optimizer.slots());
        return loss;
    }

    private float[] runningStatistics() {
        FlatVector state = programs.session().state();
        float[] values = new float[Math.toIntExact(state.size())];
        state.read(0, values);
        return values;
    }

    private String invalidLoss(Batch batch, long step, float loss) {
        return "the loss is " + loss + " in step " + step + "; the batch held "
                + String.join(", ", batch.samples().stream().map(SampleInfo::id).toList())
                + "; the largest gradients are " + weights.largestGradients() + ".";
    }

    private Progress progress(long step) {
        int stepsPerEpoch = setup.stepsPerEpoch();
        return new Progress(
                step,
                stepsPerEpoch,
                (long) stepsPerEpoch * experiment.training().epochs());
    }

    /** 1, or less where the gradients' norm exceeds the limit. */
    private double gradientFactor() {
        OptionalDouble limit = optimizer.clipNorm();
        return limit.isEmpty()
                ? 1
                : Math.min(1, limit.getAsDouble() / programs.session().gradientNorm());
    }

    /** The training samples in the epoch's own order. */
    private List<SampleInfo> order(int epoch) {
        List<SampleInfo> order = new ArrayList<>(setup.parts().get(Setup.TRAIN));
        Collections.shuffle(
                order, new Random(setup.randomness().generator("order", epoch).nextLong()));
        return order;
    }

    private void finishEpoch() {
        long start = System.nanoTime();
        int epoch = state.epoch();
        List<MetricValue> values = new ArrayList<>();
        values.add(new MetricValue(epoch, Setup.TRAIN, "", "loss", "all", state.lossSum() / state.samplesInEpoch()));
        exchangeForAverage();
        if (!setup.parts().get(Setup.VALIDATION).isEmpty()) {
            Evaluation.Scores scores = evaluator.evaluate(Setup.VALIDATION, epoch, false);
            values.addAll(scores.values());
            validationCases = scores.cases();
        }
        history.addAll(values);
        double spent = (System.nanoTime() - start) / 1e9;
        EpochReport asked = new EpochReport(epoch, values, pace.epochSeconds() + spent, List.of());
        List<String> saved = new ArrayList<>();
        for (CheckpointPolicy policy : policies.values()) {
            if (policy.saveAfter(asked)) {
                String file = policy.fileAfter(asked);
                Safetensors.write(directory.checkpoint(file), weights.tensors(), metadata());
                policy.superfluous().forEach(directory::deleteCheckpoint);
                saved.add(file);
            }
        }
        exchangeForAverage();
        optimizer.epochFinished(asked);
        boolean stopped = shouldStop(asked);
        state = new RunState(
                epoch + 1,
                0,
                state.step(),
                0,
                0,
                List.copyOf(history),
                memories(),
                state.seconds() + spent,
                stopped,
                state.skippedSteps());
        EpochReport report = new EpochReport(epoch, values, asked.seconds(), saved);
        pace.epochFinished();
        reporters.forEach(reporter -> reporter.epochFinished(report));
        // Last: a run that is killed before this trains the epoch again, one that is killed after it misses nothing.
        saveResumable();
    }

    /** Whether a rule ends the run; every rule is asked, so that each sees every epoch. */
    private boolean shouldStop(EpochReport epoch) {
        boolean stop = false;
        for (StoppingRule rule : stoppingRules) {
            Optional<String> reason = rule.reasonToStop(epoch);
            reason.ifPresent(text -> LOG.log(Level.INFO, "stopping after epoch {0}: {1}", epoch.epoch(), text));
            stop |= reason.isPresent();
        }
        return stop;
    }

    /** Puts the averaged parameters, if the optimizer has any, in the place of the trained ones, or takes them back. */
    void exchangeForAverage() {
        optimizer.averageSlot().ifPresent(weights::exchange);
    }

    /** What policies, optimizer and stopping rules remember. */
    private Map<String, Map<String, Double>> memories() {
        Map<String, Map<String, Double>> states = new LinkedHashMap<>();
        policies.forEach((name, policy) -> states.put(name, policy.state()));
        states.put(OPTIMIZER, optimizer.state());
        for (int i = 0; i < stoppingRules.size(); i++) {
            states.put(STOPPING_RULE + i, stoppingRules.get(i).state());
        }
        return states;
    }

    /** In the same order every time, so that equal runs write equal files. */
    private Map<String, String> metadata() {
        Map<String, String> metadata = new LinkedHashMap<>();
        metadata.put("format", "septum");
        metadata.put("experiment", experiment.name());
        metadata.put("epoch", Integer.toString(state.epoch()));
        metadata.put("step", Long.toString(state.step()));
        return metadata;
    }

    private void saveResumable() {
        reporters.forEach(Reporter::stateSaving);
        List<Safetensors.Tensor> tensors = new ArrayList<>(weights.tensors());
        tensors.addAll(weights.slotTensors(optimizer.slots()));
        Map<String, String> metadata = metadata();
        metadata.put("state", state.toJson());
        Safetensors.write(directory.resumable(), tensors, metadata);
    }

    /** Takes back what an interrupted run saved. */
    static RunState restore(RunDirectory directory, Weights weights, Optimizer optimizer) {
        Path file = directory.resumable();
        String json = Safetensors.open(file).metadata().getOrDefault("state", "");
        RunState state = RunState.fromJson(json, file);
        weights.load(file);
        weights.loadSlots(file, optimizer.slots());
        return state;
    }
}
