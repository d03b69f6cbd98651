// SPDX-License-Identifier: Apache-2.0
package org.septum.engine;

import java.io.Closeable;
import java.lang.System.Logger.Level;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.septum.api.UserError;
import org.septum.api.data.Part;
import org.septum.api.experiment.Experiment;
import org.septum.api.metric.MetricValue;
import org.septum.api.report.BaselineScores;
import org.septum.api.report.CaseValue;
import org.septum.api.report.Reporter;
import org.septum.api.report.RunFinish;
import org.septum.api.report.RunStart;
import org.septum.common.files.AtomicFile;
import org.septum.common.run.Interrupt;
import org.septum.common.run.RunLock;
import org.septum.common.text.Words;
import org.septum.engine.check.ExperimentCheck;
import org.septum.engine.check.Hints;
import org.septum.engine.check.VariantsCheck;
import org.septum.engine.checkpoint.Weights;
import org.septum.engine.evaluation.Baselines;
import org.septum.engine.evaluation.CaseViewer;
import org.septum.engine.evaluation.Evaluation;
import org.septum.engine.evaluation.Evaluator;
import org.septum.engine.network.BackendChoice;
import org.septum.engine.network.OpenedModel;
import org.septum.engine.prediction.Overlays;
import org.septum.engine.prediction.RunPrediction;
import org.septum.engine.record.Provenance;
import org.septum.engine.reuse.Resumption;
import org.septum.engine.run.FailedRun;
import org.septum.engine.run.RecordedRun;
import org.septum.engine.run.RunDirectory;
import org.septum.engine.run.RunLog;
import org.septum.engine.sample.Loaders;
import org.septum.engine.setup.RunWarnings;
import org.septum.engine.setup.Setup;
import org.septum.engine.training.Beginning;
import org.septum.engine.training.RunState;
import org.septum.engine.training.TrainingRun;
import org.septum.services.data.DataInspector;
import org.septum.services.data.PicturePainter;
import org.septum.services.experiment.ExperimentReader;
import org.septum.services.experiment.Problems;
import org.septum.services.graph.GraphCompiler;
import org.septum.services.plugin.Registry;
import org.septum.services.run.ChangePolicy;
import org.septum.services.run.Runner;

/** Runs experiments from the first check to the report. */
@Component
public final class ExperimentRunner implements Runner {

    /** Seconds: long enough for a large step and its checkpoint; then the last complete checkpoint must do. */
    private static final long PATIENCE_SECONDS = 120;

    private static final System.Logger LOG = System.getLogger(ExperimentRunner.class.getName());

    private final BundleContext context;
    private final Registry registry;
    private final GraphCompiler compiler;
    private final ExperimentReader reader;
    private final Overlays overlays;
    private final RecordedRunChanges changes;
    private final Optional<Function<Path, Closeable>> output;

    /**
     * @param painter paints overlays; may be missing
     * @param output leads what libraries print to a file; the launcher's; may be missing
     */
    @Activate
    public ExperimentRunner(
            BundleContext context,
            @Reference Registry registry,
            @Reference GraphCompiler compiler,
            @Reference ExperimentReader reader,
            @Reference(cardinality = ReferenceCardinality.OPTIONAL) PicturePainter painter,
            @Reference(cardinality = ReferenceCardinality.OPTIONAL, target = "(launcher.offers=log)")
                    Function<Path, Closeable> output) {
        this.context = context;
        this.registry = registry;
        this.compiler = compiler;
        this.reader = reader;
        this.changes = new RecordedRunChanges(context, reader);
        this.overlays = new Overlays(Optional.ofNullable(painter));
        this.output = Optional.ofNullable(output);
    }

    @Override
    public Checked check(Experiment experiment, DataInspector.Progress progress) {
        try (Setup setup = ExperimentCheck.setup(experiment, compiler, progress)) {
            StringBuilder notes = new StringBuilder();
            setup.dataset().notes().forEach(text -> notes.append("\n  data: ").append(text));
            setup.facts()
                    .forEach((heading, text) ->
                            notes.append("\n  ").append(heading).append(": ").append(text));
            setup.warnings().forEach(text -> notes.append("\n  warning: ").append(text));
            return new Checked(
                    "train " + described(setup, Part.TRAIN) + ", validation " + described(setup, Part.VALIDATION)
                            + ", test " + described(setup, Part.TEST) + "; "
                            + Words.count(setup.stepsPerEpoch(), "step") + " in "
                            + (experiment.training().epochs() == 1
                                    ? "1 epoch"
                                    : "each of " + experiment.training().epochs() + " epochs")
                            + notes,
                    new Hints(setup).all());
        }
    }

