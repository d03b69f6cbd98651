// SPDX-License-Identifier: Apache-2.0
package org.septum.reporting.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.septum.api.data.Part;
import org.septum.api.experiment.TrainingSection;
import org.septum.api.metric.MetricValue;
import org.septum.api.report.BaselineScores;
import org.septum.api.report.PostProcessed;
import org.septum.api.report.RunFinish;
import org.septum.api.report.RunStart;
import org.septum.api.training.CheckpointDecision;
import org.septum.api.training.StepReport;
import org.septum.reporting.ScriptedRun;

class ConsoleReporterTest {

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final PrintWriter out = new PrintWriter(bytes, true, StandardCharsets.UTF_8);
    private double now;

    @Test
    void tellsARunInPlainLines() {
        tell(new ConsoleReporter(new ProgressLines(out, 10, this::nanos), new Style(false), this::nanos));

        assertThat(bytes.toString(StandardCharsets.UTF_8).lines())
                .containsExactly(
                        "scripted, seed 7",
                        "  data      train 1,200 samples (80 groups), validation 1 sample (1 group), test 90 samples (10 "
                                + "groups)",
                        "            12 pictures with masks are taken",
                        "  model     unet, 31,042,372 parameters",
                        "  training  10 epochs, 2 steps each, batch size 4, input 128 x 96 pixels",
                        "  compute   scripted backend, 2 threads",
                        "  run       runs/scripted",
                        "",
                        "epoch  1/10  step 2/2  loss 0.7500  0.0 s left (run 3 min 36 s)  0.33 samples/s",
                        "validation  batch 1/2  20 s left",
                        "epoch  1/10  train loss 0.5000  validation loss 0.6250  dice 0.8125  1 min 15 s  saved best",
                        "epoch  2/10  train loss 0.2500  validation loss 0.3750  dice 0.7500  1 min 15 s",
                        "",
                        "test of checkpoint best (epoch 1)",
                        "  structures       dice  pixel-accuracy",
                        "  rv             0.7500",
                        "  myocardium  undefined",
                        "  overall        0.7500          0.9875",
                        "  baseline, all background:  dice 0.0000  pixel-accuracy 0.9603",
                        "  post-processing: holes of rv (learnt on the validation part, 2 volumes)",
                        "  without it:  dice 0.6250",
                        "",
                        "finished after 2 h 05 min",
                        "  report    runs/scripted/report.html",
                        "  run       runs/scripted");
    }

    /** At the start, when they turn up, and all of them in the end; and why the training ended early. */
    @Test
    void tellsWarningsWhereOneLooks() {
        ConsoleReporter reporter =
                new ConsoleReporter(new ProgressLines(out, 1, this::nanos), new Style(false), this::nanos);
        RunStart plain = ScriptedRun.start(Path.of("runs/scripted"), "scripted", 10, 1);
        reporter.started(new RunStart(
                plain.files(),
                false,
                plain.experiment(),
                Map.of(Part.TRAIN, 3),
                Map.of(Part.TRAIN, 3),
                1,
                5,
                "compute",
                1,
                List.of("groups leak"),
                Map.of("left out", "outside the grid: a"),
                List.of()));
        now += 2;
        reporter.stepFinished(new StepReport(1, 1, 1, 1, 1e-3, 2, 0, List.of()));
        reporter.warned("steps are slow");
        reporter.stoppedEarly(1, "dice has not improved");
        reporter.finished(new RunFinish(
                RunFinish.Status.FINISHED,
                Part.TEST,
                List.of(),
                List.of(),
                List.of(),
                "",
                2,
                Map.of(),
                List.of("the model is no better"),
                Optional.empty(),
                (head, id) -> List.of()));

        List<String> lines = bytes.toString(StandardCharsets.UTF_8).lines().toList();
        assertThat(lines).contains("  left out  outside the grid: a");
        // Three samples in a step of a second each: a batch of four does not exist.
        assertThat(lines).anyMatch(line -> line.endsWith("1.50 samples/s"));
        assertThat(lines.stream().filter(line -> line.matches(" *(warning|stopped|finished).*")))
                .containsExactly(
                        "  warning   groups leak",
                        "  warning   steps are slow",
                        "stopped after epoch 1 of 10: dice has not improved",
                        "  warning   groups leak",
                        "  warning   steps are slow",
                        "  warning   the model is no better",
                        "finished after 2.0 s");
    }

