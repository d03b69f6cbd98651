// SPDX-License-Identifier: Apache-2.0
package org.septum.engine.evaluation;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;
import org.septum.api.data.Part;
import org.septum.api.data.Sample;
import org.septum.api.data.SampleInfo;
import org.septum.api.metric.MetricValue;
import org.septum.api.metric.ScoreNames;
import org.septum.api.report.CaseValue;
import org.septum.engine.geometry.GridPlacement;
import org.septum.engine.sample.ActiveHead;
import org.septum.engine.sample.Batch;
import org.septum.engine.sample.BatchStream;
import org.septum.engine.setup.Setup;

/** Scores one part of the data in evaluation mode: losses, and every metric case by case. */
public final class EvaluationPass {

    /** The scores of a part. */
    public record Scores(List<MetricValue> values, List<CaseValue> cases) {}

    private final Setup setup;
    private final Inference inference;
    private final Part part;
    private final int epoch;
    private final Consumer<Inference.Result> checked;
    private final CaseScoring scoring;
    private final double[] headLoss;
    private double totalLoss;
    private int samples;

    /** @param checked is shown what the network makes of each batch */
    EvaluationPass(Setup setup, Inference inference, Part part, int epoch, Consumer<Inference.Result> checked) {
        this.checked = checked;
        this.setup = setup;
        this.inference = inference;
        this.part = part;
        this.epoch = epoch;
        this.scoring = new CaseScoring(setup.heads(), part, epoch);
        this.headLoss = new double[setup.heads().size()];
    }

    /**
     * Evaluates all batches.
     *
     * @param progress told how many are finished, at the beginning and after each
     */
    public Scores run(BatchStream batches, IntConsumer progress) {
        int finished = 0;
        progress.accept(finished);
        while (batches.hasNext()) {
            Batch batch = batches.next();
            Inference.Result result = inference.run(batch);
            checked.accept(result);
            samples += batch.size();
            totalLoss += result.loss() * batch.size();
            for (int h = 0; h < headLoss.length; h++) {
                ActiveHead head = setup.heads().get(h);
                headLoss[h] += result.headLosses().get(head.name()) * batch.size();
                score(head, batch, result.logits().get(head.name()));
            }
            progress.accept(++finished);
        }
        return collect();
    }

    private void score(ActiveHead head, Batch batch, float[] logits) {
        int each = logits.length / batch.size();
        for (int i = 0; i < batch.size(); i++) {
            float[] ofSample = Arrays.copyOfRange(logits, i * each, (i + 1) * each);
            Target target = Target.of(setup, head, batch, i);
            int[] decision = ImageLogits.of(ofSample, target.placement).decide(head, target.truth.length);
            scoring.add(head, target.info, target.height(), target.width(), target.truth, decision);
        }
    }

    private Scores collect() {
        List<MetricValue> values = new ArrayList<>();
        List<CaseValue> cases = new ArrayList<>();
        values.add(loss(epoch, part, "", totalLoss / samples));
        for (int h = 0; h < headLoss.length; h++) {
            ActiveHead head = setup.heads().get(h);
            values.add(loss(epoch, part, head.name(), headLoss[h] / samples));
            scoring.collect(head, values, cases);
        }
        return new Scores(values, cases);
    }

    /**
     * The paths of all scores that an epoch measures, known before there is a model: a made-up slice with a pixel of each
     * class is scored as the epoch's will be.
     *
     * @param validation the samples of the validation part; empty if there is none
     * @throws org.septum.api.UserError if a metric cannot score them
     */
    public static List<String> measured(List<ActiveHead> heads, List<SampleInfo> validation) {
        List<MetricValue> values = new ArrayList<>();
        values.add(loss(1, Part.TRAIN, "", 0));
        if (!validation.isEmpty()) {
            values.add(loss(1, Part.VALIDATION, "", 0));
            CaseScoring scoring = new CaseScoring(heads, Part.VALIDATION, 1);
            for (ActiveHead head : heads) {
                values.add(loss(1, Part.VALIDATION, head.name(), 0));
                int[] classes = IntStream.range(0, head.classes().size()).toArray();
                validation.forEach(info -> scoring.add(head, info, 1, classes.length, classes, classes));
                scoring.collect(head, values, new ArrayList<>());
            }
        }
        return values.stream().map(MetricValue::path).distinct().toList();
    }

    private static MetricValue loss(int epoch, Part part, String head, double value) {
        return new MetricValue(epoch, part, head, "loss", ScoreNames.WHOLE, value);
    }

    /**
     * What a prediction is compared with: the sample's own label map or the one on the grid, whichever the experiment
     * scores by.
     *
     * @param info with the spacing of the pixels that are compared
     * @param placement from the grid to those pixels
     * @param truth the true class of each of them
     */
    record Target(SampleInfo info, GridPlacement placement, int[] truth) {

        static Target of(Setup setup, ActiveHead head, Batch batch, int index) {
            SampleInfo info = batch.samples().get(index);
            Sample sample = setup.evaluating().load(info);
            GridPlacement placement = setup.evaluating().placement(info, sample.image());
            return setup.experiment().evaluation().onGrid()
                    ? onGrid(info, placement, batch.truthOf(head, index))
                    : new Target(info, placement, head.classes(sample.labels().values()));
        }

        private static Target onGrid(SampleInfo info, GridPlacement placement, int[] truth) {
            SampleInfo resampled = new SampleInfo(
                    info.id(),
                    info.group(),
                    info.volume(),
                    info.slice(),
                    info.spacing().map(placement::onGrid),
                    Optional.empty(),
                    info.source(),
                    Map.copyOf(info.attributes()));
            return new Target(resampled, GridPlacement.identity(placement.gridHeight(), placement.gridWidth()), truth);
        }

        int height() {
            return placement.imageHeight();
        }

        int width() {
            return placement.imageWidth();
        }
    }
}
