// SPDX-License-Identifier: Apache-2.0
package org.septum.cli.run;

import java.nio.file.Path;
import java.util.Optional;
import org.septum.api.Printable;
import org.septum.cli.command.AcceptChanges;
import org.septum.cli.command.SeptumCommand;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code septum pack}. */
@Command(
        name = "pack",
        description = "Put a finished run into one zip file, from which 'septum run' replays it.",
        footer = {
            "",
            "In the pack are the experiment, its lock, the tested checkpoint, tables, report, provenance, and the plugins' "
                    + "jars; not the data. The same run always gives the same bytes.",
            "",
            "Nothing in a pack is run by itself: plugins are programs. Where they are missing, and you trust their makers, "
                    + "--extract-plugins writes their jars to plugins/, and 'septum plugins trust' has every command in this "
                    + "folder load them.",
            "",
            "Example: septum pack runs/quickstart/base/seed-1-0a1b2c3d -o quickstart.zip",
            "Example: septum pack --extract-plugins quickstart.zip"
        })
public final class PackCommand extends SeptumCommand {

    private static final Path PLUGINS = Path.of("plugins");

    @Parameters(paramLabel = "RUN", description = "The run's folder; with --extract-plugins, the zip file.")
    private Path run;

    @Option(
            names = {"-o", "--output"},
            paramLabel = "PATH",
            description =
                    "The zip file to write, by default the run folder's name with .zip in the current folder; with "
                            + "--extract-plugins the folder for the jars, by default plugins.")
    private Optional<Path> output;

    @Option(
            names = "--extract-plugins",
            description =
                    "Take the plugins' jars out of a pack, each with the SHA-256 of the pack's lock, and start none.")
    private boolean extractPlugins;

    @Mixin
    private AcceptChanges changes;

    @Override
    public Integer call() {
        if (extractPlugins) {
            services.keeper()
                    .extractPlugins(run, output.orElse(PLUGINS))
                    .forEach(jar -> out().println(Printable.line(jar.toString())));
            tell("these are programs, and not started yet; if you trust their makers: "
                    + output.map(folder -> "--plugins " + folder + " with a command")
                            .orElse("septum plugins trust"));
        } else {
            out().println(services.keeper().pack(run, output.map(SeptumCommand::checkedFile), changes.policy()));
        }
        return ExitCode.OK;
    }
}
