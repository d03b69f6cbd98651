// SPDX-License-Identifier: Apache-2.0
package org.septum.cli.compare;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.septum.cli.command.Services;
import org.septum.cli.terminal.TextTable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code septum diff}. */
@Command(
        name = "diff",
        description = "Tell what differs between two runs: settings, bundles, machine, data.",
        footer = {
            "",
            "Only what differs is listed; 'septum compare' compares the scores.",
            "",
            "Example: septum diff runs/x/base/seed-1-0a1b2c3d runs/x/base/seed-2-4e5f6a7b"
        })
public final class DiffCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @Parameters(index = "0", paramLabel = "RUN", description = "A run's folder.")
    private Path first;

    @Parameters(index = "1", paramLabel = "RUN", description = "Another run's folder.")
    private Path second;

    private final Services services;

    public DiffCommand(Services services) {
        this.services = services;
    }

    @Override
    public Integer call() {
        TextTable.print(
                services.comparison().difference(first, second),
                spec.commandLine().getOut());
        return ExitCode.OK;
    }
}
