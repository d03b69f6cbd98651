// SPDX-License-Identifier: Apache-2.0
package org.septum.cli.run;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.septum.api.experiment.Experiment;
import org.septum.cli.command.ExperimentArguments;
import org.septum.cli.command.SeptumCommand;
import org.septum.cli.machine.Device;
import org.septum.cli.machine.DeviceCheck;
import org.septum.cli.terminal.LoadingProgress;
import org.septum.services.run.Runner;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code septum run}. */
@Command(
        name = "run",
        description = "Train, validate and test an experiment, and record it in a folder of its own.",
        footer = {
            "",
            "The folder is RUNS/NAME/VARIANT/seed-SEED-HASH. A finished run of the same experiment is not repeated "
                    + "without --overwrite. Ctrl-C saves the state and stops; 'septum resume' goes on.",
            "",
            "EXPERIMENT may be a pack of a run (a .zip file of 'septum pack'), which is replayed. With --locked, nothing "
                    + "runs unless experiment, Septum, bundles, data and split are those of EXPERIMENT.lock, or of the "
                    + "lock in the pack; only data.dataset.root may differ. The plugins of a pack must be installed: "
                    + "'septum pack --extract-plugins' takes them out of it.",
            "",
            "Example: septum run experiments/quickstart.yaml --set training.epochs=5"
        })
public final class RunCommand extends SeptumCommand {

    /** The variant of a run that belongs to no ablation. */
    static final String BASE = "base";

    @Mixin
    private ExperimentArguments experiment;

    @Option(
            names = "--device",
            paramLabel = "cpu|cuda",
            description = "Where to compute, whatever the experiment says under runtime.")
    private Device device;

    @Option(
            names = "--runs",
            paramLabel = "DIR",
            defaultValue = "runs",
            description = "The folder of all runs. Default: ${DEFAULT-VALUE}")
    private Path runs;

    @Option(
            names = "--variant",
            paramLabel = "NAME",
            defaultValue = BASE,
            description =
                    "The variant that the run belongs to, which names its folder and sets nothing: its settings are "
                            + "given with --set. Default: ${DEFAULT-VALUE}")
    private String variant;

    @Option(names = "--overwrite", description = "Replace an earlier run of the same experiment.")
    private boolean overwrite;

    @Option(names = "--locked", description = "Refuse to run what differs from the lock, and say in what.")
    private boolean locked;

    @Override
    public Integer call() {
        List<String> overrides = new ArrayList<>(experiment.overrides);
        if (device != null) {
            overrides.add("runtime.device=" + device);
        }
        LockedExperiment source = new LockedExperiment(services, experiment.file, locked);
        Experiment read = source.read(overrides, variant);
        if (services.devices().needsOtherJvm(read.runtime().device())) {
            return DeviceCheck.WANTS_CUDA;
        }
        ExperimentArguments.tellEnvironment(List.of(read), out());
        if (locked) {
            source.check(read);
        }
        try (LoadingProgress progress = new LoadingProgress(err())) {
            Runner.Outcome outcome =
                    source.told(() -> services.runner().run(read, runs, variant, overwrite, progress::loaded));
            return new RunEnd(out(), err()).report(read, outcome);
        }
    }
}
