// SPDX-License-Identifier: Apache-2.0
package org.septum.engine;

import com.fasterxml.jackson.databind.node.TextNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.osgi.framework.BundleContext;
import org.septum.api.Component;
import org.septum.api.UserError;
import org.septum.api.data.Part;
import org.septum.api.experiment.Experiment;
import org.septum.api.report.BaselineScores;
import org.septum.api.report.PostProcessed;
import org.septum.api.report.Reporter;
import org.septum.api.report.RunFinish;
import org.septum.api.report.RunStart;
import org.septum.common.run.RunLock;
import org.septum.engine.checkpoint.Weights;
import org.septum.engine.data.DatasetFacts;
import org.septum.engine.data.HashedDataset;
import org.septum.engine.ensemble.EnsembleRecord;
import org.septum.engine.evaluation.Baselines;
import org.septum.engine.evaluation.CaseViewer;
import org.septum.engine.evaluation.EvaluationPass;
import org.septum.engine.evaluation.Evaluator;
import org.septum.engine.inference.SliceInference;
import org.septum.engine.network.BackendChoice;
import org.septum.engine.network.OpenedModel;
import org.septum.engine.record.EvaluationRecord;
import org.septum.engine.reuse.LoadedRun;
import org.septum.engine.run.OwnFiles;
import org.septum.engine.run.RunDirectory;
import org.septum.engine.sample.Scalings;
import org.septum.engine.setup.RunWarnings;
import org.septum.engine.setup.Setup;
import org.septum.services.experiment.ExperimentReader;
import org.septum.services.graph.GraphCompiler;
import org.septum.services.plugin.Registry;
import org.septum.services.run.ChangePolicy;
import org.septum.services.run.Runner;

/**
 * Scores a finished run's checkpoint again: on another part of its data, on other data, or with mirror images.
 *
 * @param policy what happens where something is no longer what the run had
 */
record CheckpointEvaluation(
        BundleContext context,
        ExperimentReader reader,
        GraphCompiler compiler,
        Registry registry,
        ChangePolicy policy) {

    /** Evaluates and reports into a folder of its own. */
    Path evaluate(Runner.EvaluationRequest request) {
        if (EnsembleRecord.isIn(request.run())) {
            return new EnsembleEvaluation(this).evaluate(request);
        }
        RunDirectory directory = RunDirectory.existing(request.run());
        LoadedRun run = LoadedRun.of(directory, reader, request.checkpoint(), policy);
        Experiment experiment = request.data().isPresent()
                ? reader.recorded(directory.experimentFile(), overrides(request))
                : run.experiment();
        BackendChoice choice = BackendChoice.of(experiment, registry);
        try (LoadedRun.Data data = data(request, run, experiment);
                OpenedModel model = OpenedModel.forInference(
                        data.setup().network(), choice, experiment.data().batchSize(), run.checkpoint())) {
            if (data.setup().parts().get(request.part()).isEmpty()) {
                throw new UserError("the part '" + request.part() + "' of this run has no samples");
            }
            Path folder = directory.evaluation(request);
            try (RunLock ignored = RunLock.take(folder)) {
                new OwnFiles(folder).delete();
                EvaluationRecord record = new EvaluationRecord(folder, run.experiment());
                record.describe(context, request, data.setup(), model, run.checkpoint(), data.accepted());
                learned(request, run).ifPresent(record::postProcessed);
                report(request, data.setup(), model, run, folder);
                record.finish();
            }
            return folder;
        }
    }

    private static Optional<PostProcessed> learned(Runner.EvaluationRequest request, LoadedRun run) {
        return run.recorded().postProcessed().filter(learned -> request.postProcessing());
    }

    /** Other data are scored whole and compared with nothing; the run's own are divided and compared as recorded. */
    LoadedRun.Data data(Runner.EvaluationRequest request, LoadedRun run, Experiment experiment) {
        if (request.data().isPresent()) {
            Setup setup = others(run, experiment);
            List<String> warnings = new ArrayList<>(run.unfinished().stream().toList());
            warnings.addAll(run.passed().warnings());
            warnings.addAll(run.recorded()
                    .geometry()
                    .warnings(setup.geometries(), experiment.data().grid().type()));
            return new LoadedRun.Data(setup.warning(warnings), run.passed().accepted());
        }
        // The trivial baselines come from the training part.
        return run.data(compiler, Set.copyOf(List.of(request.part(), Part.TRAIN)));
    }

    /** @throws UserError if they have other channels or labels than the run's own */
    private Setup others(LoadedRun run, Experiment experiment) {
        try (HashedDataset dataset = Setup.dataset(experiment)) {
            run.recorded()
                    .dataset()
                    .flatMap(trained -> trained.unlike(DatasetFacts.of(dataset)))
                    .ifPresent(what -> {
                        throw new UserError(
                                "--data: these data are not like those that the model was trained on: " + what);
                    });
            return Setup.allForTest(
                    experiment, compiler, run.recorded().figuresFor(Scalings.of(experiment.data(), dataset)));
        }
    }

    /**
     * The text is YAML, as a JSON text is; references in it are not replaced.
     *
     * @throws UserError if there are no such data: a dataset would speak of a setting that the user did not give
     */
    static List<String> overrides(Runner.EvaluationRequest request) {
        Path data = request.data().orElseThrow();
        if (!Files.exists(data)) {
            throw new UserError("--data " + data + ": there is no such folder");
        }
        String root = data.toString();
        return List.of("data.dataset.root=" + TextNode.valueOf(root).toString().replace("${", "$${"));
    }

    private static void report(
            Runner.EvaluationRequest request, Setup setup, OpenedModel model, LoadedRun run, Path folder) {
        Path checkpoint = run.checkpoint();
        Optional<PostProcessed> learned = learned(request, run);
        Experiment experiment = setup.experiment();
        List<Reporter> reporters = new ArrayList<>();
        for (Component component : experiment.reporters()) {
            reporters.add(component.create(Reporter.class));
        }
        long begin = System.nanoTime();
        int epoch = Weights.epochOf(checkpoint);
        RunStart start = setup.start(folder, true, model, 1);
        reporters.forEach(reporter -> reporter.started(start));
        boolean flip = request.flip() || experiment.evaluation().flip();
        Evaluator evaluator =
                new Evaluator(setup, model, reporters).of(checkpoint).with(learned);
        EvaluationPass.Scores scores = evaluator.evaluate(request.part(), epoch, flip);
        Map<String, String> facts = new LinkedHashMap<>();
        facts.put("checkpoint", checkpoint.getFileName() + " (epoch " + epoch + ")");
        facts.put("mirror images", flip ? "averaged" : "not used");
        List<BaselineScores> baselines = new Baselines(setup).scores(request.part(), epoch);
        RunFinish finish = new RunFinish(
                RunFinish.Status.EVALUATED,
                request.part(),
                scores.values(),
                scores.cases(),
                baselines,
                checkpoint.getFileName().toString().replace(".safetensors", "") + " (epoch " + epoch + ")",
                (System.nanoTime() - begin) / 1e9,
                facts,
                RunWarnings.ofBaselines(setup.heads(), scores.values(), baselines, request.part()),
                learned.map(scores::tested),
                new CaseViewer(setup, SliceInference.of(setup, model, flip).forPictures(), request.part()));
        reporters.forEach(reporter -> reporter.finished(finish));
    }
}
