// SPDX-License-Identifier: Apache-2.0
package org.septum.cli.run;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.septum.cli.command.ExperimentArguments;
import org.septum.cli.command.Services;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code septum lock}. */
@Command(
        name = "lock",
        description = "Write EXPERIMENT.lock: what the experiment's results depend on, for 'septum run --locked'.",
        footer = {
            "",
            "In the lock are the resolved experiment, Septum's version, the SHA-256 of every bundle's jar, the SHA-256 of "
                    + "each patient's (or other group's) samples as training sees them (size, scaled intensities, labels), "
                    + "and that of the split. All data are read once.",
            "",
            "Example: septum lock experiments/quickstart.yaml"
        })
public final class LockCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @Mixin
    private ExperimentArguments experiment;

    private final Services services;

    public LockCommand(Services services) {
        this.services = services;
    }

    @Override
    public Integer call() {
        Path lock = LockedExperiment.lockOf(experiment.file);
        services.keeper().lock(services.reader().read(experiment.file, experiment.overrides), lock);
        spec.commandLine().getOut().println(lock);
        return ExitCode.OK;
    }
}
