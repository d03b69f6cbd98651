// SPDX-License-Identifier: Apache-2.0
package org.septum.reporting.html;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.imageio.ImageIO;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.septum.api.data.Image;
import org.septum.api.data.Part;
import org.septum.api.metric.MetricValue;
import org.septum.api.report.BaselineScores;
import org.septum.api.report.CaseValue;
import org.septum.api.report.CaseView;
import org.septum.api.report.RunFinish;
import org.septum.api.report.RunStart;
import org.septum.common.files.OutputFiles;
import org.septum.reporting.SampleRun;
import org.septum.reporting.ScriptedRun;
import org.septum.services.compare.PairedIntervals;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;

public class HtmlReporterTest {

    private static final String HOSTILE = "</title><script>alert('x')</script>\" onload=\"x&amp;";

    private final HtmlReporter reporter =
            new HtmlReporter(3, Optional.empty(), Clock.fixed(Instant.parse("2026-11-23T10:30:00Z"), ZoneOffset.UTC));

    @TempDir
    Path directory;

    /** This page is left in {@code target/sample-report} to be looked at. */
    @Test
    void writesAPageThatNeedsNothingElse() throws Exception {
        Path kept = Files.createDirectories(Path.of("target", "sample-report"));
        reporter.started(ScriptedRun.start(kept, "cardiac-mri-multiclass", SampleRun.EPOCHS, 1));
        new SampleRun().tell(reporter);

        String source = Files.readString(kept.resolve("report.html"));
        assertThat(source)
                .doesNotContain("<link", "@import", "url(", "fetch(", "http://", "https://")
                .hasSizeLessThan(1_500_000);
        Document page = parse(source);
        // Three cases of three slices: the image alone, and under truth, prediction and differences.
        List<Element> pictures = elements(page, "img");
        assertThat(pictures).hasSize(3 * 3 * 7);
        for (Element picture : pictures) {
            String uri = picture.getAttribute("src");
            assertThat(uri).startsWith("data:image/png;base64,");
            byte[] png = Base64.getDecoder().decode(uri.substring(uri.indexOf(',') + 1));
            assertThat(ImageIO.read(new ByteArrayInputStream(png)).getWidth()).isBetween(72, 480);
        }
        assertThat(texts(page, "h3"))
                .containsExactly("Best: patient0-v0", "Median: patient5-v10", "Worst: patient9-v19");
        assertThat(pictures.get(0).getAttribute("alt")).isEqualTo("Image of slice patient0-v0-s1");
        assertThat(texts(page, "caption"))
                .containsExactly(
                        "dice, by volume (higher is better)",
                        "pixel-accuracy, by volume (higher is better)",
                        "Predictions that need no image, by the same metrics (mean over classes)",
                        "Learnt on the validation part, 20 volumes: a step is kept where the mean Dice over the classes rises"
                                + " with it and no class falls",
                        "Scores of the test part without the steps that are kept, and with them");
        assertThat(elements(page, "tr").stream().map(HtmlReporterTest::cells))
                .contains(
                        List.of("largest component of rv", "yes", "0.8083", "0.8135", "rv +0.0156"),
                        List.of("largest component of lv", "no", "0.8135", "0.8083", "lv -0.0156"),
                        List.of("dice mean", "0.7901", "0.7964", "+0.0063"));
        assertThat(elements(page, "tr").stream()
                        .map(HtmlReporterTest::cells)
                        .filter(cells -> cells.get(0).equals("all background")))
                .containsExactly(List.of("all background", "0.0000", "0.9603"));
        assertThat(texts(page, "strong")).containsExactly("0.7964", "0.9804");
    }

    /** What post-processing has changed is told with its interval where somebody can say it. */
    @Test
    void saysHowSureTheEffectOfPostProcessingIs() throws Exception {
        PairedIntervals.Change change =
                new PairedIntervals.Change("structures", "hausdorff-95", "mean", 5.25, 4.75, -0.875, -0.125, 20, 10);
        HtmlReporter told = new HtmlReporter(3, Optional.of((before, after) -> List.of(change)), Clock.systemUTC());
        told.started(ScriptedRun.start(directory, "scripted", SampleRun.EPOCHS, 1));
        new SampleRun().tell(told);

        assertThat(elements(parse(Files.readString(directory.resolve("report.html"))), "tr").stream()
                        .map(HtmlReporterTest::cells))
                .contains(
                        List.of("hausdorff-95 mean", "5.2500", "4.7500", "-0.5000", "-0.8750 to -0.1250", "20", "10"));
    }