    /** The policies' files after steps are told with the epoch's, and of many the first and the last. */
    @Test
    void tellsWhatIsSavedAmidEpochs() {
        ConsoleReporter reporter =
                new ConsoleReporter(new ProgressLines(out, 1000, this::nanos), new Style(false), this::nanos);
        TrainingSection training = new TrainingSection(Map.of("epochs", 3, "save-every", 5));
        reporter.started(ScriptedRun.start(Path.of("runs/scripted"), ScriptedRun.experiment("scripted", training), 1));
        for (int step = 1; step <= 5; step++) {
            reporter.stepFinished(new StepReport(step, 1, step, 1, 1e-3, 12, 0, afterStep(step)));
        }
        reporter.epochFinished(ScriptedRun.epoch(1, 0.5, 0.75, "best"));
        for (int step = 6; step <= 14; step++) {
            reporter.stepFinished(new StepReport(step, 2, step - 5, 1, 1e-3, 12, 0, afterStep(step)));
        }
        reporter.epochFinished(ScriptedRun.epoch(2, 0.5, 0.75));
        reporter.epochFinished(ScriptedRun.epoch(3, 0.5, 0.75));

        List<String> lines = bytes.toString(StandardCharsets.UTF_8).lines().toList();
        assertThat(lines).contains("  state     saved after every 5 steps and at each epoch's end");
        assertThat(lines.stream().filter(line -> line.contains("dice")).map(line -> line.replaceAll(".*15 s", "")))
                .containsExactly("  saved step-2, step-4, best", "  saved step-6 to step-14 (5 checkpoints)", "");
    }

    private static List<CheckpointDecision> afterStep(int step) {
        return step % 2 == 0 ? List.of(ScriptedRun.saved("step-" + step, false)) : List.of();
    }

    @Test
    void redrawsOneLineOnATerminal() {
        tell(new ConsoleReporter(new ProgressBar(out, 104, true, this::nanos), new Style(false), this::nanos));

        String text = bytes.toString(StandardCharsets.UTF_8);
        assertThat(text)
                .contains("\repoch  1/10  ━━━━━━━━━━━━━─────────────  1/2  loss 1.0000  12 s left (run 3 min 48 s)  "
                        + "0.33 samples/s\r");
        for (String line : text.split("[\r\n]+")) {
            assertThat(line.startsWith("  data") ? "" : line).hasSizeLessThan(104);
        }
        assertThat(text.replaceAll("[^\n]*\r(?=[^\n])", "").lines())
                .contains(
                        "epoch  1/10  train loss 0.5000  validation loss 0.6250  dice 0.8125  1 min 15 s  saved best");
    }

    @Test
    void keepsToANarrowTerminal() {
        ProgressBar bar = new ProgressBar(out, 44, false, this::nanos);
        bar.progress(new Progress("test", "batch", 0, 4, List.of()));
        now += 1;
        bar.progress(new Progress("epoch 1/2", "step", 1, 4, List.of("loss 0.5000", "30 s left", "0.33 samples/s")));
        now += 0.01;
        bar.progress(new Progress("epoch 1/2", "step", 2, 4, List.of("loss 0.5000")));
        bar.line("done");

        assertThat(bytes.toString(StandardCharsets.UTF_8))
                .isEqualTo("\rtest  ...........  0/4"
                        + "\repoch 1/2  ##.........  1/4  loss 0.5000"
                        + "\r" + " ".repeat(40) + "\rdone\n");
    }

