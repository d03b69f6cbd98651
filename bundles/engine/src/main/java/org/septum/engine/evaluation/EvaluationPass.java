// SPDX-License-Identifier: Apache-2.0
package org.septum.engine.evaluation;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;
import org.septum.api.data.Part;
import org.septum.api.data.SampleInfo;
import org.septum.api.metric.MetricValue;
import org.septum.api.metric.ScoreNames;
import org.septum.api.report.CaseValue;
import org.septum.api.report.PostProcessed;
import org.septum.engine.inference.Inference;
import org.septum.engine.inference.PredictedSlice;
import org.septum.engine.inference.SliceDecision;
import org.septum.engine.inference.SlicePredictor;
import org.septum.engine.sample.ActiveHead;
import org.septum.engine.sample.Batch;
import org.septum.engine.setup.Setup;

/** Scores one part of the data in evaluation mode: losses, and every metric case by case. */
public final class EvaluationPass {

    /**
     * The scores of a part.
     *
     * @param unprocessed the scores without post-processing; empty if there is none
     * @param unprocessedCases the same of its cases
     */
    public record Scores(
            List<MetricValue> values,
            List<CaseValue> cases,
            List<MetricValue> unprocessed,
            List<CaseValue> unprocessedCases) {

        /** What was learnt of post-processing, with what the part's scores are without it. */
        public PostProcessed tested(PostProcessed learned) {
            return learned.tested(unprocessed, unprocessedCases);
        }
    }

    private final Setup setup;
    private final Part part;
    private final int epoch;
    private final Consumer<Inference.Result> checked;
    private final IntConsumer progress;
    private final VolumeScoring scoring;
    private final double[] headLoss;
    private double totalLoss;
    private int samples;
    private int finished;

    /**
     * @param checked is shown what the network makes of each batch
     * @param progress told how many batches of slices are finished, at the beginning and after each
     */
    EvaluationPass(
            Setup setup,
            Part part,
            int epoch,
            VolumeScoring scoring,
            Consumer<Inference.Result> checked,
            IntConsumer progress) {
        this.setup = setup;
        this.part = part;
        this.epoch = epoch;
        this.checked = checked;
        this.progress = progress;
        this.scoring = scoring;
        this.headLoss = new double[setup.heads().size()];
    }

    /** Evaluates all slices of the part, a volume after another. */
    Scores run(SlicePredictor predictor) {
        progress.accept(finished);
        List<SampleInfo> all = setup.parts().get(part);
        Iterator<PredictedSlice> predicted = predictor.over(all, this::seen);
        int batchSize = setup.experiment().data().batchSize();
        int decided = 0;
        List<SampleInfo> volume = new ArrayList<>();
        List<SliceDecision> decisions = new ArrayList<>();
        for (SampleInfo info : all) {
            if (!volume.isEmpty() && !volume.get(0).volume().equals(info.volume())) {
                scoring.add(volume, decisions);
                volume.clear();
                decisions.clear();
            }
            volume.add(info);
            decisions.add(SliceDecision.of(predicted.next(), setup.heads(), false));
            decided++;
            if (decided % batchSize == 0 || decided == all.size()) {
                progress.accept(++finished);
            }
        }
        scoring.add(volume, decisions);
        return collect();
    }

    private void seen(Batch batch, Inference.Result result) {
        checked.accept(result);
        samples += batch.size();
        totalLoss += result.loss() * batch.size();
        for (int h = 0; h < headLoss.length; h++) {
            headLoss[h] += result.headLosses().get(setup.heads().get(h).name()) * batch.size();
        }
    }

    private Scores collect() {
        List<MetricValue> values = new ArrayList<>();
        List<CaseValue> cases = new ArrayList<>();
        List<MetricValue> unprocessed = new ArrayList<>();
        List<CaseValue> unprocessedCases = new ArrayList<>();
        values.add(loss(epoch, part, "", totalLoss / samples));
        for (int h = 0; h < headLoss.length; h++) {
            ActiveHead head = setup.heads().get(h);
            values.add(loss(epoch, part, head.name(), headLoss[h] / samples));
            scoring.collect(head, values, cases);
            scoring.collectUnprocessed(head, unprocessed, unprocessedCases);
        }
        return new Scores(values, cases, unprocessed, unprocessedCases);
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
}
