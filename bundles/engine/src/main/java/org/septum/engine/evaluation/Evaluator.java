// SPDX-License-Identifier: Apache-2.0
package org.septum.engine.evaluation;

import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.IntConsumer;
import org.septum.api.data.Part;
import org.septum.api.report.Reporter;
import org.septum.engine.inference.Inference;
import org.septum.engine.inference.SliceInference;
import org.septum.engine.network.OpenedModel;
import org.septum.engine.setup.Setup;

/**
 * Scores parts of an experiment's data with the parameters that are loaded, and tells reporters how far it is.
 *
 * @param checked is shown what the network makes of each batch
 */
public record Evaluator(Setup setup, OpenedModel model, List<Reporter> reporters, Consumer<Inference.Result> checked) {

    public Evaluator(Setup setup, OpenedModel model, List<Reporter> reporters) {
        this(setup, model, reporters, result -> {});
    }

    /**
     * Scores one part.
     *
     * @param flip whether to average over mirror images
     */
    public EvaluationPass.Scores evaluate(Part part, int epoch, boolean flip) {
        int total = setup.batches(part);
        IntConsumer progress = done -> reporters.forEach(reporter -> reporter.evaluating(part, done, total));
        return new EvaluationPass(setup, part, epoch, checked, progress).run(SliceInference.of(setup, model, flip));
    }

    /** The same for the weights of a checkpoint, which must give an answer; amid a training they need not. */
    public Evaluator of(Path checkpoint) {
        return new Evaluator(setup, model, reporters, result -> result.requireFinite(checkpoint));
    }
}
