// SPDX-License-Identifier: Apache-2.0
package org.septum.reporting.csv;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.septum.api.UserError;
import org.septum.api.data.Part;
import org.septum.api.metric.MetricValue;
import org.septum.api.report.CaseValue;
import org.septum.api.report.RunFinish;
import org.septum.api.training.StepReport;
import org.septum.reporting.ScriptedRun;

class CsvReporterTest {

    private static final String METRICS = """
            epoch,part,head,metric,class,value
            1,train,,loss,all,0.5
            1,validation,,loss,all,0.625
            1,validation,structures,loss,all,0.625
            1,validation,structures,dice,rv,0.1
            1,validation,structures,dice,"lv, ""cavity""\",nan
            1,validation,structures,dice,mean,0.1
            """;

    @TempDir
    Path directory;

    @Test
    void writesMetricsAndStepsAfterEachEpochAndCasesInTheEnd() throws IOException {
        CsvReporter reporter = new CsvReporter();
        reporter.started(ScriptedRun.start(directory, "scripted", 1, 1));
        reporter.stepFinished(new StepReport(1, 1, 1, 1.0 / 3, 1e-4, 0.25, 0, List.of()));
        reporter.stepFinished(new StepReport(2, 1, 2, Double.POSITIVE_INFINITY, 1e-4, 0.25, 0.125, List.of()));
        reporter.epochFinished(ScriptedRun.epoch(1, 0.5, 0.1, "best"));
        Runnable saving = reporter.stateSaving();
        reporter.stepFinished(new StepReport(3, 2, 1, 0.25, 1e-4, 0.25, 0, List.of())); // while it is being saved
        saving.run();

        assertThat(read("metrics.csv")).isEqualTo(METRICS);
        assertThat(read("steps.csv")).isEqualTo("""
                        step,epoch,loss,learning-rate,seconds,data-wait
                        1,1,0.3333333333333333,1.0E-4,0.25,0.0
                        2,1,inf,1.0E-4,0.25,0.125
                        """);

        reporter.finished(finish(
                new CaseValue(Part.TEST, "structures", "dice", "rv", "volume", "p1\n/es", "p1", 0.75, false),
                new CaseValue(Part.TEST, "structures", "dice", "rv", "volume", "p2", "p2", Double.NaN, true)));

        assertThat(read("metrics.csv")).isEqualTo(METRICS + "1,test,structures,dice,rv,0.75\n");
        assertThat(read("cases.csv")).isEqualTo("""
                        part,head,metric,class,unit,case,group,value,empty-rule
                        test,structures,dice,rv,volume,"p1
                        /es",p1,0.75,false
                        test,structures,dice,rv,volume,p2,p2,nan,true
                        """);
    }

    @Test
    void keepsTheEpochsBeforeAResumedOne() throws IOException {
        CsvReporter interrupted = new CsvReporter();
        interrupted.started(ScriptedRun.start(directory, "scripted", 3, 1));
        interrupted.stepFinished(new StepReport(1, 1, 1, 0.5, 1e-4, 0.25, 0, List.of()));
        interrupted.epochFinished(ScriptedRun.epoch(1, 0.5, 0.1));
        interrupted.stepFinished(new StepReport(2, 2, 1, 0.25, 1e-4, 0.25, 0, List.of()));
        interrupted.epochFinished(ScriptedRun.epoch(2, 0.25, 0.1));
        interrupted.stateSaving().run();

        CsvReporter resumed = new CsvReporter();
        resumed.started(ScriptedRun.start(directory, "scripted", 3, 2));
        resumed.stepFinished(new StepReport(2, 2, 1, 0.125, 1e-4, 0.5, 0, List.of()));
        resumed.epochFinished(ScriptedRun.epoch(2, 0.125, 0.1));
        resumed.stateSaving().run();

        assertThat(read("metrics.csv")).startsWith(METRICS + "2,train,,loss,all,0.125\n");
        assertThat(read("metrics.csv").lines()).hasSize(13);
        assertThat(read("steps.csv")).isEqualTo("""
                        step,epoch,loss,learning-rate,seconds,data-wait
                        1,1,0.5,1.0E-4,0.25,0.0
                        2,2,0.125,1.0E-4,0.5,0.0
                        """);
    }

    @Test
    void keepsTheStepsOfAnEpochThatIsContinuedAmidst() throws IOException {
        CsvReporter interrupted = new CsvReporter();
        interrupted.started(ScriptedRun.start(directory, "scripted", 1, 1));
        interrupted.stepFinished(new StepReport(1, 1, 1, 0.5, 1e-4, 0.25, 0, List.of()));
        interrupted.finished(finish());

        CsvReporter resumed = new CsvReporter();
        resumed.started(ScriptedRun.start(directory, "scripted", 1, 1));
        resumed.stepFinished(new StepReport(2, 1, 2, 0.25, 1e-4, 0.25, 0, List.of()));
        resumed.epochFinished(ScriptedRun.epoch(1, 0.5, 0.1));
        resumed.stateSaving().run();

        assertThat(read("steps.csv")).isEqualTo("""
                        step,epoch,loss,learning-rate,seconds,data-wait
                        1,1,0.5,1.0E-4,0.25,0.0
                        2,1,0.25,1.0E-4,0.25,0.0
                        """);
    }

