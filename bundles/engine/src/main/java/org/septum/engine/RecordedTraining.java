// SPDX-License-Identifier: Apache-2.0
package org.septum.engine;

import java.io.Closeable;
import java.lang.System.Logger.Level;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.osgi.framework.BundleContext;
import org.septum.api.data.Part;
import org.septum.api.metric.MetricValue;
import org.septum.api.report.BaselineScores;
import org.septum.api.report.CaseValue;
import org.septum.api.report.PostProcessed;
import org.septum.api.report.Reporter;
import org.septum.api.report.RunFinish;
import org.septum.api.report.RunStart;
import org.septum.common.run.Interrupt;
import org.septum.common.run.RunFiles;
import org.septum.engine.checkpoint.Weights;
import org.septum.engine.evaluation.Baselines;
import org.septum.engine.evaluation.CaseViewer;
import org.septum.engine.evaluation.EvaluationPass;
import org.septum.engine.evaluation.Evaluator;
import org.septum.engine.inference.SliceInference;
import org.septum.engine.network.OpenedModel;
import org.septum.engine.record.Provenance;
import org.septum.engine.run.FailedRun;
import org.septum.engine.run.RecordedRun;
import org.septum.engine.run.RunDirectory;
import org.septum.engine.run.RunLog;
import org.septum.engine.setup.RunWarnings;
import org.septum.engine.setup.Setup;
import org.septum.engine.training.RunState;
import org.septum.engine.training.TrainingRun;
import org.septum.services.run.Runner;

/**
 * A training that is recorded: from the first line of its log to the test of its checkpoint and the last line of its record.
 *
 * @param output leads what libraries print to a file; may be missing
 * @param before what is recorded of the run already
 */
record RecordedTraining(
        BundleContext context,
        Optional<Function<Path, Closeable>> output,
        Setup setup,
        OpenedModel model,
        RecordedRun before) {

    /** Seconds: long enough for a large step and its checkpoint; then the last complete checkpoint must do. */
    private static final long PATIENCE_SECONDS = 120;

    private static final System.Logger LOG = System.getLogger(RecordedTraining.class.getName());

    /**
     * Trains from a state on, until the run is finished or a stop is wanted.
     *
     * @param settings set for this stretch of the run alone
     * @param accepted the changes that were accepted for it
     */
    Runner.Outcome from(RunState state, Map<String, String> settings, List<String> accepted) {
        Provenance provenance = new Provenance(context, before);
        RunDirectory directory = before.directory();
        try (RunLog log = new RunLog(directory.log(), output);
                Interrupt interrupt = new Interrupt("septum-interrupt", PATIENCE_SECONDS)) {
            LOG.log(Level.INFO, "run of {0} on {1}", setup.experiment().name(), model.description());
            return new FailedRun(directory, () -> provenance.finish("failed"), model::outOfMemory).orDone(() -> {
                RunFiles.writeStatus(directory.path(), "running", "epoch " + state.epoch());
                provenance.start(setup, model, state, settings, accepted);
                RunFinish.Status status = train(state, interrupt, provenance);
                provenance.finish(status.toString());
                RunFiles.writeStatus(directory.path(), status.toString(), "");
                return new Runner.Outcome(directory.path(), status == RunFinish.Status.INTERRUPTED);
            });
        }
    }

    private RunFinish.Status train(RunState state, Interrupt interrupt, Provenance provenance) {
        RunDirectory directory = before.directory();
        List<Reporter> reporters = new ArrayList<>();
        setup.experiment().reporters().forEach(component -> reporters.add(component.create(Reporter.class)));
        reporters.add(provenance.filesReporter());
        try {
            RunStart start = setup.start(directory.path(), false, model, state.epoch());
            reporters.forEach(reporter -> reporter.started(start));
            Evaluator evaluator = new Evaluator(setup, model, reporters);
            TrainingRun run = new TrainingRun(setup, model, directory, interrupt::requested, evaluator, state);
            run.train();
            Optional<String> tested = run.finished() ? Optional.of(run.testedCheckpoint()) : Optional.empty();
            RunFinish finish = finish(evaluator, tested.map(directory::checkpoint), run);
            tested.ifPresent(provenance::tested);
            finish.postProcessed().ifPresent(provenance::postProcessed);
            reporters.forEach(reporter -> reporter.finished(finish));
            return finish.status();
        } catch (RuntimeException | Error e) {
            for (Reporter reporter : reporters) {
                try {
                    reporter.failed(String.valueOf(e.getMessage()));
                } catch (RuntimeException | Error another) {
                    // What went wrong first is what the user must know. Without memory for another, Java throws
                    // one and the same error again.
                    if (another != e) {
                        e.addSuppressed(another);
                    }
                }
            }
            throw e;
        }
    }

    /** Tests the checkpoint to be tested, if the run is at its end. */
    private RunFinish finish(Evaluator evaluator, Optional<Path> checkpoint, TrainingRun run) {
        boolean flip = setup.experiment().evaluation().flip();
        List<MetricValue> history = new ArrayList<>(run.state().history());
        List<CaseValue> cases = new ArrayList<>(run.validationCases());
        List<BaselineScores> baselines = List.of();
        List<String> warnings = new ArrayList<>(
                RunWarnings.ofSteps(run.state().skippedSteps(), run.state().step()));
        String tested = "";
        double seconds = run.state().seconds();
        Optional<PostProcessed> postProcessed = Optional.empty();
        if (checkpoint.isPresent()) {
            model.weights().load(checkpoint.get());
            postProcessed = evaluator.learn(flip);
        }
        if (checkpoint.isPresent() && !setup.parts().get(Part.TEST).isEmpty()) {
            long begin = System.nanoTime();
            int epoch = Weights.epochOf(checkpoint.get());
            String name = checkpoint.get().getFileName().toString().replace(".safetensors", "");
            tested = name + " (epoch " + epoch + ")";
            EvaluationPass.Scores scores = evaluator.with(postProcessed).evaluate(Part.TEST, epoch, flip);
            postProcessed = postProcessed.map(scores::tested);
            history.addAll(scores.values());
            cases.addAll(scores.cases());
            baselines = new Baselines(setup).scores(Part.TEST, epoch);
            warnings.addAll(RunWarnings.ofBaselines(setup.heads(), scores.values(), baselines, Part.TEST));
            warnings.addAll(run.unsavedCheckpoints(name));
            seconds += (System.nanoTime() - begin) / 1e9;
        }
        return new RunFinish(
                run.finished() ? RunFinish.Status.FINISHED : RunFinish.Status.INTERRUPTED,
                Part.TEST,
                history,
                cases,
                baselines,
                tested,
                seconds,
                run.facts(),
                warnings,
                postProcessed,
                new CaseViewer(setup, SliceInference.of(setup, model, flip).forPictures(), Part.TEST));
    }
}