    @Test
    void describesTheScoresOfTheCases() throws Exception {
        reporter.started(ScriptedRun.start(directory, "scripted", 1, 1));
        List<CaseValue> cases = new ArrayList<>();
        double[] values = {0.5, Double.NaN, 1, 0.75};
        for (int i = 0; i < values.length; i++) {
            cases.add(new CaseValue(Part.VALIDATION, "structures", "dice", "rv", "volume", "v" + i, "p", 0, false));
            cases.add(new CaseValue(Part.TEST, "structures", "dice", "rv", "volume", "t" + i, "p", values[i], i == 1));
        }
        reporter.finished(finish(cases, "lv"));

        Document page = read();
        List<Element> rows = elements(page, "tr");
        assertThat(cells(rows.get(1)))
                .containsExactly(
                        "rv",
                        "0.7500",
                        "0.2500",
                        "0.7500",
                        "0.5000",
                        "1.0000",
                        "3",
                        "1",
                        "1",
                        "t0: 0.5000t2: " + "1.0000t3: 0.7500");
        assertThat(rows.subList(3, 7).stream().map(HtmlReporterTest::cells))
                .containsExactly(
                        List.of("t2", "p", "1.0000"),
                        List.of("t3", "p", "0.7500"),
                        List.of("t0", "p", "0.5000"),
                        List.of("t1", "p", "\u2013"));
    }

    @Test
    void takesHostileNamesAsText() throws Exception {
        reporter.started(ScriptedRun.start(directory, HOSTILE, 1, 1));
        CaseValue value =
                new CaseValue(Part.TEST, "structures", "dice", HOSTILE, "volume", HOSTILE, HOSTILE, 0.5, false);
        reporter.finished(finish(List.of(value), HOSTILE));

        assertThat(Files.readString(directory.resolve("report.html"))).containsOnlyOnce("<script>");
        Document page = read();
        assertThat(texts(page, "h1")).containsExactly(HOSTILE);
        assertThat(texts(page, "h3")).containsExactly("Best: " + HOSTILE);
        assertThat(texts(page, "title")).contains(HOSTILE + " - Septum report", HOSTILE + ": 0.5000");
        assertThat(elements(page, "img").get(0).getAttribute("alt")).isEqualTo("Image of slice " + HOSTILE);
        assertThat(elements(page, "svg").get(0).getAttribute("data-chart"))
                .contains("onload=\\u0022x")
                .doesNotContain("\"x");
    }

    @Test
    void canBeWatchedWhileTheRunGoesOn() throws Exception {
        reporter.started(ScriptedRun.start(directory, "scripted", 10, 1));
        assertThat(texts(read(), "figcaption")).isEmpty();

        reporter.epochFinished(ScriptedRun.epoch(1, 0.5, 0.8));

        Document page = read();
        assertThat(texts(page, "p")).contains("running, 1 of 10 epochs done; written 2026-11-23 10:30 +00:00");
        assertThat(texts(page, "figcaption")).containsExactly("Loss", "Validation dice");
        assertThat(texts(page, "h2")).containsExactly("Learning curves", "Resolved experiment", "Notes");
        assertThat(texts(page, "li"))
                .contains(
                        "Data: Synthetic short-axis slices; cite the software.",
                        "dice: one score per volume; 1 if both masks are empty.");

        reporter.failed("the loss is not finite");

        assertThat(texts(read(), "p")).contains("failed: the loss is not finite; written 2026-11-23 10:30 +00:00");
    }

