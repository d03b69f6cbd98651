// SPDX-License-Identifier: Apache-2.0
package org.septum.cli.data;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code septum data}: what can be done with data before anything is trained. */
@Command(
        name = "data",
        description = "Look at an experiment's data before anything is trained.",
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {DataCheckCommand.class, DataPreviewCommand.class},
        commandListHeading = "%nCommands:%n",
        footer = {"", "Example: septum data check experiments/quickstart.yaml"})
public final class DataCommand implements Runnable {

    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(
                spec.commandLine(),
                "name a command: " + String.join(", ", spec.subcommands().keySet()));
    }
}