    private void tell(ConsoleReporter reporter) {
        reporter.started(ScriptedRun.start(Path.of("runs/scripted"), "scripted", 10, 1));
        now += 1;
        reporter.stepFinished(new StepReport(1, 1, 1, 1, 1e-3, 12, 0, List.of()));
        now += 12;
        reporter.stepFinished(new StepReport(2, 1, 2, 0.5, 1e-3, 12, 0, List.of()));
        reporter.evaluating(Part.VALIDATION, 0, 2);
        now += 20;
        reporter.evaluating(Part.VALIDATION, 1, 2);
        reporter.epochFinished(ScriptedRun.epoch(1, 0.5, 0.8125, "best", "last"));
        reporter.epochFinished(ScriptedRun.epoch(2, 0.25, 0.75, "last"));
        reporter.finished(new RunFinish(
                RunFinish.Status.FINISHED,
                Part.TEST,
                List.of(
                        new MetricValue(1, Part.TEST, "", "loss", "all", 0.5),
                        new MetricValue(1, Part.TEST, "structures", "dice", "rv", 0.75),
                        new MetricValue(1, Part.TEST, "structures", "dice", "myocardium", Double.NaN),
                        new MetricValue(1, Part.TEST, "structures", "dice", "mean", 0.75),
                        new MetricValue(1, Part.TEST, "structures", "pixel-accuracy", "all", 0.9875)),
                List.of(),
                List.of(new BaselineScores(
                        "all background",
                        List.of(
                                new MetricValue(1, Part.TEST, "structures", "dice", "rv", 0),
                                new MetricValue(1, Part.TEST, "structures", "dice", "mean", 0),
                                new MetricValue(1, Part.TEST, "structures", "pixel-accuracy", "all", 0.9603)))),
                "best (epoch 1)",
                7500,
                Map.of(),
                List.of(),
                Optional.of(new PostProcessed(
                        "validation part, 2 volumes",
                        List.of(
                                new PostProcessed.Step(
                                        "structures", "holes of rv", true, Map.of("rv", 0.5), Map.of("rv", 0.75)),
                                new PostProcessed.Step(
                                        "structures", "holes of lv", false, Map.of("rv", 0.75), Map.of("rv", 0.5))),
                        List.of(new MetricValue(1, Part.TEST, "structures", "dice", "mean", 0.625)),
                        List.of())),
                (head, id) -> List.of()));
    }

    private long nanos() {
        return (long) (now * 1e9);
    }

    /** Of an evaluation neither epochs nor steps are told, and its folder is not the run's. */
    @Test
    void tellsOfAnEvaluationWhatItDoes() {
        ConsoleReporter reporter =
                new ConsoleReporter(new ProgressLines(out, 1, this::nanos), new Style(false), this::nanos);
        RunStart plain = ScriptedRun.start(Path.of("runs/scripted/evaluations/test"), "scripted", 10, 1);
        reporter.started(new RunStart(
                plain.files(),
                true,
                plain.experiment(),
                Map.of(Part.TEST, 3),
                Map.of(Part.TEST, 3),
                0,
                5,
                "compute",
                1,
                List.of(),
                Map.of(),
                List.of()));
        reporter.finished(new RunFinish(
                RunFinish.Status.EVALUATED,
                Part.TEST,
                List.of(),
                List.of(),
                List.of(),
                "",
                2,
                Map.of(),
                List.of(),
                Optional.empty(),
                (head, id) -> List.of()));
        assertThat(bytes.toString(StandardCharsets.UTF_8).lines().skip(1))
                .containsExactly(
                        "  data      test 3 samples (3 groups)",
                        "  model     unet, 5 parameters",
                        "  compute   compute",
                        "  reports   runs/scripted/evaluations/test",
                        "",
                        "evaluated after 2.0 s",
                        "  report    runs/scripted/evaluations/test/report.html",
                        "  reports   runs/scripted/evaluations/test");
    }
}
