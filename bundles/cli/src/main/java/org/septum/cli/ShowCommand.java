// SPDX-License-Identifier: Apache-2.0
package org.septum.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code septum show}. */
@Command(
        description = "Prints an experiment in full: merged, overridden, every default written out.",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        footer = {"", "Example:  septum show experiments/quickstart.yaml --set seed=2 > resolved.yaml"})
final class ShowCommand implements Callable<Integer> {

    private final Services services;

    @Spec
    private CommandSpec spec;

    @Mixin
    private ExperimentOptions experiment;

    ShowCommand(Services services) {
        this.services = services;
    }

    @Override
    public Integer call() {
        spec.commandLine().getOut().print(experiment.read(services.reader()).resolved());
        spec.commandLine().getOut().flush();
        return ExitCode.DONE;
    }
}
