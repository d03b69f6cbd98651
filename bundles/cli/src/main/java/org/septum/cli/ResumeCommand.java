// SPDX-License-Identifier: Apache-2.0
package org.septum.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.septum.api.UserError;
import org.septum.api.experiment.Experiment;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code septum resume}. */
@Command(
        description = "Goes on with an interrupted run from where it stopped.",
        mixinStandardHelpOptions = true,
        footer = {"", "Example:  septum resume runs/quickstart/base/seed-1-0a1b2c3d"})
final class ResumeCommand implements Callable<Integer> {

    private final Services services;

    @Spec
    private CommandSpec spec;

    @Parameters(index = "0", paramLabel = "RUN", description = "The run's folder.")
    private Path run;

    ResumeCommand(Services services) {
        this.services = services;
    }

    @Override
    public Integer call() {
        Path file = run.resolve("experiment.yaml");
        if (!java.nio.file.Files.isRegularFile(file)) {
            throw new UserError(run + ": this is not a run folder; it has no experiment.yaml");
        }
        Experiment read = services.reader().read(file, List.of());
        if (Devices.needsRestart(read.runtime().device(), services.cudaProbe())) {
            return ExitCode.RESTART_WITH_CUDA;
        }
        return Outcomes.exitCode(services.runner().resume(run), read, spec.commandLine());
    }
}
