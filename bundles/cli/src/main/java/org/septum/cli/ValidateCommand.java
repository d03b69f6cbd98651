// SPDX-License-Identifier: Apache-2.0
package org.septum.cli;

import java.util.concurrent.Callable;
import org.septum.api.experiment.Experiment;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code septum validate}. */
@Command(
        description =
                "Checks an experiment without training: the file, the data, the split and the shapes of the network.",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        footer = {"", "Example:  septum validate experiments/sunnybrook-lv.yaml"})
final class ValidateCommand implements Callable<Integer> {

    private final Services services;

    @Spec
    private CommandSpec spec;

    @Mixin
    private ExperimentOptions experiment;

    ValidateCommand(Services services) {
        this.services = services;
    }

    @Override
    public Integer call() {
        Experiment read = experiment.read(services.reader());
        String facts = services.runner().check(read);
        spec.commandLine().getOut().println(experiment.file + " is valid: " + facts);
        return ExitCode.DONE;
    }
}
