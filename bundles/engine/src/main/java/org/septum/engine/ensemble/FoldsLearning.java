// SPDX-License-Identifier: Apache-2.0
package org.septum.engine.ensemble;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.septum.api.UserError;
import org.septum.api.data.Part;
import org.septum.api.data.SampleInfo;
import org.septum.api.experiment.Experiment;
import org.septum.api.report.CaseValue;
import org.septum.api.report.PostProcessed;
import org.septum.common.text.Words;
import org.septum.engine.evaluation.EvaluationPass;
import org.septum.engine.evaluation.Evaluator;
import org.septum.engine.network.BackendChoice;
import org.septum.engine.network.OpenedModel;
import org.septum.engine.postprocessing.MaskSteps;
import org.septum.engine.postprocessing.PostProcessingLearner;
import org.septum.engine.reuse.LoadedRun;
import org.septum.engine.setup.Setup;
import org.septum.services.graph.GraphCompiler;
import org.septum.services.plugin.Registry;
import org.septum.services.run.Runner;

/**
 * Learns post-processing from cross-validated predictions: each case as the fold decides it that has not seen it. The steps are
 * those of the first member's experiment.
 *
 * @param folds the members, no two with the same case in their test parts
 * @param told is told how far it is
 */
record FoldsLearning(GraphCompiler compiler, Registry registry, Members folds, Consumer<String> told) {

    /**
     * Has every member predict its test part.
     *
     * @return empty if the first member's experiment asks for no post-processing
     * @throws UserError if two members have the same case in their test parts
     */
    Optional<PostProcessed> learn() {
        Experiment experiment = folds.first().experiment();
        if (experiment.evaluation().postProcessing().isEmpty()) {
            return Optional.empty();
        }
        PostProcessingLearner learner = null;
        Set<String> seen = new HashSet<>();
        int predicted = 0;
        for (LoadedRun run : folds.runs()) {
            try (LoadedRun.Data data = run.data(compiler, Set.of(Part.TEST))) {
                Setup setup = data.setup();
                if (learner == null) {
                    MaskSteps steps = MaskSteps.of(experiment, setup.heads());
                    if (experiment.evaluation().keepsAllPostProcessing()) {
                        return Optional.of(steps.always());
                    }
                    learner = new PostProcessingLearner(setup.heads(), steps);
                }
                requireOwn(run, setup.parts().get(Part.TEST), seen);
                show(learner, run, setup);
            }
            told.accept("post-processing: " + ++predicted + " of "
                    + Words.count(folds.runs().size(), "fold") + " predicted");
        }
        PostProcessed learned = learner.learn("cross-validated predictions of " + Words.count(predicted, "fold"));
        learned.steps().forEach(step -> told.accept(line(step)));
        return Optional.of(learned);
    }

    /** Has every member predict its test part once more, and scores it without and with the steps that are kept. */
    Runner.Rescored rescore(PostProcessed learned) {
        List<CaseValue> without = new ArrayList<>();
        List<CaseValue> with = new ArrayList<>();
        for (LoadedRun run : folds.runs()) {
            try (LoadedRun.Data data = run.data(compiler, Set.of(Part.TEST));
                    OpenedModel model = opened(run, data.setup())) {
                EvaluationPass.Scores scores = evaluator(run, data.setup(), model)
                        .with(Optional.of(learned))
                        .evaluate(Part.TEST, 1, run.experiment().evaluation().flip());
                without.addAll(scores.unprocessedCases());
                with.addAll(scores.cases());
            }
        }
        return new Runner.Rescored(without, with);
    }

    private static String line(PostProcessed.Step step) {
        return String.format(
                Locale.ROOT,
                "post-processing: %s is %s: mean Dice %.4f without, %.4f with it",
                step.name(),
                step.kept() ? "kept" : "left",
                PostProcessed.Step.mean(step.before()),
                PostProcessed.Step.mean(step.after()));
    }

    private static void requireOwn(LoadedRun run, List<SampleInfo> test, Set<String> seen) {
        for (SampleInfo info : test) {
            if (!seen.add(info.id())) {
                throw new UserError(run.recorded().directory().path() + ": its test part has " + info.id()
                        + ", as that of another member; post-processing is learnt from folds, which share no case");
            }
        }
    }

    private void show(PostProcessingLearner learner, LoadedRun run, Setup setup) {
        try (OpenedModel model = opened(run, setup)) {
            evaluator(run, setup, model)
                    .show(learner, Part.TEST, run.experiment().evaluation().flip());
        }
    }

    private OpenedModel opened(LoadedRun run, Setup setup) {
        BackendChoice choice = BackendChoice.of(run.experiment(), registry);
        int batch = run.experiment().data().batchSize();
        return OpenedModel.forInference(setup.network(), choice, batch, run.checkpoint());
    }

    private static Evaluator evaluator(LoadedRun run, Setup setup, OpenedModel model) {
        return new Evaluator(setup, model, List.of()).of(run.checkpoint());
    }
}
