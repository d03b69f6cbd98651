// SPDX-License-Identifier: Apache-2.0
package org.septum.reporting;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.septum.api.data.Image;
import org.septum.api.data.Part;
import org.septum.api.metric.MetricValue;
import org.septum.api.report.BaselineScores;
import org.septum.api.report.CaseValue;
import org.septum.api.report.CaseView;
import org.septum.api.report.PostProcessed;
import org.septum.api.report.Reporter;
import org.septum.api.report.RunFinish;
import org.septum.api.training.EpochReport;

/** Thirty made-up epochs and a test of twenty volumes that look like those of a real run, with random noise. */
public final class SampleRun {

    static final List<String> CLASSES = List.of("background", "rv", "myocardium", "lv");
    public static final int EPOCHS = 30;

    private static final int HEIGHT = 128;
    private static final int WIDTH = 144;

    private static final PostProcessed POST_PROCESSED = new PostProcessed(
            "validation part, 20 volumes",
            List.of(
                    new PostProcessed.Step(
                            "structures",
                            "largest component of rv",
                            true,
                            Map.of("rv", 0.75, "myocardium", 0.8, "lv", 0.875),
                            Map.of("rv", 0.7656, "myocardium", 0.8, "lv", 0.875)),
                    new PostProcessed.Step(
                            "structures",
                            "largest component of lv",
                            false,
                            Map.of("rv", 0.7656, "myocardium", 0.8, "lv", 0.875),
                            Map.of("rv", 0.7656, "myocardium", 0.8, "lv", 0.8594))),
            List.of(
                    new MetricValue(24, Part.TEST, "structures", "dice", "mean", 0.7901),
                    new MetricValue(24, Part.TEST, "structures", "pixel-accuracy", "all", 0.98)),
            List.of());

    private final Random random = new Random(1);
    private final List<MetricValue> history = new ArrayList<>();

    public void tell(Reporter reporter) {
        for (int epoch = 1; epoch <= EPOCHS; epoch++) {
            List<MetricValue> values = epoch(epoch);
            history.addAll(values);
            reporter.epochFinished(new EpochReport(epoch, values, 60, List.of(ScriptedRun.saved("last", false))));
        }
        history.add(new MetricValue(24, Part.TEST, "structures", "dice", "mean", 0.7964));
        history.add(new MetricValue(24, Part.TEST, "structures", "pixel-accuracy", "all", 0.9804));
        reporter.finished(new RunFinish(
                RunFinish.Status.FINISHED,
                Part.TEST,
                history,
                cases(),
                List.of(
                        new BaselineScores("all background", baseline(0, 0.9603)),
                        new BaselineScores("most frequent class of each pixel", baseline(0.1204, 0.9571))),
                "best (epoch 24)",
                3123,
                Map.of("median step time", "0.412 s", "data wait", "0.3 %", "peak memory", "2.1 GiB"),
                List.of(),
                Optional.of(POST_PROCESSED),
                (head, id) -> views(id)));
    }

    private static List<MetricValue> baseline(double dice, double accuracy) {
        return List.of(
                new MetricValue(24, Part.TEST, "structures", "dice", "mean", dice),
                new MetricValue(24, Part.TEST, "structures", "pixel-accuracy", "all", accuracy));
    }

    private List<MetricValue> epoch(int epoch) {
        List<MetricValue> values = new ArrayList<>();
        double train = 1.3 * Math.exp(-epoch / 7.0) + 0.08 + noise(0.01);
        values.add(new MetricValue(epoch, Part.TRAIN, "", "loss", "all", train));
        double validation = 1.2 * Math.exp(-epoch / 7.0) + 0.14 + noise(0.03);
        values.add(new MetricValue(epoch, Part.VALIDATION, "", "loss", "all", validation));
        double mean = 0;
        for (int c = 1; c < CLASSES.size(); c++) {
            double dice = (0.95 - 0.04 * c) * (1 - Math.exp(-epoch / (3.0 + c))) + noise(0.015);
            values.add(new MetricValue(epoch, Part.VALIDATION, "structures", "dice", CLASSES.get(c), dice));
            mean += dice / 3;
        }
        values.add(new MetricValue(epoch, Part.VALIDATION, "structures", "dice", "mean", mean));
        double accuracy = 0.99 - 0.2 * Math.exp(-epoch / 4.0);
        values.add(new MetricValue(epoch, Part.VALIDATION, "structures", "pixel-accuracy", "all", accuracy));
        return values;
    }

    private List<CaseValue> cases() {
        List<CaseValue> cases = new ArrayList<>();
        for (int c = 1; c < CLASSES.size(); c++) {
            for (int i = 0; i < 20; i++) {
                double dice = i == 3 && c == 1 ? Double.NaN : 0.95 - 0.02 * c - 0.012 * i + noise(0.002);
                cases.add(score("dice", CLASSES.get(c), i, dice));
            }
        }
        for (int i = 0; i < 20; i++) {
            cases.add(score("pixel-accuracy", "all", i, 0.98 + noise(0.01)));
        }
        return cases;
    }

    private static CaseValue score(String metric, String className, int index, double value) {
        String group = "patient" + index / 2;
        return new CaseValue(
                Part.TEST, "structures", metric, className, "volume", group + "-v" + index, group, value, false);
    }

    private List<CaseView> views(String id) {
        List<CaseView> views = new ArrayList<>();
        for (int slice = 0; slice < 6; slice++) {
            double size = slice == 0 ? 0 : 30 - 3 * slice;
            int[] truth = labels(60, 70, size, 1);
            int[] prediction = labels(60 + 1.5 * slice, 69, size * (0.95 + noise(0.1)), 1.2);
            views.add(new CaseView(id + "-s" + slice, image(truth), CLASSES, truth, prediction));
        }
        return views;
    }

    private Image image(int[] truth) {
        float[] values = new float[truth.length];
        for (int i = 0; i < values.length; i++) {
            double around = 0.25 + 0.1 * Math.sin(i % WIDTH / 9.0) * Math.cos(i / WIDTH / 11.0);
            values[i] = (float) (new double[] {around, 0.8, 0.35, 0.85}[truth[i]] + noise(0.05));
        }
        return new Image(1, HEIGHT, WIDTH, values);
    }

    /** A ring around a disc, with a crescent at its left. */
    private static int[] labels(double row, double column, double size, double stretch) {
        int[] labels = new int[HEIGHT * WIDTH];
        for (int i = 0; i < labels.length; i++) {
            double y = i / WIDTH - row;
            double x = i % WIDTH - column;
            double radius = Math.hypot(y, x);
            boolean crescent = Math.hypot(y * stretch, x + 0.9 * size) < size;
            labels[i] = radius < size * 0.6 ? 3 : radius < size ? 2 : crescent ? 1 : 0;
        }
        return labels;
    }

    private double noise(double scale) {
        return scale * random.nextGaussian();
    }
}
