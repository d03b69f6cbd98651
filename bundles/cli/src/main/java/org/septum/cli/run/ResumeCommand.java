// SPDX-License-Identifier: Apache-2.0
package org.septum.cli.run;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.septum.api.experiment.Experiment;
import org.septum.cli.command.AcceptChanges;
import org.septum.cli.command.SeptumCommand;
import org.septum.cli.machine.DeviceCheck;
import org.septum.cli.terminal.LoadingProgress;
import org.septum.common.run.RunFiles;
import org.septum.common.run.RunFolders;
import org.septum.services.run.Runner;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code septum resume}. */
@Command(
        name = "resume",
        description = "Go on with a run that was interrupted or killed, from its last saved state.",
        footer = {
            "",
            "The run goes on with the data, the division of them and the experiment that it began with: what has changed "
                    + "since is named and refused, or accepted with --accept-changes and written into report and record.",
            "",
            "The result is the same as if the run had not been interrupted; 'septum verify-resume' tests that for an "
                    + "experiment. The state is saved at each epoch's end, and every N steps with training.save-every: N.",
            "",
            "Example: septum resume runs/quickstart/base/seed-1-0a1b2c3d",
            "Example: septum resume runs/x/base/seed-1-0a1b2c3d --set runtime.threads=1"
        })
public final class ResumeCommand extends SeptumCommand {

    @Parameters(paramLabel = "RUN", description = "The run's folder.")
    private Path run;

    @Option(
            names = "--set",
            paramLabel = "KEY=VALUE",
            description = "A setting that changes no result, for what is left of the run: runtime.threads, "
                    + "runtime.loader-threads, training.save-every, report, or where data lie. May be repeated.")
    private List<String> settings = new ArrayList<>();

    @Mixin
    private AcceptChanges changes;

    @Override
    public Integer call() {
        Path recorded = run.resolve(RunFiles.EXPERIMENT);
        if (!Files.isRegularFile(recorded)) {
            throw RunFolders.notARun(run);
        }
        Experiment experiment = services.reader().recorded(recorded, List.of());
        if (services.devices().needsOtherJvm(experiment.runtime().device())) {
            return DeviceCheck.WANTS_CUDA;
        }
        try (LoadingProgress progress = new LoadingProgress(err())) {
            Runner.Outcome outcome = services.runner()
                    .resume(
                            run,
                            settings,
                            changes.policy(),
                            point -> out().println("the run " + was(point) + "; " + goesOn(point)),
                            progress::loaded);
            return new RunEnd(out(), err()).report(experiment, outcome);
        }
    }

    private static String was(Runner.ResumePoint point) {
        return switch (point.status()) {
            case "killed" -> "was killed";
            case "interrupted" -> "was interrupted";
            case "failed" -> "has failed before";
            default -> "is " + point.status();
        };
    }

    private static String goesOn(Runner.ResumePoint point) {
        String epoch = "epoch " + point.epoch() + " of " + point.epochs();
        if (point.epoch() > point.epochs()) {
            return "all epochs are done, the test is left";
        }
        if (point.stepsDone() > 0) {
            return "it goes on in " + epoch + ", after " + point.stepsDone() + " of " + point.stepsPerEpoch()
                    + " steps";
        }
        return point.epoch() > 1
                ? "it goes on at the beginning of " + epoch
                : "no state had been saved, so it begins anew";
    }
}
