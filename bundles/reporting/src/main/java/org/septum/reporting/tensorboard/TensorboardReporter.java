// SPDX-License-Identifier: Apache-2.0
package org.septum.reporting.tensorboard;

import java.time.Clock;
import java.util.List;
import org.septum.api.data.Part;
import org.septum.api.metric.MetricValue;
import org.septum.api.report.CaseView;
import org.septum.api.report.Reporter;
import org.septum.api.report.RunFinish;
import org.septum.api.report.RunStart;
import org.septum.api.training.EpochReport;
import org.septum.api.training.StepReport;
import org.septum.reporting.picture.OverlayPng;

/**
 * Writes events for TensorBoard into the run directory: the loss and learning rate of each training step, the scores of
 * each epoch under their paths, and in the end slices of tested cases with their truth and prediction.
 */
final class TensorboardReporter implements Reporter {

    private final int cases;
    private final Clock clock;
    private EventFile events;
    private boolean stepped;

    /**
     * @param cases how many cases of each head are pictured at most
     */
    TensorboardReporter(int cases, Clock clock) {
        this.cases = cases;
        this.clock = clock;
    }

    @Override
    public void started(RunStart start) {
        events = new EventFile(start.directory(), clock);
        stepped = false;
    }

    @Override
    public void stepFinished(StepReport step) {
        if (!stepped && step.step() > 1) {
            // A resumed run trains the steps once more that came after its last saved state.
            events.restart(step.step());
        }
        stepped = true;
        events.scalar("step/loss", step.step(), step.loss());
        events.scalar("step/learning-rate", step.step(), step.learningRate());
        events.scalar("step/seconds", step.step(), step.seconds());
    }

    @Override
    public void epochFinished(EpochReport epoch) {
        epoch.values().forEach(this::score);
    }

    @Override
    public void finished(RunFinish finish) {
        Part part = finish.testedPart();
        // The scores of training and validation have come with their epochs.
        finish.history().stream().filter(value -> value.part() == Part.TEST).forEach(this::score);
        List<String> heads = finish.cases().stream()
                .filter(value -> value.part().equals(part))
                .map(value -> value.head())
                .distinct()
                .toList();
        for (String head : heads) {
            finish.cases().stream()
                    .filter(value -> value.part().equals(part) && value.head().equals(head))
                    .map(value -> value.caseId())
                    .distinct()
                    .limit(cases)
                    .forEach(id -> picture(part + "/" + head + "/" + id, finish, head, id));
        }
    }

    /** The slice in the middle of a case. */
    private void picture(String tag, RunFinish finish, String head, String id) {
        List<CaseView> slices = finish.view().of(head, id);
        if (!slices.isEmpty()) {
            OverlayPng png = OverlayPng.of(slices.get(slices.size() / 2));
            int epoch =
                    finish.history().stream().mapToInt(MetricValue::epoch).max().orElse(0);
            events.image(tag, epoch, png.height(), png.width(), png.bytes());
        }
    }

    private void score(MetricValue value) {
        events.scalar(value.path(), value.epoch(), value.value());
    }
}