    /** A thousand epochs in a moment: the page is written again as it grows, not a thousand times. */
    @Test
    void manyShortEpochsDoNotWriteThePageEachTime() throws Exception {
        reporter.started(ScriptedRun.start(directory, "scripted", 1000, 1));
        int changes = 0;
        Object last = Files.readString(directory.resolve("report.html"));
        for (int epoch = 1; epoch <= 200; epoch++) {
            reporter.epochFinished(ScriptedRun.epoch(epoch, 0.5, 0.5));
            String page = Files.readString(directory.resolve("report.html"));
            changes += page.equals(last) ? 0 : 1;
            last = page;
            assertThat(epoch >= 20 || page.contains("running, " + epoch + " of 1000"))
                    .isTrue();
        }
        assertThat(changes).isBetween(40, 80);
    }

    @Test
    void warningsStandAtTheTopAndTheReasonOfAnEarlyEndWithTheStatus() throws Exception {
        RunStart plain = ScriptedRun.start(directory, "scripted", 10, 1);
        reporter.started(new RunStart(
                new OutputFiles(directory),
                false,
                plain.experiment(),
                plain.samples(),
                plain.groups(),
                2,
                5,
                "compute",
                1,
                List.of("groups leak"),
                Map.of("left out", "a little"),
                List.of()));
        reporter.warned("steps are <slow>");
        assertThat(texts(read(), "p")).contains("Warning: groups leak.", "Warning: steps are <slow>.");
        reporter.stoppedEarly(1, "dice has not improved");
        reporter.finished(new RunFinish(
                RunFinish.Status.FINISHED,
                Part.TEST,
                List.of(),
                List.of(),
                List.of(),
                "",
                90,
                Map.of(),
                List.of("the model is no better"),
                Optional.empty(),
                (head, id) -> List.of()));

        Document page = read();
        assertThat(texts(page, "p"))
                .startsWith(
                        "Septum run report",
                        "finished after 1 min 30 s; stopped after epoch 1 of 10: dice has not improved; written"
                                + " 2026-11-23 10:30 +00:00",
                        "Warning: groups leak.",
                        "Warning: steps are <slow>.",
                        "Warning: the model is no better.");
        assertThat(texts(page, "dt")).contains("Left out");
    }

    private static RunFinish finish(List<CaseValue> cases, String name) {
        int[] labels = {0, 1, 1, 0};
        CaseView view =
                new CaseView(name, new Image(1, 2, 2, new float[4]), List.of("background", name), labels, labels);
        MetricValue value = new MetricValue(1, Part.VALIDATION, "structures", "dice", name, 0.5);
        return new RunFinish(
                RunFinish.Status.FINISHED,
                Part.TEST,
                List.of(value),
                cases,
                List.of(new BaselineScores(name, List.of(value))),
                "last (epoch 1)",
                90,
                Map.of(name, name),
                List.of(),
                Optional.empty(),
                (head, id) -> List.of(view));
    }

    private Document read() throws Exception {
        return parse(Files.readString(directory.resolve("report.html")));
    }

    /** Reads the page as XML, which it is but for its own style sheet and script. */
    public static Document parse(String page) throws Exception {
        String markup = page.replaceAll("(?s)<style>.*?</style>|<script>.*</script>", "");
        return DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(new InputSource(new StringReader(markup)));
    }

    public static List<Element> elements(Document page, String tag) {
        NodeList nodes = page.getElementsByTagName(tag);
        List<Element> elements = new ArrayList<>();
        for (int i = 0; i < nodes.getLength(); i++) {
            elements.add((Element) nodes.item(i));
        }
        return elements;
    }

    public static List<String> texts(Document page, String tag) {
        return elements(page, tag).stream().map(Element::getTextContent).toList();
    }

    private static List<String> cells(Element row) {
        List<String> cells = new ArrayList<>();
        for (int i = 0; i < row.getChildNodes().getLength(); i++) {
            cells.add(row.getChildNodes().item(i).getTextContent());
        }
        return cells;
    }

    @Test
    void aClassWithoutAScoreIsNamedSoBesideTheCurves() throws Exception {
        reporter.started(ScriptedRun.start(directory, "scripted", 10, 1));
        reporter.epochFinished(ScriptedRun.epoch(1, 0.5, 0.5));
        assertThat(texts(read(), "li")).contains("rv", "lv, \"cavity\" (undefined: no case has it)", "mean");
    }
}
