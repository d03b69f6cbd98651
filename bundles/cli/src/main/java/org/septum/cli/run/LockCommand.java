// SPDX-License-Identifier: Apache-2.0
package org.septum.cli.run;

import java.nio.file.Path;
import org.septum.cli.command.ExperimentArguments;
import org.septum.cli.command.SeptumCommand;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;

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
public final class LockCommand extends SeptumCommand {

    @Mixin
    private ExperimentArguments experiment;

    @Override
    public Integer call() {
        Path lock = LockedExperiment.lockOf(experiment.file);
        services.keeper().lock(experiment.read(services), lock);
        out().println(lock);
        return ExitCode.OK;
    }
}