    @Override
    public List<String> checkVariants(Map<String, Experiment> variants, Problems problems) {
        try (VariantsCheck check = new VariantsCheck(compiler, registry, problems)) {
            check.check(variants);
            return check.hints();
        }
    }

    private static String described(Setup setup, Part part) {
        return Words.count(setup.parts().get(part).size(), "sample") + " of "
                + Words.count(setup.groups(part), "group");
    }

    @Override
    public Outcome run(
            Experiment experiment, Path runs, String variant, boolean overwrite, DataInspector.Progress progress) {
        RunDirectory directory = RunDirectory.of(runs, variant, experiment);
        directory.checkFree(overwrite, () -> changes.differences(directory));
        return open(experiment, fresh -> ExperimentCheck.setup(fresh, compiler, progress), (setup, model) -> {
            // Everything that can fail because of the user's input happens before an old run is deleted.
            RunState state = Beginning.anew(setup, model.weights());
            try (RunLock ignored = directory.create(overwrite)) {
                AtomicFile.write(directory.experimentFile(), experiment.resolved());
                return record(new Stretch(RecordedRun.of(directory, reader), state), setup, model);
            }
        });
    }

    @Override
    public Outcome resume(
            Path run,
            List<String> settings,
            ChangePolicy policy,
            Consumer<ResumePoint> told,
            DataInspector.Progress progress) {
        RunDirectory directory = RunDirectory.existing(run);
        // Nothing is read before the lock is taken: another process might be writing it.
        try (RunLock ignored = RunLock.take(run)) {
            directory.checkPlaces();
            String status = directory.statusUnderLock();
            if (status.equals("finished")) {
                throw new UserError(run + ": this run has finished; there is nothing to resume; 'septum run' with"
                        + " --overwrite trains it again");
            }
            directory.deleteUnfinished();
            directory.makeFolders();
            Resumption resumption = Resumption.of(directory, reader, compiler, settings, policy);
            return open(resumption.experiment(), data -> resumption.setup(data, progress), (setup, model) -> {
                RunState state = Beginning.whereItStopped(setup, model.weights(), directory, resumption.sameData());
                told.accept(new ResumePoint(
                        status,
                        state.epoch(),
                        setup.experiment().training().epochs(),
                        state.stepsInEpoch(),
                        setup.stepsPerEpoch()));
                Stretch stretch =
                        new Stretch(resumption.recorded(), state, resumption.settings(), resumption.accepted());
                return record(stretch, setup, model);
            });
        }
    }

    @Override
    public Path evaluate(EvaluationRequest request, ChangePolicy policy) {
        return new RunEvaluation(context, reader, compiler, registry, policy).evaluate(request);
    }

    @Override
    public Prediction predict(PredictionRequest request, ChangePolicy policy) {
        return new RunPrediction(reader, compiler, registry, overlays).predict(request, policy);
    }

    /** What is done with an experiment's data and model while they are there. */
    private interface Work {
        Outcome on(Setup setup, OpenedModel model);
    }

    private Outcome open(Experiment experiment, Function<Experiment, Setup> data, Work work) {
        BackendChoice choice = BackendChoice.of(experiment, registry);
        try (Setup setup = data.apply(experiment);
                OpenedModel model = OpenedModel.forTraining(setup.network(), choice, setup.fullBatch())) {
            try {
                return work.on(setup, model);
            } catch (OutOfMemoryError e) {
                throw model.outOfMemory(e);
            }
        }
    }

    /**
     * What is recorded of a run between two starts.
     *
     * @param before what is recorded already
     * @param state where it goes on
     * @param settings set for it alone
     * @param accepted the changes that were accepted for it
     */
    private record Stretch(RecordedRun before, RunState state, Map<String, String> settings, List<String> accepted) {

