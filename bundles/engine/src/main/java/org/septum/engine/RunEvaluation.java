// SPDX-License-Identifier: Apache-2.0
package org.septum.engine;

import com.fasterxml.jackson.databind.node.TextNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.septum.api.Component;
import org.septum.api.UserError;
import org.septum.api.experiment.Experiment;
import org.septum.api.experiment.ExperimentReader;
import org.septum.api.graph.GraphCompiler;
import org.septum.api.report.BaselineScores;
import org.septum.api.report.Reporter;
import org.septum.api.report.RunFinish;
import org.septum.api.report.RunStart;
import org.septum.api.run.Registry;
import org.septum.api.run.Runner;

/** Scores a finished run's checkpoint again: on another part of its data, on other data, or with mirror images. */
record RunEvaluation(ExperimentReader reader, GraphCompiler compiler, Registry registry) {

    /** Evaluates and reports into a folder of its own. */
    Path evaluate(Runner.EvaluationRequest request) {
        RunDirectory directory = RunDirectory.existing(request.run());
        Experiment experiment = reader.read(directory.experimentFile(), overrides(request));
        Path checkpoint = directory.checkpointToUse(experiment, request.checkpoint());
        BackendChoice choice = BackendChoice.of(experiment.runtime(), experiment.seed(), registry);
        try (Setup setup = request.data().isPresent()
                        ? Setup.allForTest(experiment, compiler)
                        : Setup.of(experiment, compiler);
                Programs programs =
                        new Programs(setup.network(), choice, experiment.data().batchSize());
                Loaders loaders = Loaders.of(experiment.runtime().loaderThreads())) {
            if (setup.parts().get(request.part()).isEmpty()) {
                throw new UserError("the part '" + request.part() + "' of this run has no samples");
            }
            new Weights(programs.table(), programs.session()).load(checkpoint);
            Path folder = directory.evaluation(request);
            report(request, setup, programs, loaders, checkpoint, folder);
            return folder;
        }
    }

    /** The text is YAML, as a JSON text is; references in it are not replaced. */
    private static List<String> overrides(Runner.EvaluationRequest request) {
        return request.data()
                .map(root -> TextNode.valueOf(root.toAbsolutePath().toString()).toString())
                .map(root -> List.of("data.dataset.root=" + root.replace("${", "$${")))
                .orElse(List.of());
    }

    private static void report(
            Runner.EvaluationRequest request,
            Setup setup,
            Programs programs,
            Loaders loaders,
            Path checkpoint,
            Path folder) {
        Experiment experiment = setup.experiment();
        List<Reporter> reporters = new ArrayList<>();
        for (Component component : experiment.reporters()) {
            reporters.add(component.create(Reporter.class));
        }
        long begin = System.nanoTime();
        int epoch = Weights.epochOf(checkpoint);
        RunStart start = setup.start(folder, programs, 1);
        reporters.forEach(reporter -> reporter.started(start));
        boolean flip = request.flip() || experiment.evaluation().flip();
        Evaluator evaluator = new Evaluator(setup, programs, loaders.threads(), reporters);
        Evaluation.Scores scores = evaluator.evaluate(request.part(), epoch, flip);
        Map<String, String> facts = new LinkedHashMap<>();
        facts.put("checkpoint", checkpoint.getFileName() + " (epoch " + epoch + ")");
        facts.put("mirror images", flip ? "averaged" : "not used");
        List<BaselineScores> baselines = new Baselines(setup).scores(request.part(), epoch);
        RunFinish finish = new RunFinish(
                "evaluated",
                request.part(),
                scores.values(),
                scores.cases(),
                baselines,
                checkpoint.getFileName().toString().replace(".safetensors", "") + " (epoch " + epoch + ")",
                (System.nanoTime() - begin) / 1e9,
                facts,
                RunWarnings.ofBaselines(setup.heads(), scores.values(), baselines, request.part()),
                new CaseViewer(setup, evaluator.inference(flip), request.part()));
        reporters.forEach(reporter -> reporter.finished(finish));
    }
}
