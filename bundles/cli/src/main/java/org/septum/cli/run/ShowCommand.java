// SPDX-License-Identifier: Apache-2.0
package org.septum.cli.run;

import java.util.concurrent.Callable;
import org.septum.cli.command.ExperimentArguments;
import org.septum.cli.command.Services;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

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
public final class ShowCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @Mixin
    private ExperimentArguments experiment;

    private final Services services;

    public ShowCommand(Services services) {
        this.services = services;
    }

    @Override
    public Integer call() {
        String resolved =
                services.reader().read(experiment.file, experiment.overrides).resolved();
        spec.commandLine().getOut().print(resolved);
        return ExitCode.OK;
    }
}
