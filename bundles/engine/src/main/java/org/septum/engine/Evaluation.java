// SPDX-License-Identifier: Apache-2.0
package org.septum.engine;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.septum.api.backend.Program;
import org.septum.api.data.SampleInfo;
import org.septum.api.graph.Mode;
import org.septum.api.metric.Metric;
import org.septum.api.metric.ScoredSlice;
import org.septum.api.report.CaseValue;
import org.septum.api.report.MetricValue;

/** Scores one part of the data in evaluation mode: losses, and every metric case by case. */
final class Evaluation {

    /** The scores of a part. */
    record Scores(List<MetricValue> values, List<CaseValue> cases) {}

    /** Told after each batch. */
    @FunctionalInterface
    interface Progress {
        void finished(int batches);
    }

    /** A case being scored: the slices of a volume, say. */
    private record Case(String id, String group, Metric.Accumulator accumulator) {}

    private final Programs programs;
    private final List<ActiveHead> heads;
    private final String part;
    private final int epoch;
    private final Map<String, Case> cases = new LinkedHashMap<>();
    private final double[] headLoss;
    private double totalLoss;
    private int samples;

    Evaluation(Programs programs, List<ActiveHead> heads, String part, int epoch) {
        this.programs = programs;
        this.heads = heads;
        this.part = part;
        this.epoch = epoch;
        this.headLoss = new double[heads.size()];
    }

    /** Evaluates all batches. */
    Scores run(BatchStream batches, int height, int width, Progress progress) {
        int finished = 0;
        progress.finished(finished);
        while (batches.hasNext()) {
            Batch batch = batches.next();
            Program program = forward(programs, heads, batch);
            samples += batch.size();
            totalLoss += program.scalar(Network.LOSS) * (double) batch.size();
            for (int h = 0; h < heads.size(); h++) {
                headLoss[h] += program.scalar(heads.get(h).lossOutput()) * (double) batch.size();
                score(
                        heads.get(h),
                        batch,
                        decide(programs, program, heads.get(h), batch, height * width),
                        height,
                        width);
            }
            progress.finished(++finished);
        }
        return collect();
    }

    /** Runs a batch through the network in evaluation mode. */
    static Program forward(Programs programs, List<ActiveHead> heads, Batch batch) {
        Program program = programs.program(Mode.EVALUATION, batch.size());
        program.write(Network.IMAGE, batch.image());
        for (ActiveHead head : heads) {
            program.write(head.targetInput(), batch.target(head));
        }
        program.run(0);
        return program;
    }

    /** The decided class of each pixel of each sample of a batch that was just run. */
    static int[][] decide(Programs programs, Program program, ActiveHead head, Batch batch, int pixels) {
        int channels = programs.channels(head.logitsOutput());
        float[] logits = new float[batch.size() * channels * pixels];
        program.read(head.logitsOutput(), logits);
        int[][] decisions = new int[batch.size()][pixels];
        float[] sample = new float[channels * pixels];
        for (int i = 0; i < batch.size(); i++) {
            System.arraycopy(logits, i * sample.length, sample, 0, sample.length);
            head.head().decide(sample, decisions[i]);
        }
        return decisions;
    }

    private void score(ActiveHead head, Batch batch, int[][] decisions, int height, int width) {
        for (int i = 0; i < batch.size(); i++) {
            SampleInfo info = batch.samples().get(i);
            int[] truth = batch.truthOf(head, i);
            for (ActiveHead.NamedMetric metric : head.metrics()) {
                String id = caseId(metric.metric().unit(), info);
                cases.computeIfAbsent(
                                head.name() + "\n" + metric.name() + "\n" + id,
                                key -> new Case(
                                        id, info.group(), metric.metric().start(head.classes())))
                        .accumulator
                        .add(new ScoredSlice(info, height, width, truth, decisions[i]));
            }
        }
    }

    private static String caseId(Metric.Unit unit, SampleInfo info) {
        return switch (unit) {
            case SLICE -> info.id();
            case VOLUME -> info.volume();
            case PATIENT -> info.group();
        };
    }

    private Scores collect() {
        List<MetricValue> values = new ArrayList<>();
        List<CaseValue> caseValues = new ArrayList<>();
        values.add(new MetricValue(epoch, part, "", "loss", "all", totalLoss / samples));
        for (int h = 0; h < heads.size(); h++) {
            ActiveHead head = heads.get(h);
            values.add(new MetricValue(epoch, part, head.name(), "loss", "all", headLoss[h] / samples));
            for (ActiveHead.NamedMetric metric : head.metrics()) {
                collect(head, metric, values, caseValues);
            }
        }
        return new Scores(values, caseValues);
    }

    private void collect(
            ActiveHead head, ActiveHead.NamedMetric metric, List<MetricValue> values, List<CaseValue> caseValues) {
        String prefix = head.name() + "\n" + metric.name() + "\n";
        String unit = metric.metric().unit().name().toLowerCase(java.util.Locale.ROOT);
        Map<String, Mean> means = new LinkedHashMap<>();
        cases.forEach((key, scored) -> {
            if (key.startsWith(prefix)) {
                scored.accumulator.scores().forEach((className, score) -> {
                    means.computeIfAbsent(className, name -> new Mean()).add(score.value());
                    caseValues.add(new CaseValue(
                            part,
                            head.name(),
                            metric.name(),
                            className,
                            unit,
                            scored.id,
                            scored.group,
                            score.value(),
                            score.byEmptyRule()));
                });
            }
        });
        Mean overClasses = new Mean();
        means.forEach((className, mean) -> {
            values.add(new MetricValue(epoch, part, head.name(), metric.name(), className, mean.value()));
            overClasses.add(mean.value());
        });
        if (!means.containsKey("all")) {
            values.add(new MetricValue(epoch, part, head.name(), metric.name(), "mean", overClasses.value()));
        }
    }

    /** The mean of the defined values. */
    private static final class Mean {
        private double sum;
        private int count;

        void add(double value) {
            if (!Double.isNaN(value)) {
                sum += value;
                count++;
            }
        }

        double value() {
            return count == 0 ? Double.NaN : sum / count;
        }
    }
}
