// SPDX-License-Identifier: Apache-2.0
package org.septum.cli.reference;

import java.nio.file.Path;
import java.util.Map;
import org.septum.cli.command.SeptumCommand;
import org.septum.common.files.AtomicFile;
import org.septum.common.files.OutputFolder;
import org.septum.common.files.OwnFolder;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Option;

/** {@code septum docs}. */
@Command(
        name = "docs",
        description =
                "Write the reference of the experiment file and of all installed components, a page for each kind.",
        footer = {
            "",
            "It is made from what the components declare, plugins included. One component's page: septum plugins TYPE.",
            "",
            "Example: septum docs -o reference --format html"
        })
public final class DocsCommand extends SeptumCommand {

    /** How the pages are written. */
    enum Format {
        markdown,
        html
    }

    private static final String DEFAULT = "reference";

    @Option(
            names = {"-o", "--output"},
            paramLabel = "DIR",
            description = "The folder for the pages; others in it are left alone. Default: " + DEFAULT)
    private Path output;

    @Option(
            names = "--format",
            paramLabel = "FORMAT",
            defaultValue = "html",
            description = "${COMPLETION-CANDIDATES}. Default: ${DEFAULT-VALUE}")
    private Format format;

    @Override
    public Integer call() {
        Reference reference =
                Reference.of(services.format().sections(), services.registry().components());
        Map<String, String> files = format == Format.html
                ? HtmlPages.of(reference, services.version())
                : MarkdownPages.of(reference, services.version());
        Path folder = output != null
                ? OutputFolder.make(output)
                : OwnFolder.ofWorkingFolder().make(Path.of(DEFAULT));
        files.forEach((name, text) -> AtomicFile.write(folder.resolve(name), text));
        out().println(folder.resolve(files.keySet().iterator().next()));
        return ExitCode.OK;
    }
}