    /** The same file, not a new one in its place, and behind what was there only what is new. */
    @Test
    void appendsWhatIsNew() throws IOException {
        CsvReporter reporter = new CsvReporter();
        reporter.started(ScriptedRun.start(directory, "scripted", 3, 1));
        reporter.stepFinished(new StepReport(1, 1, 1, 0.5, 1e-4, 0.25, 0, List.of()));
        reporter.stateSaving().run();
        Path steps = directory.resolve("steps.csv");
        Object file = Files.readAttributes(steps, BasicFileAttributes.class).fileKey();
        // What a reader of the file would notice of being written again.
        String first = read("steps.csv");
        Files.writeString(steps, first.replace("0.5", "0.6"));
        reporter.stepFinished(new StepReport(2, 1, 2, 0.25, 1e-4, 0.25, 0, List.of()));
        Runnable neverDone = reporter.stateSaving();
        reporter.stepFinished(new StepReport(3, 2, 1, 0.125, 1e-4, 0.25, 0, List.of()));
        reporter.stateSaving().run();
        neverDone.run(); // too late: all of it is there

        assertThat(read("steps.csv"))
                .isEqualTo(first.replace("0.5", "0.6") + "2,1,0.25,1.0E-4,0.25,0.0\n3,2,0.125,1.0E-4,0.25,0.0\n");
        assertThat(Files.readAttributes(steps, BasicFileAttributes.class).fileKey())
                .isEqualTo(file);
    }

    /** A kill may fall amid an append, also into a quoted field; the state that was saved before it knows nothing of it. */
    @Test
    void aPartOfARowIsNotTakenOver() throws IOException {
        for (String torn : List.of("2", "2,2,0.25,1.0E-4,0.25,0.0", "2,2,\"0.25,\n")) {
            Files.deleteIfExists(directory.resolve("metrics.csv"));
            Files.writeString(directory.resolve("steps.csv"), """
                    step,epoch,loss,learning-rate,seconds,data-wait
                    1,1,0.5,1.0E-4,0.25,0.0
                    """ + torn);
            CsvReporter resumed = new CsvReporter();
            resumed.started(ScriptedRun.start(directory, "scripted", 3, 2));
            resumed.stepFinished(new StepReport(2, 2, 1, 0.125, 1e-4, 0.5, 0, List.of()));
            resumed.stateSaving().run();

            assertThat(read("steps.csv")).as(torn).isEqualTo("""
                    step,epoch,loss,learning-rate,seconds,data-wait
                    1,1,0.5,1.0E-4,0.25,0.0
                    2,2,0.125,1.0E-4,0.5,0.0
                    """);
        }
    }

    @Test
    void aFileThatWasTakenAwayBeginsAnew() throws IOException {
        CsvReporter reporter = new CsvReporter();
        reporter.started(ScriptedRun.start(directory, "scripted", 3, 1));
        reporter.stepFinished(new StepReport(1, 1, 1, 0.5, 1e-4, 0.25, 0, List.of()));
        reporter.stateSaving().run();
        Files.delete(directory.resolve("steps.csv"));
        reporter.stepFinished(new StepReport(2, 1, 2, 0.25, 1e-4, 0.25, 0, List.of()));
        reporter.stateSaving().run();

        assertThat(read("steps.csv")).isEqualTo("""
                        step,epoch,loss,learning-rate,seconds,data-wait
                        2,1,0.25,1.0E-4,0.25,0.0
                        """);
    }

    @Test
    void savesTheStepsThatLedToAFailure() throws IOException {
        CsvReporter reporter = new CsvReporter();
        reporter.started(ScriptedRun.start(directory, "scripted", 1, 1));
        reporter.stepFinished(new StepReport(1, 1, 1, Double.NaN, 1e-4, 0.25, 0, List.of()));
        reporter.failed("the loss is not finite");

        assertThat(read("steps.csv")).endsWith("\n1,1,nan,1.0E-4,0.25,0.0\n");
    }

    @Test
    void refusesToContinueAFileThatIsNotItsOwn() throws IOException {
        Path file = directory.resolve("metrics.csv");
        Files.writeString(file, "epoch,value\n1,0.5\n");

        assertThatThrownBy(() -> new CsvReporter().started(ScriptedRun.start(directory, "scripted", 3, 2)))
                .isInstanceOf(UserError.class)
                .hasMessage(
                        file + " cannot be continued: its first line is not epoch,part,head,metric,class,value; move "
                                + "it away to resume the run without its rows");
        assertThat(file).hasContent("epoch,value\n1,0.5\n");
    }

    private String read(String name) throws IOException {
        return Files.readString(directory.resolve(name));
    }

    private static RunFinish finish(CaseValue... cases) {
        List<MetricValue> history =
                new ArrayList<>(ScriptedRun.epoch(1, 0.5, 0.1).values());
        history.add(new MetricValue(1, Part.TEST, "structures", "dice", "rv", 0.75));
        return new RunFinish(
                RunFinish.Status.FINISHED,
                Part.TEST,
                history,
                List.of(cases),
                List.of(),
                "best (epoch 1)",
                90,
                Map.of(),
                List.of(),
                Optional.empty(),
                (head, id) -> List.of());
    }

    /** It may be a link to something that is nobody's business. */
    @Test
    void doesNotShowWhatAFileHolds() throws IOException {
        Path file = directory.resolve("metrics.csv");
        for (String row : List.of("secret", "secret,test,a,b,c,0.5")) {
            Files.writeString(file, "epoch,part,head,metric,class,value\n" + row + "\n");
            assertThatThrownBy(() -> new CsvReporter().started(ScriptedRun.start(directory, "scripted", 3, 2)))
                    .isInstanceOf(UserError.class)
                    .hasMessageStartingWith(file + " cannot be continued: a row has ")
                    .hasMessageNotContaining("secret");
        }
    }
}
