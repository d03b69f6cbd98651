// SPDX-License-Identifier: Apache-2.0
package org.septum.reporting.html;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.septum.api.metric.MetricValue;
import org.septum.api.report.Reporter;
import org.septum.api.report.RunFinish;
import org.septum.api.report.RunStart;
import org.septum.api.training.EpochReport;
import org.septum.common.run.RunFiles;
import org.septum.common.text.Words;
import org.septum.reporting.Quantities;
import org.septum.services.compare.PairedIntervals;

/**
 * Writes {@code report.html} at the start and after epochs, so that a run can be watched, and completes it in the end. The page
 * grows with each epoch: after many short ones it is not written each time, but twenty times while their number doubles, and
 * at least every half minute.
 */
public final class HtmlReporter implements Reporter {

    /** A page of so many epochs waits for one more before it is written again. */
    private static final int LEAST_GROWTH = 20;

    private static final Duration LONGEST_WAIT = Duration.ofSeconds(30);

    private final int slices;
    private final Optional<PairedIntervals> intervals;
    private final Clock clock;
    private final List<MetricValue> history = new ArrayList<>();
    private final List<String> warnings = new ArrayList<>();
    private String stopped = "";
    private int shownEpoch;
    private Instant shownAt = Instant.EPOCH;
    private RunStart start;

    /**
     * @param slices how many slices of a pictured case are shown at most
     * @param intervals says how sure changes of scores are
     */
    HtmlReporter(int slices, Optional<PairedIntervals> intervals, Clock clock) {
        this.slices = slices;
        this.intervals = intervals;
        this.clock = clock;
    }

    @Override
    public void started(RunStart start) {
        this.start = start;
        warnings.addAll(start.warnings());
        write(history, running(), Optional.empty());
    }

    @Override
    public void warned(String warning) {
        warnings.add(warning);
        write(history, running(), Optional.empty());
    }

    @Override
    public void stoppedEarly(int epoch, String reason) {
        stopped = "; stopped after epoch " + epoch + " of "
                + start.experiment().training().epochs() + ": " + reason;
    }

    @Override
    public void epochFinished(EpochReport epoch) {
        history.addAll(epoch.values());
        boolean due = epoch.epoch() - shownEpoch > epoch.epoch() / LEAST_GROWTH
                || !clock.instant().isBefore(shownAt.plus(LONGEST_WAIT));
        if (due) {
            shownEpoch = epoch.epoch();
            write(history, running(), Optional.empty());
        }
    }

    @Override
    public void finished(RunFinish finish) {
        warnings.addAll(finish.warnings());
        String status = finish.status() + " after " + Quantities.duration(finish.seconds()) + stopped;
        write(finish.history(), status, Optional.of(finish));
    }

    @Override
    public void failed(String reason) {
        write(history, "failed: " + reason, Optional.empty());
    }

    private String running() {
        int done = history.stream().mapToInt(MetricValue::epoch).max().orElse(start.firstEpoch() - 1);
        return "running, " + done + " of "
                + Words.count(start.experiment().training().epochs(), "epoch") + " done";
    }

    private void write(List<MetricValue> values, String status, Optional<RunFinish> finish) {
        String page = new ReportPage(start, values, status, warnings, finish, slices, intervals, clock).html();
        shownAt = clock.instant();
        start.files().write(RunFiles.REPORT, page.getBytes(StandardCharsets.UTF_8));
    }
}
