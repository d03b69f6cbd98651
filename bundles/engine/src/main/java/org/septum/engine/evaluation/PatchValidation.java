// SPDX-License-Identifier: Apache-2.0
package org.septum.engine.evaluation;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.IntConsumer;
import org.septum.api.UserError;
import org.septum.api.data.Part;
import org.septum.api.data.SampleInfo;
import org.septum.api.metric.MetricValue;
import org.septum.api.metric.ScoreNames;
import org.septum.api.metric.ScoredSlice;
import org.septum.engine.inference.Inference;
import org.septum.engine.network.OpenedModel;
import org.septum.engine.sample.ActiveHead;
import org.septum.engine.sample.Batch;
import org.septum.engine.sample.BatchStream;
import org.septum.engine.setup.Setup;

/**
 * Scores parts of the validation's images, on the network's grid, without predicting whole images: the same parts after every
 * epoch, all of them together a case, as nnU-Net's pseudo Dice is of all patches together.
 *
 * @param batches how many
 * @param checked is shown what the network makes of each batch
 */
public record PatchValidation(Setup setup, OpenedModel model, int batches, Consumer<Inference.Result> checked) {

    /** All patches are of one case; what is known of a slice does not hold for parts of many. */
    private static SampleInfo patch(int number) {
        return new SampleInfo(
                "patch-" + number,
                "patches",
                "patches",
                number,
                Optional.empty(),
                Optional.empty(),
                "patches",
                Map.of());
    }

    /** The heads with the metrics that can be scored on parts of images: those that need no spacing and no attribute. */
    public static List<ActiveHead> scored(List<ActiveHead> heads) {
        return heads.stream()
                .map(head -> head.with(head.metrics().stream()
                        .filter(metric -> isScorable(metric, head.classes()))
                        .toList()))
                .toList();
    }

    private static boolean isScorable(ActiveHead.NamedMetric metric, List<String> classes) {
        try {
            metric.metric().start(classes).add(new ScoredSlice(patch(0), 1, 1, new int[1], new int[1]));
            return true;
        } catch (UserError needsMore) {
            return false;
        }
    }

    /**
     * Scores them with the parameters that are loaded.
     *
     * @param progress told how many batches are finished, at the beginning and after each
     * @return without scores of cases
     */
    EvaluationPass.Scores run(int epoch, IntConsumer progress) {
        progress.accept(0);
        List<ActiveHead> heads = scored(setup.heads());
        CaseScoring scoring = new CaseScoring(heads, Part.VALIDATION, epoch);
        Inference inference = new Inference(model, false);
        BatchStream stream = patches();
        double[] losses = new double[heads.size()];
        double total = 0;
        int done = 0;
        while (stream.hasNext()) {
            Batch batch = stream.next();
            Inference.Result result = inference.run(batch);
            checked.accept(result);
            total += result.loss() / batches;
            for (int h = 0; h < losses.length; h++) {
                losses[h] += result.headLosses().get(heads.get(h).name()) / batches;
                add(scoring, heads.get(h), batch, result, done * batch.size());
            }
            progress.accept(++done);
        }
        List<MetricValue> values = new ArrayList<>();
        values.add(loss(epoch, "", total));
        for (int h = 0; h < losses.length; h++) {
            values.add(loss(epoch, heads.get(h).name(), losses[h]));
            scoring.collect(heads.get(h), values, new ArrayList<>());
        }
        return new EvaluationPass.Scores(values, List.of(), List.of(), List.of());
    }

    private BatchStream patches() {
        return BatchStream.ofEpoch(
                setup.loaders(),
                setup.training().ofParts(),
                setup.heads(),
                0,
                setup.order().ofPart(setup.parts().get(Part.VALIDATION), batches),
                setup.experiment().data().batchSize(),
                0);
    }

    private void add(CaseScoring scoring, ActiveHead head, Batch batch, Inference.Result result, int first) {
        int height = setup.evaluating().height();
        int width = setup.evaluating().width();
        float[] logits = result.logits().get(head.name());
        int each = logits.length / batch.size();
        for (int i = 0; i < batch.size(); i++) {
            int[] decision = new int[height * width];
            head.head().decide(Arrays.copyOfRange(logits, i * each, (i + 1) * each), decision);
            scoring.add(head, patch(first + i), height, width, batch.truthOf(head, i), decision);
        }
    }

    private static MetricValue loss(int epoch, String head, double value) {
        return new MetricValue(epoch, Part.VALIDATION, head, "loss", ScoreNames.WHOLE, value);
    }
}
