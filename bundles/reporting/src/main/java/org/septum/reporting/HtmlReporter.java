// SPDX-License-Identifier: Apache-2.0
package org.septum.reporting;

import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.septum.api.report.AtomicFile;
import org.septum.api.report.EpochReport;
import org.septum.api.report.MetricValue;
import org.septum.api.report.Reporter;
import org.septum.api.report.RunFinish;
import org.septum.api.report.RunStart;

/** Writes {@code report.html} at the start and after each epoch, so that a run can be watched, and completes it in the end. */
final class HtmlReporter implements Reporter {

    static final String FILE = "report.html";

    private final int slices;
    private final Clock clock;
    private final List<MetricValue> history = new ArrayList<>();
    private RunStart start;

    HtmlReporter(int slices, Clock clock) {
        this.slices = slices;
        this.clock = clock;
    }

    @Override
    public void started(RunStart start) {
        this.start = start;
        write(history, Optional.empty());
    }

    @Override
    public void epochFinished(EpochReport epoch) {
        history.addAll(epoch.values());
        write(history, Optional.empty());
    }

    @Override
    public void finished(RunFinish finish) {
        write(finish.history(), Optional.of(finish));
    }

    private void write(List<MetricValue> values, Optional<RunFinish> finish) {
        String page = new ReportPage(start, values, finish, slices, clock).html();
        AtomicFile.write(start.directory().resolve(FILE), page);
    }
}
