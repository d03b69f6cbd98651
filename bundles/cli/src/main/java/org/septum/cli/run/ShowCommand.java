// SPDX-License-Identifier: Apache-2.0
package org.septum.cli.run;

import org.septum.cli.command.ExperimentArguments;
import org.septum.cli.command.SeptumCommand;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;

/** {@code septum show}. */
@Command(
        name = "show",
        description = "Print an experiment as it would be run: fragments merged, overrides made, defaults filled in.",
        footer = {
            "",
            "What is printed is YAML and reads back to the same experiment.",
            "",
            "Example: septum show experiments/quickstart.yaml --set seed=2 > resolved.yaml"
        })
public final class ShowCommand extends SeptumCommand {

    @Mixin
    private ExperimentArguments experiment;

    @Override
    public Integer call() {
        String resolved = experiment.read(services).resolved();
        out().print(resolved);
        return ExitCode.OK;
    }
}
