// SPDX-License-Identifier: Apache-2.0
package org.septum.cli.compare;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.septum.cli.command.SeptumCommand;
import org.septum.cli.terminal.TextTable;
import org.septum.services.compare.RunComparison.Listing;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code septum runs}. */
@Command(
        name = "runs",
        description = "List past runs, filtered and sorted by any setting or metric.",
        footer = {
            "",
            "Settings are named as in --set (model.depth), metrics by part, head and name (test/structures/dice, "
                    + "test/structures/dice/lv). There are name, variant, seed, status and start as well.",
            "",
            "Example: septum runs --filter model.depth=3 --sort test/structures/dice"
        })
public final class RunsCommand extends SeptumCommand {

    @Parameters(
            paramLabel = "FOLDER",
            arity = "0..1",
            defaultValue = "runs",
            description = "Where to look, folders below it included. Default: ${DEFAULT-VALUE}")
    private Path folder;

    @Option(
            names = "--filter",
            paramLabel = "KEY=VALUE",
            description = "List only runs that meet this condition; != < <= > >= may stand in place of =. May be "
                    + "repeated.")
    private List<String> filters = new ArrayList<>();

    @Option(
            names = "--sort",
            paramLabel = "KEY",
            description = "Sort by a setting or metric, the largest number first.")
    private Optional<String> sort;

    @Option(names = "--reverse", description = "Turn the order round.")
    private boolean reverse;

    @Option(names = "--show", paramLabel = "KEY", description = "Add a column. May be repeated.")
    private List<String> shown = new ArrayList<>();

    @Override
    public Integer call() {
        Listing listing = new Listing(folder, filters, sort, reverse, shown);
        TextTable.print(services.comparison().list(listing), out());
        return ExitCode.OK;
    }
}
