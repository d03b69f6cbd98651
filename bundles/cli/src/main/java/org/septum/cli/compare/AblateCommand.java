// SPDX-License-Identifier: Apache-2.0
package org.septum.cli.compare;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.septum.api.Printable;
import org.septum.api.UserError;
import org.septum.api.ablation.TaskState;
import org.septum.api.experiment.Experiment;
import org.septum.cli.command.ExperimentArguments;
import org.septum.cli.command.Failures;
import org.septum.cli.command.SeptumCommand;
import org.septum.cli.terminal.TextTable;
import org.septum.common.machine.Terminal;
import org.septum.common.text.Words;
import org.septum.services.ablation.AblationRunner.Changed;
import org.septum.services.ablation.AblationRunner.Overview;
import org.septum.services.ablation.AblationRunner.Request;
import org.septum.services.ablation.AblationRunner.Training;
import org.septum.services.compare.RunComparison;
import org.septum.services.experiment.Problems;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code septum ablate}. */
@Command(
        name = "ablate",
        description =
                "Train the variants of an experiment with several seeds, as far as they are missing, and compare them.",
        footer = {
            "",
            "The variants are in the experiment's section ablation. A run is addressed by its resolved experiment: what has "
                    + "finished is never trained again, what was interrupted goes on, what another process trains is waited for. Ctrl-C stops; the same command goes "
                    + "on. The state of every run is in RUNS/NAME/ablation.json, the comparison in RUNS/NAME/comparison.",
            "",
            "Example: septum ablate experiments/ablation-phantom.yaml --dry-run"
        })
public final class AblateCommand extends SeptumCommand {

    @Mixin
    private ExperimentArguments experiment;

    @Option(
            names = "--runs",
            paramLabel = "DIR",
            defaultValue = "runs",
            description = "The folder of all runs. Default: ${DEFAULT-VALUE}")
    private Path runs;

    @Option(names = "--dry-run", description = "Show what would be trained and how long it would take, and exit.")
    private boolean dryRun;

    @Option(names = "--keep-going", description = "Go on with the other runs after one has failed.")
    private boolean keepGoing;

    @Option(
            names = "--executor-option",
            paramLabel = "OPTION",
            description = "A further option for the scheduler, as it stands: one of sbatch for slurm, for example "
                    + "--executor-option=--mail-type=END, and for kubernetes image=NAME and claim=NAME. May be repeated. An "
                    + "experiment cannot hold them, since they may name programs.")
    private List<String> executorOptions = List.of();

    /** At most one of the two may be given. */
    private static final class OfChanged {
        @Option(
                names = "--retrain-changed",
                required = true,
                description =
                        "Train runs again whose data, split, start weights or experiment.yaml have changed since; their "
                                + "folders are replaced. Otherwise such runs are named, and nothing is trained.")
        private boolean retrained;

        @Option(
                names = "--accept-changes",
                required = true,
                description = "Keep such runs. Every table of the comparison says what has changed.")
        private boolean accepted;
    }

    @ArgGroup
    private OfChanged ofChanged;

    @Override
    public Integer call() {
        Request request = new Request(experiment.file, experiment.overrides, runs, changed(), executorOptions);
        // All that is wrong is told at once.
        Problems problems = new Problems();
        Map<String, Experiment> variants = services.reader().variants(experiment.file, experiment.overrides, problems);
        problems.throwIfAny();
        Overview overview = services.ablations().overview(request);
        if (!dryRun && !overview.refusal().isEmpty()) {
            // Before the data of every variant are looked at, which takes its time.
            throw new UserError(overview.refusal());
        }
        List<String> hints =
                overview.count(TaskState.FINISHED) == overview.trainings().size()
                        ? List.of()
                        : services.runner().checkVariants(variants, problems);
        problems.throwIfAny();
        ExperimentArguments.tellEnvironment(variants.values(), out());
        show(overview);
        hints.forEach(hint -> out().println("hint: " + Printable.line(hint)));
        if (!overview.refusal().isEmpty()) {
            out().println("such runs are refused: --retrain-changed trains them again, --accept-changes keeps them");
        }
        if (dryRun) {
            estimate(overview, request);
            return ExitCode.OK;
        }
        Overview end = services.ablations().run(request, keepGoing, new AblationProgress(out(), Terminal.width()));
        boolean failed = failures(end);
        // A run that is still going on belongs to another process, and was waited for until Ctrl-C.
        boolean interrupted = end.count(TaskState.INTERRUPTED) + end.count(TaskState.RUNNING) > 0;
        if (interrupted || end.count(TaskState.WAITING) > 0) {
            long left = end.trainings().size() - end.count(TaskState.FINISHED);
            tell(left + " of " + Words.count(end.trainings().size(), "run")
                    + (left == 1 ? " is" : " are") + " not finished; "
                    + (interrupted ? "the same" : "once no job works on them, the same") + " command goes on.");
            return interrupted ? Failures.INTERRUPTED : ExitCode.OK;
        }
        if (end.count(TaskState.FINISHED) > 1) {
            out().println();
            CompareCommand.print(
                    services.comparison()
                            .compare(new RunComparison.Request(
                                    List.of(end.folder()), Optional.empty(), false, false, Optional.empty(), true)),
                    out());
        }
        return failed ? Failures.RUN : ExitCode.OK;
    }

    private Changed changed() {
        if (ofChanged == null) {
            return Changed.REFUSED;
        }
        return ofChanged.retrained ? Changed.RETRAINED : Changed.ACCEPTED;
    }

    private boolean failures(Overview end) {
        for (Training training : end.trainings()) {
            if (training.state() == TaskState.FAILED || training.state() == TaskState.SKIPPED) {
                tell(Printable.line(training.variant()) + ", " + Printable.line(training.repetition()) + " "
                        + training.state() + ": " + Printable.line(training.detail()));
            }
        }
        return end.count(TaskState.FAILED) > 0;
    }

    private void show(Overview overview) {
        TextTable table = new TextTable(Set.of(), "VARIANT", "REPETITION", "STATE", "FOLDER", "");
        overview.trainings()
                .forEach(training -> table.add(
                        training.variant(),
                        training.repetition(),
                        training.state().toString(),
                        training.directory().toString(),
                        training.detail()));
        table.lines().forEach(out()::println);
        overview.changes().forEach(change -> out().println("- changed since: " + Printable.line(change)));
        overview.notes().forEach(note -> out().println("- " + Printable.line(note)));
        long left = overview.trainings().size() - overview.count(TaskState.FINISHED);
        out().println(Words.count(overview.trainings().size(), "run") + ", " + left + " of them to be trained");
        out().flush();
    }

    private void estimate(Overview overview, Request request) {
        if (overview.count(TaskState.FINISHED) == overview.trainings().size()) {
            return;
        }
        double minutes = services.ablations().estimate(request) / 60;
        out().println("measured on a few steps of each variant, they take about "
                + (minutes < 1 ? "1 min" : String.format(Locale.ROOT, "%.0f min", minutes))
                + " on this machine, one after another");
    }
}
