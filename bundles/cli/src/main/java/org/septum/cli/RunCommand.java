// SPDX-License-Identifier: Apache-2.0
package org.septum.cli;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.septum.api.experiment.Experiment;
import org.septum.api.run.Runner.Outcome;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code septum run}. */
@Command(
        description = "Trains an experiment, tests its best checkpoint and writes a report.",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        footer = {"", "Example:  septum run experiments/quickstart.yaml --set training.epochs=5"})
final class RunCommand implements Callable<Integer> {

    private final Services services;

    @Spec
    private CommandSpec spec;

    @Mixin
    private ExperimentOptions experiment;

    @Option(
            names = "--runs",
            paramLabel = "DIR",
            description = "The folder of all runs; 'runs' by default.",
            defaultValue = "runs")
    private Path runs;

    @Option(names = "--overwrite", description = "Replaces an earlier run of this very experiment.")
    private boolean overwrite;

    RunCommand(Services services) {
        this.services = services;
    }

    @Override
    public Integer call() {
        Experiment read = experiment.read(services.reader());
        if (Devices.needsRestart(read.runtime().device(), services.cudaProbe())) {
            return ExitCode.RESTART_WITH_CUDA;
        }
        Outcome outcome = services.runner().run(read, runs, overwrite);
        return Outcomes.exitCode(outcome, read, spec.commandLine());
    }
}
