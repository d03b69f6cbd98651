// SPDX-License-Identifier: Apache-2.0
package org.septum.reporting.console;

import static org.septum.reporting.Quantities.count;
import static org.septum.reporting.Quantities.duration;
import static org.septum.reporting.Quantities.rate;
import static org.septum.reporting.Quantities.score;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;
import org.septum.api.Printable;
import org.septum.api.data.Part;
import org.septum.api.experiment.Experiment;
import org.septum.api.metric.MetricValue;
import org.septum.api.metric.ScoreNames;
import org.septum.api.report.BaselineScores;
import org.septum.api.report.PostProcessed;
import org.septum.api.report.Reporter;
import org.septum.api.report.RunFinish;
import org.septum.api.report.RunStart;
import org.septum.api.training.CheckpointDecision;
import org.septum.api.training.EpochReport;
import org.septum.api.training.StepReport;
import org.septum.common.run.RunFiles;

/** Tells on the console what is being run, how far it is, each epoch's scores and the test's. */
final class ConsoleReporter implements Reporter {

    private final Display display;
    private final Style style;
    private final LongSupplier nanoTime;

    private RunStart start;
    private final StepCheckpoints stepCheckpoints = new StepCheckpoints();
    private final List<String> warnings = new ArrayList<>();
    private double samplesPerStep;
    private TrainingPace pace;
    private double lossSum;
    private long evaluationStart;

    ConsoleReporter(Display display, Style style, LongSupplier nanoTime) {
        this.display = display;
        this.style = style;
        this.nanoTime = nanoTime;
    }

    @Override
    public void started(RunStart start) {
        this.start = start;
        Experiment experiment = start.experiment();
        int epochs = experiment.training().epochs();
        pace = new TrainingPace(start.stepsPerEpoch(), epochs);

        display.line(style.bold(experiment.name()) + ", seed " + experiment.seed());
        fact("data", dataCounts());
        start.notes().forEach(note -> fact("", note));
        fact("model", experiment.model().model().type() + ", " + count(start.parameters(), "parameter"));
        if (!start.evaluation()) {
            training(experiment, epochs);
        }
        fact("compute", start.compute());
        folder();
        start.facts().forEach(this::fact);
        start.warnings().forEach(this::warned);
        samplesPerStep = samplesPerStep(start);
        if (!start.evaluation()) {
            display.line("");
        }
    }

    private void training(Experiment experiment, int epochs) {
        String extent = start.firstEpoch() > 1
                ? "resumed at epoch " + start.firstEpoch() + " of " + epochs
                : count(epochs, "epoch");
        fact(
                "training",
                extent + ", " + count(start.stepsPerEpoch(), "step") + " each, batch size "
                        + experiment.data().batchSize() + ", input "
                        + experiment.data().height() + " x " + experiment.data().width() + " pixels");
        int saveEvery = experiment.training().saveEvery();
        if (saveEvery > 0) {
            fact("state", "saved after every " + count(saveEvery, "step") + " and at each epoch's end");
        }
    }

    private void folder() {
        fact(start.evaluation() ? "reports" : "run", shown(start.directory()));
    }

    @Override
    public void stepFinished(StepReport step) {
        if (step.stepInEpoch() == 1) {
            lossSum = 0;
        }
        lossSum += step.loss();
        stepCheckpoints.add(step);
        pace.step(step);
        List<String> details = List.of(
                "loss " + score(lossSum / step.stepInEpoch()),
                duration(pace.secondsLeftInEpoch(step)) + " left (run " + duration(pace.secondsLeftInRun(step)) + ")",
                rate(pace.stepsPerSecond() * samplesPerStep) + " samples/s");
        display.progress(
                new Progress(epochTitle(step.epoch()), "step", step.stepInEpoch(), start.stepsPerEpoch(), details));
    }

    /** Of a full step on average: there may be fewer samples than a batch would take. */
    private static double samplesPerStep(RunStart start) {
        int batch = start.experiment().data().batchSize();
        int samples = start.samples().getOrDefault(Part.TRAIN, 0);
        boolean full = start.stepsPerEpoch() == 0
                || start.experiment().training().stepsPerEpoch().isPresent();
        return full ? batch : Math.min(batch, (double) samples / start.stepsPerEpoch());
    }

    @Override
    public void stoppedEarly(int epoch, String reason) {
        display.line("stopped after epoch " + epoch + " of "
                + start.experiment().training().epochs() + ": " + reason);
    }

    /** Tells a warning, and keeps it for the end: what was said hours ago has left the terminal. */
    @Override
    public void warned(String warning) {
        warnings.add(warning);
        warningLine(warning);
    }

    private void warningLine(String warning) {
        display.line("  " + style.bad("warning   ") + Printable.line(warning));
    }

    @Override
    public void evaluating(Part part, int finishedBatches, int batches) {
        if (finishedBatches == 0) {
            evaluationStart = nanoTime.getAsLong();
        }
        double seconds = (nanoTime.getAsLong() - evaluationStart) / 1e9;
        List<String> details = finishedBatches == 0
                ? List.of()
                : List.of(duration(seconds / finishedBatches * (batches - finishedBatches)) + " left");
        display.progress(new Progress(part.toString(), "batch", finishedBatches, batches, details));
    }

