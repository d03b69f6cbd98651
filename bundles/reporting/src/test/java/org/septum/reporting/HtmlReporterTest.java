// SPDX-License-Identifier: Apache-2.0
package org.septum.reporting;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.regex.Pattern;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.septum.api.data.Image;
import org.septum.api.report.CaseValue;
import org.septum.api.report.CaseView;
import org.septum.api.report.EpochReport;
import org.septum.api.report.MetricValue;
import org.septum.api.report.RunFinish;

class HtmlReporterTest {

    private static final String HOSTILE = "</title><script>alert('x')</script>\"onload=\"x";
    private static final List<String> CLASSES = List.of("background", "rv", "myocardium", "lv");
    private static final int EPOCHS = 30;

    private final Clock clock = Clock.fixed(Instant.parse("2026-11-23T10:30:00Z"), ZoneOffset.UTC);
    private final Random random = new Random(1);

    /** The page is left in target/ to be looked at. */
    @Test
    void writesAPageThatNeedsNothingElse() throws IOException {
        String page = report(Path.of("target", "sample-report"), "cardiac-mri-multiclass", "p");

        assertThat(page).doesNotContain("<link").doesNotContain("@import").doesNotContain("url(");
        assertThat(attributes(page, "src")).isNotEmpty().allMatch(value -> value.startsWith("data:image/png;base64,"));
        assertThat(attributes(page, "href")).isEmpty();
        for (String source : attributes(page, "src")) {
            byte[] png = Base64.getDecoder().decode(source.substring(source.indexOf(',') + 1));
            assertThat(ImageIO.read(new ByteArrayInputStream(png)).getWidth()).isBetween(64, 640);
        }
        // Three cases of three slices, each as image, truth, prediction and differences.
        assertThat(attributes(page, "alt")).hasSize(63).contains("Differences of slice p00-s1");
    }

    @Test
    void showsStatisticsOverTheCases() throws IOException {
        String page = report(Path.of("target", "sample-report"), "cardiac-mri-multiclass", "p");
    }

    private String report(Path directory, String name, String casePrefix) throws IOException {
        Files.createDirectories(directory);
        HtmlReporter reporter = new HtmlReporter(3, clock);
        reporter.started(ScriptedRun.start(directory, name, EPOCHS, 1));
        List<MetricValue> history = new ArrayList<>();
        for (int epoch = 1; epoch <= EPOCHS; epoch++) {
            List<MetricValue> values = new ArrayList<>();
            values.add(new MetricValue(
                    epoch, "train", "", "loss", "all", 1.3 * Math.exp(-epoch / 7.0) + 0.08 + noise(0.01)));
            values.add(new MetricValue(
                    epoch, "validation", "", "loss", "all", 1.2 * Math.exp(-epoch / 7.0) + 0.14 + noise(0.03)));
            double mean = 0;
            for (int c = 1; c < CLASSES.size(); c++) {
                double dice = (0.95 - 0.04 * c) * (1 - Math.exp(-epoch / (3.0 + c))) + noise(0.015);
                values.add(new MetricValue(epoch, "validation", "structures", "dice", CLASSES.get(c), dice));
                mean += dice / 3;
            }
            values.add(new MetricValue(epoch, "validation", "structures", "dice", "mean", mean));
            values.add(new MetricValue(
                    epoch, "validation", "structures", "pixel-accuracy", "all", 0.99 - 0.2 * Math.exp(-epoch / 4.0)));
            history.addAll(values);
            reporter.epochFinished(new EpochReport(epoch, values, 60, List.of("last")));
        }
        List<CaseValue> cases = new ArrayList<>();
        for (int c = 1; c < CLASSES.size(); c++) {
            for (int i = 0; i < 20; i++) {
                double dice = i == 3 && c == 1 ? Double.NaN : 0.95 - 0.02 * c - 0.012 * i + noise(0.01);
                cases.add(new CaseValue(
                        "test", "structures", "dice", CLASSES.get(c), "volume", id(casePrefix, i), "g" + i / 2, dice));
            }
        }
        for (int i = 0; i < 20; i++) {
            cases.add(new CaseValue(
                    "test",
                    "structures",
                    "pixel-accuracy",
                    "all",
                    "volume",
                    id(casePrefix, i),
                    "g" + i / 2,
                    0.98 + noise(0.01)));
        }
        history.add(new MetricValue(24, "test", "structures", "dice", "mean", 0.7964));
        history.add(new MetricValue(24, "test", "structures", "pixel-accuracy", "all", 0.9804));
        reporter.finished(new RunFinish(
                "finished",
                history,
                cases,
                "best (epoch 24)",
                3123,
                Map.of("median step time", "0.412 s", "data wait", "0.3 %", "peak memory", "2.1 GiB"),
                (head, id) -> views(id)));
        return Files.readString(directory.resolve("report.html"));
    }

    private static String id(String prefix, int index) {
        return String.format("%s%02d", prefix, index);
    }

    private double noise(double scale) {
        return scale * random.nextGaussian();
    }

    private List<CaseView> views(String id) {
        List<CaseView> views = new ArrayList<>();
        for (int slice = 0; slice < 6; slice++) {
            double size = slice == 0 ? 0 : 30 - 3 * slice;
            int[] truth = labels(60, 70, size, 1);
            int[] prediction = labels(60 + 1.5 * slice, 69, size * (0.95 + noise(0.1)), 1.2);
            float[] values = new float[128 * 144];
            for (int i = 0; i < values.length; i++) {
                values[i] = (float) (new double[] {
                                    0.25 + 0.1 * Math.sin(i % 144 / 9.0) * Math.cos(i / 144 / 11.0), 0.8, 0.35, 0.85
                                }
                                [truth[i]]
                        + noise(0.05));
            }
            views.add(new CaseView(id + "-s" + slice, new Image(1, 128, 144, values), CLASSES, truth, prediction));
        }
        return views;
    }

    private static int[] labels(double row, double column, double size, double stretch) {
        int[] labels = new int[128 * 144];
        for (int i = 0; i < labels.length; i++) {
            double y = i / 144 - row;
            double x = i % 144 - column;
            double r = Math.hypot(y, x);
            if (r < size * 0.6) {
                labels[i] = 3;
            } else if (r < size) {
                labels[i] = 2;
            } else if (Math.hypot(y * stretch, x + 0.9 * size) < size) {
                labels[i] = 1;
            }
        }
        return labels;
    }

    private static List<String> attributes(String page, String name) {
        return Pattern.compile(" " + name + "=\"([^\"]*)\"")
                .matcher(page)
                .results()
                .map(result -> result.group(1))
                .toList();
    }
}
