// SPDX-License-Identifier: Apache-2.0
package org.septum.engine;

import java.io.Closeable;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
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
import org.septum.common.files.AtomicFile;
import org.septum.common.run.RunLock;
import org.septum.common.text.Words;
import org.septum.engine.check.ExperimentCheck;
import org.septum.engine.check.Hints;
import org.septum.engine.check.VariantsCheck;
import org.septum.engine.ensemble.EnsembleMaker;
import org.septum.engine.inference.Averaging;
import org.septum.engine.network.BackendChoice;
import org.septum.engine.network.OpenedModel;
import org.septum.engine.prediction.Overlays;
import org.septum.engine.prediction.RunPrediction;
import org.septum.engine.reuse.Resumption;
import org.septum.engine.run.RecordedRun;
import org.septum.engine.run.RunDirectory;
import org.septum.engine.setup.Setup;
import org.septum.engine.training.Beginning;
import org.septum.engine.training.RunState;
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
                return new RecordedTraining(context, output, setup, model, RecordedRun.of(directory, reader))
                        .from(state, Map.of(), List.of());
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
                return new RecordedTraining(context, output, setup, model, resumption.recorded())
                        .from(state, resumption.settings(), resumption.accepted());
            });
        }
    }

    @Override
    public Path evaluate(EvaluationRequest request, ChangePolicy policy) {
        return new CheckpointEvaluation(context, reader, compiler, registry, policy).evaluate(request);
    }

    @Override
    public Optional<Rescored> ensemble(EnsembleRequest request, ChangePolicy policy) {
        return new EnsembleMaker(reader, compiler, registry)
                .make(request.runs(), request.folds(), Averaging.of(request.average()), request.folder(), policy);
    }

    @Override
    public Prediction predict(PredictionRequest request, ChangePolicy policy, PredictionProgress progress) {
        return new RunPrediction(reader, compiler, registry, overlays).predict(request, policy, progress);
    }

    /** @param work what is done with the experiment's data and model while they are there */
    private Outcome open(
            Experiment experiment, Function<Experiment, Setup> data, BiFunction<Setup, OpenedModel, Outcome> work) {
        BackendChoice choice = BackendChoice.of(experiment, registry);
        try (Setup setup = data.apply(experiment);
                OpenedModel model = OpenedModel.forTraining(setup.network(), choice, setup.fullBatch())) {
            try {
                return work.apply(setup, model);
            } catch (OutOfMemoryError e) {
                throw model.outOfMemory(e);
            }
        }
    }
}
