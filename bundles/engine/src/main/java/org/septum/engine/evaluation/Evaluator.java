// SPDX-License-Identifier: Apache-2.0
package org.septum.engine.evaluation;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Consumer;
import java.util.function.IntConsumer;
import org.septum.api.data.Part;
import org.septum.api.report.PostProcessed;
import org.septum.api.report.Reporter;
import org.septum.engine.inference.Inference;
import org.septum.engine.inference.SliceInference;
import org.septum.engine.inference.SlicePredictor;
import org.septum.engine.network.OpenedModel;
import org.septum.engine.postprocessing.MaskSteps;
import org.septum.engine.postprocessing.PostProcessingLearner;
import org.septum.engine.setup.Setup;

/**
 * Scores parts of an experiment's data with the parameters that are loaded, and tells reporters how far it is.
 *
 * @param steps the post-processing that is applied before decisions are scored
 * @param checked is shown what the network makes of each batch
 */
public record Evaluator(
        Setup setup, OpenedModel model, List<Reporter> reporters, MaskSteps steps, Consumer<Inference.Result> checked) {

    /** Without post-processing. */
    public Evaluator(Setup setup, OpenedModel model, List<Reporter> reporters) {
        this(setup, model, reporters, MaskSteps.NONE, result -> {});
    }

    /**
     * Scores one part.
     *
     * @param flip whether to average over mirror images
     */
    public EvaluationPass.Scores evaluate(Part part, int epoch, boolean flip) {
        return evaluate(part, epoch, flip, Optional.empty());
    }

    private EvaluationPass.Scores evaluate(
            Part part, int epoch, boolean flip, Optional<PostProcessingLearner> learner) {
        int total = setup.batches(part);
        IntConsumer progress = done -> reporters.forEach(reporter -> reporter.evaluating(part, done, total));
        VolumeScoring scoring = new VolumeScoring(setup, part, epoch, steps, learner);
        return new EvaluationPass(setup, part, epoch, scoring, checked, progress)
                .run(SliceInference.of(setup, model, flip));
    }

    /**
     * Scores one part by models that predict together.
     *
     * @param models how many they are; the losses are the mean of theirs
     * @param steps of post-processing
     * @param checked is shown what each network makes of each batch
     */
    public static EvaluationPass.Scores evaluate(
            Setup setup,
            SlicePredictor predictor,
            int models,
            Part part,
            MaskSteps steps,
            List<Reporter> reporters,
            Consumer<Inference.Result> checked) {
        int total = Math.multiplyExact(models, setup.batches(part));
        IntConsumer progress =
                done -> reporters.forEach(reporter -> reporter.evaluating(part, Math.min(done, total), total));
        VolumeScoring scoring = new VolumeScoring(setup, part, 1, steps, Optional.empty());
        return new EvaluationPass(setup, part, 1, scoring, checked, progress).run(predictor);
    }

    /**
     * Finds out on the validation part which steps of the experiment's post-processing help.
     *
     * @param flip whether to average over mirror images
     * @return empty if the experiment asks for no post-processing
     */
    public Optional<PostProcessed> learn(boolean flip) {
        MaskSteps all = MaskSteps.of(setup.experiment(), setup.heads());
        if (all.isEmpty()) {
            return Optional.empty();
        }
        if (setup.experiment().evaluation().keepsAllPostProcessing()) {
            return Optional.of(all.always());
        }
        PostProcessingLearner learner = new PostProcessingLearner(setup.heads(), all);
        if (!setup.parts().get(Part.VALIDATION).isEmpty()) {
            show(learner, Part.VALIDATION, flip);
        }
        return Optional.of(learner.learn(Part.VALIDATION + " part"));
    }

    /**
     * Shows a learner what the model decides for a part that it was not trained on.
     *
     * @param flip whether to average over mirror images
     */
    public void show(PostProcessingLearner learner, Part part, boolean flip) {
        new Evaluator(setup, model, reporters, MaskSteps.NONE, checked).evaluate(part, 1, flip, Optional.of(learner));
    }

    /** The same with what was learnt applied. */
    public Evaluator with(Optional<PostProcessed> learned) {
        MaskSteps kept = learned.map(
                        which -> MaskSteps.of(setup.experiment(), setup.heads()).kept(which))
                .orElse(MaskSteps.NONE);
        return new Evaluator(setup, model, reporters, kept, checked);
    }

    /**
     * Scores the validation part after an epoch, as the experiment says.
     *
     * @return with the scores of its cases, unless parts of images were scored
     */
    public EvaluationPass.Scores validate(int epoch) {
        OptionalInt patches = setup.experiment().evaluation().patchBatches();
        if (patches.isEmpty()) {
            return evaluate(Part.VALIDATION, epoch, false);
        }
        int total = patches.getAsInt();
        IntConsumer progress = done -> reporters.forEach(reporter -> reporter.evaluating(Part.VALIDATION, done, total));
        return new PatchValidation(setup, model, total, checked).run(epoch, progress);
    }

    /** The same for the weights of a checkpoint, which must give an answer; amid a training they need not. */
    public Evaluator of(Path checkpoint) {
        return new Evaluator(setup, model, reporters, steps, result -> result.requireFinite(checkpoint));
    }
}
