// SPDX-License-Identifier: Apache-2.0
package org.septum.cli;

import java.util.concurrent.Callable;
import org.septum.api.experiment.Experiment;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code septum validate}. */
@Command(
        name = "validate",
        description = "Check an experiment without running it: the file, the data, the split, the network's shapes.",
        footer = {"", "Example: septum validate experiments/quickstart.yaml --set data.size=[128,128]"})
final class ValidateCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @Mixin
    private ExperimentArguments experiment;

    private final Services services;

    ValidateCommand(Services services) {
        this.services = services;
    }

    @Override
    public Integer call() {
        Experiment read = services.reader().read(experiment.file, experiment.overrides);
        String facts = services.runner().check(read);
        spec.commandLine().getOut().println(experiment.file + " is valid: " + facts.stripTrailing());
        return ExitCode.OK;
    }
}
