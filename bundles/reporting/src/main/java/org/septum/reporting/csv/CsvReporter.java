// SPDX-License-Identifier: Apache-2.0
package org.septum.reporting.csv;

import static org.septum.common.text.CsvLine.number;

import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.septum.api.data.Part;
import org.septum.api.metric.MetricValue;
import org.septum.api.report.CaseValue;
import org.septum.api.report.PostProcessed;
import org.septum.api.report.Reporter;
import org.septum.api.report.RunFinish;
import org.septum.api.report.RunStart;
import org.septum.api.training.EpochReport;
import org.septum.api.training.StepReport;
import org.septum.common.run.RunFiles;

/**
 * Writes the run's numbers as tables: {@code metrics.csv} (scores of each epoch), {@code steps.csv} (each training step,
 * times in seconds) whenever the run's state is saved, each time what has come since, and, at the end, {@code cases.csv} (scores of each
 * case), and the same as they are without post-processing where there is any. A resumed run keeps the rows of the epochs before it.
 */
final class CsvReporter implements Reporter {

    private Path directory;
    private CsvTable metrics;
    private CsvTable steps;
    private boolean stepsContinued;

    @Override
    public Set<String> files() {
        return Set.of(RunFiles.METRICS, RunFiles.CASES, RunFiles.UNPROCESSED_CASES, RunFiles.STEPS);
    }

    @Override
    public void started(RunStart start) {
        directory = start.directory();
        metrics = new CsvTable(directory.resolve(RunFiles.METRICS), RunFiles.METRICS_COLUMNS);
        steps = new CsvTable(directory.resolve(RunFiles.STEPS), RunFiles.STEPS_COLUMNS);
        if (start.firstEpoch() > 1) {
            // A run that was killed as it ended has scored the test; it does so again.
            metrics.keepRowsBefore(
                    "epoch", start.firstEpoch(), row -> !row.get(1).equals(Part.TEST.toString()));
        }
    }

    @Override
    public void stepFinished(StepReport step) {
        continueSteps(step.step());
        steps.add(
                Long.toString(step.step()),
                Integer.toString(step.epoch()),
                number(step.loss()),
                number(step.learningRate()),
                number(step.seconds()),
                number(step.dataWaitSeconds()));
    }

    @Override
    public Runnable stateSaving() {
        continueSteps(Long.MAX_VALUE);
        Runnable metricsOfNow = metrics.rowsOfNow();
        Runnable stepsOfNow = steps.rowsOfNow();
        return () -> {
            metricsOfNow.run();
            stepsOfNow.run();
        };
    }

    @Override
    public void epochFinished(EpochReport epoch) {
        epoch.values().forEach(this::add);
    }

    @Override
    public void finished(RunFinish finish) {
        // The scores of training and validation have come with their epochs.
        finish.history().stream()
                .filter(value -> value.part() == finish.testedPart())
                .forEach(this::add);
        metrics.write();
        writeSteps();
        cases(RunFiles.CASES, finish.cases());
        finish.postProcessed()
                .map(PostProcessed::casesBefore)
                .filter(cases -> !cases.isEmpty())
                .ifPresent(cases -> cases(RunFiles.UNPROCESSED_CASES, cases));
    }

    private void cases(String file, List<CaseValue> values) {
        CsvTable cases = new CsvTable(directory.resolve(file), RunFiles.CASES_COLUMNS);
        values.forEach(value -> cases.add(RunFiles.caseRow(value)));
        cases.write();
    }

    /** Saves the steps of the unfinished epoch as well: they show how it came to this. */
    @Override
    public void failed(String reason) {
        metrics.write();
        writeSteps();
    }

    /** Takes over the steps of the interrupted run, up to where this one goes on: that may be amid an epoch. */
    private void continueSteps(long first) {
        if (!stepsContinued) {
            steps.keepRowsBefore("step", first, row -> true);
            stepsContinued = true;
        }
    }

    private void writeSteps() {
        continueSteps(Long.MAX_VALUE);
        steps.write();
    }

    private void add(MetricValue value) {
        metrics.add(
                Integer.toString(value.epoch()),
                value.part().toString(),
                value.head(),
                value.metric(),
                value.className(),
                number(value.value()));
    }
}