    @Override
    public void epochFinished(EpochReport epoch) {
        pace.epoch(epoch.seconds());
        StringJoiner line = new StringJoiner("  ");
        line.add(style.bold(epochTitle(epoch.epoch())));
        boolean validated = epoch.values().stream().anyMatch(value -> value.part() == Part.VALIDATION);
        for (MetricValue value : epoch.values()) {
            if (value.head().isEmpty()) {
                line.add(value.part() + " loss " + score(value.value()));
            }
        }
        for (MetricValue value : epoch.values()) {
            boolean overall = ScoreNames.isOverall(value.className());
            boolean part = value.part() == (validated ? Part.VALIDATION : Part.TRAIN);
            if (overall && part && !value.head().isEmpty() && !value.metric().equals("loss")) {
                line.add(metricName(value) + " " + score(value.value()));
            }
        }
        line.add(style.faint(duration(epoch.seconds())));
        List<String> saved = new ArrayList<>(stepCheckpoints.take());
        epoch.checkpoints().stream()
                .filter(CheckpointDecision::selectsModel)
                .forEach(decision -> decision.save().ifPresent(saved::add));
        if (!saved.isEmpty()) {
            line.add(style.good("saved " + String.join(", ", saved)));
        }
        display.line(line.toString());
    }

    @Override
    public void finished(RunFinish finish) {
        Map<String, List<MetricValue>> test = finish.history().stream()
                .filter(value ->
                        value.part() == finish.testedPart() && !value.head().isEmpty())
                .filter(value -> !value.metric().equals("loss"))
                .collect(Collectors.groupingBy(MetricValue::head, LinkedHashMap::new, Collectors.toList()));
        display.line("");
        if (!test.isEmpty()) {
            display.line(style.bold(finish.testedPart().toString()) + " of checkpoint " + finish.testedCheckpoint());
            test.forEach(
                    (head, values) -> ScoreTable.of(head, values).lines(style).forEach(display::line));
            finish.baselines().forEach(this::baseline);
            finish.postProcessed().ifPresent(this::postProcessed);
            display.line("");
        }
        warnings.addAll(finish.warnings());
        warnings.forEach(this::warningLine);
        display.line(finish.status() + " after " + duration(finish.seconds()));
        boolean reported = start.experiment().reporters().stream()
                .anyMatch(reporter -> reporter.type().equals("html"));
        if (reported) {
            fact("report", shown(start.directory().resolve(RunFiles.REPORT)));
        }
        folder();
    }

    /** The overall scores of a prediction that needs no image. */
    private void baseline(BaselineScores baseline) {
        StringJoiner line = new StringJoiner("  ");
        line.add("  " + style.faint("baseline, " + baseline.name() + ":"));
        for (MetricValue value : baseline.values()) {
            if (ScoreNames.isOverall(value.className())) {
                line.add(metricName(value) + " " + score(value.value()));
            }
        }
        display.line(line.toString());
    }

    /** What post-processing was kept, and the overall scores without it. */
    private void postProcessed(PostProcessed processed) {
        String kept = processed.kept().stream()
                .map(PostProcessed.Step::name)
                .distinct()
                .collect(Collectors.joining(", "));
        String learned = processed.learnedOn().isEmpty() ? "" : " (learnt on the " + processed.learnedOn() + ")";
        display.line("  " + style.faint("post-processing: ") + (kept.isEmpty() ? "no step helps" : kept) + learned);
        StringJoiner without = new StringJoiner("  ");
        without.add("  " + style.faint("without it:"));
        processed.before().stream()
                .filter(value -> ScoreNames.isOverall(value.className()))
                .forEach(value -> without.add(metricName(value) + " " + score(value.value())));
        if (!processed.before().isEmpty()) {
            display.line(without.toString());
        }
    }

    @Override
    public void failed(String reason) {
        display.clear();
    }

    private String dataCounts() {
        StringJoiner counts = new StringJoiner(", ");
        start.samples()
                .forEach((part, samples) -> counts.add(part + " " + count(samples, "sample") + " ("
                        + count(start.groups().getOrDefault(part, 0), "group") + ")"));
        return counts.toString();
    }

    private String metricName(MetricValue value) {
        return start.experiment().heads().size() > 1 ? value.head() + "/" + value.metric() : value.metric();
    }

    private String epochTitle(int epoch) {
        String epochs = Integer.toString(start.experiment().training().epochs());
        return "epoch " + " ".repeat(epochs.length() - Integer.toString(epoch).length()) + epoch + "/" + epochs;
    }

    private void fact(String heading, String text) {
        display.line("  " + style.faint(heading + " ".repeat(10 - heading.length())) + text);
    }

    /** The path as the user would type it: from the working directory, if it is below. */
    private static String shown(Path path) {
        Path here = Path.of("").toAbsolutePath();
        Path absolute = path.toAbsolutePath();
        return absolute.startsWith(here) ? here.relativize(absolute).toString() : absolute.toString();
    }
}