        /** The first of a run. */
        Stretch(RecordedRun before, RunState state) {
            this(before, state, Map.of(), List.of());
        }
    }

    private Outcome record(Stretch stretch, Setup setup, OpenedModel model) {
        RunDirectory directory = stretch.before.directory();
        RunState state = stretch.state;
        Provenance provenance = new Provenance(context, stretch.before);
        try (RunLog log = new RunLog(directory.log(), output);
                Interrupt interrupt = new Interrupt("septum-interrupt", PATIENCE_SECONDS)) {
            LOG.log(Level.INFO, "run of {0} on {1}", setup.experiment().name(), model.description());
            return new FailedRun(directory, () -> provenance.finish("failed"), model::outOfMemory).orDone(() -> {
                directory.writeStatus("running", "epoch " + state.epoch());
                provenance.start(setup, model, state, stretch.settings, stretch.accepted);
                RunFinish.Status status = train(setup, model, directory, state, interrupt, provenance);
                provenance.finish(status.toString());
                directory.writeStatus(status.toString(), "");
                return new Outcome(directory.path(), status == RunFinish.Status.INTERRUPTED);
            });
        }
    }

    private RunFinish.Status train(
            Setup setup,
            OpenedModel model,
            RunDirectory directory,
            RunState state,
            Interrupt interrupt,
            Provenance provenance) {
        List<Reporter> reporters = new ArrayList<>();
        setup.experiment().reporters().forEach(component -> reporters.add(component.create(Reporter.class)));
        reporters.add(provenance.filesReporter());
        try (Loaders loaders = Loaders.of(setup.experiment().runtime().loaderThreads())) {
            RunStart start = setup.start(directory.path(), model, state.epoch());
            reporters.forEach(reporter -> reporter.started(start));
            Evaluator evaluator = new Evaluator(setup, model, loaders.threads(), reporters);
            TrainingRun run = new TrainingRun(setup, model, directory, interrupt::requested, evaluator, state);
            run.train();
            Optional<String> tested = run.finished() ? Optional.of(run.testedCheckpoint()) : Optional.empty();
            RunFinish finish = finish(evaluator, tested.map(directory::checkpoint), run);
            tested.ifPresent(provenance::tested);
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

    private static Map<String, String> facts(TrainingRun run) {
        Map<String, String> facts = new LinkedHashMap<>(run.pace().facts(run.savingSeconds()));
        if (run.skippedSteps() > 0) {
            facts.put("steps skipped, their loss not being finite", Long.toString(run.skippedSteps()));
        }
        return facts;
    }

    /** Tests the checkpoint to be tested, if the run is at its end. */
    private static RunFinish finish(Evaluator evaluator, Optional<Path> checkpoint, TrainingRun run) {
        Setup setup = evaluator.setup();
        boolean flip = setup.experiment().evaluation().flip();
        List<MetricValue> history = new ArrayList<>(run.history());
        List<CaseValue> cases = new ArrayList<>(run.validationCases());
        List<BaselineScores> baselines = List.of();
        List<String> warnings = new ArrayList<>(RunWarnings.ofSteps(run.skippedSteps(), run.steps()));
        String tested = "";
        double seconds = run.seconds();
        if (checkpoint.isPresent() && !setup.parts().get(Part.TEST).isEmpty()) {
            long begin = System.nanoTime();
            evaluator.model().weights().load(checkpoint.get());
            int epoch = Weights.epochOf(checkpoint.get());
            tested = checkpoint.get().getFileName().toString().replace(".safetensors", "") + " (epoch " + epoch + ")";
            Evaluation.Scores scores = evaluator.evaluate(Part.TEST, epoch, flip);
            history.addAll(scores.values());
            cases.addAll(scores.cases());
            baselines = new Baselines(setup).scores(Part.TEST, epoch);
            warnings.addAll(RunWarnings.ofBaselines(setup.heads(), scores.values(), baselines, Part.TEST));
            warnings.addAll(run.unsavedCheckpoints(
                    checkpoint.get().getFileName().toString().replace(".safetensors", "")));
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
                facts(run),
                warnings,
                new CaseViewer(setup, evaluator.inference(flip), Part.TEST));
    }
}
