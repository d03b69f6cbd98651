// SPDX-License-Identifier: Apache-2.0
package org.septum.cli;

import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code septum pack}. */
@Command(
        name = "pack",
        description = "Put a finished run into one zip file, from which 'septum run' replays it.",
        footer = {
            "",
            "In the pack are the experiment, its lock, the tested checkpoint, tables, report, provenance, and the plugins' "
                    + "jars; not the data. The same run always gives the same bytes.",
            "",
            "Example: septum pack runs/quickstart/base/seed-1-0a1b2c3d -o quickstart.zip"
        })
final class PackCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @Parameters(paramLabel = "RUN", description = "The run's folder.")
    private Path run;

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FILE",
            description = "The zip file to write. Default: the run folder's name with .zip, in the current folder")
    private Path output;

    private final Services services;

    PackCommand(Services services) {
        this.services = services;
    }

    @Override
    public Integer call() {
        spec.commandLine().getOut().println(services.keeper().pack(run, Optional.ofNullable(output)));
        return ExitCode.OK;
    }
}
