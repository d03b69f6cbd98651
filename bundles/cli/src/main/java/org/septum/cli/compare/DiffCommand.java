// SPDX-License-Identifier: Apache-2.0
package org.septum.cli.compare;

import java.nio.file.Path;
import org.septum.cli.command.SeptumCommand;
import org.septum.cli.terminal.TextTable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Parameters;

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
public final class DiffCommand extends SeptumCommand {

    @Parameters(index = "0", paramLabel = "RUN", description = "A run's folder.")
    private Path first;

    @Parameters(index = "1", paramLabel = "RUN", description = "Another run's folder.")
    private Path second;

    @Override
    public Integer call() {
        TextTable.print(services.comparison().difference(first, second), out());
        return ExitCode.OK;
    }
}
