// SPDX-License-Identifier: Apache-2.0
package org.septum.cli.reference;

import java.nio.file.Path;
import org.septum.cli.command.SeptumCommand;
import org.septum.cli.terminal.Json;
import org.septum.common.files.AtomicFile;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Option;

/** {@code septum schema}. */
@Command(
        name = "schema",
        description = "Write a JSON Schema of experiment files, with the components that are installed, for editors.",
        footer = {
            "",
            "Editors with Red Hat's YAML language server (VS Code and others) check and complete a file whose first line is",
            "    # yaml-language-server: $schema=septum.schema.json",
            "The schema is of draft 7, the newest that every release of that server knows. After a change of plugins, write "
                    + "it anew. What one file cannot show, 'septum validate' finds.",
            "",
            "Example: septum schema -o septum.schema.json"
        })
public final class SchemaCommand extends SeptumCommand {

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FILE",
            description = "Write to this file instead of the terminal.")
    private Path output;

    @Override
    public Integer call() {
        String schema = Json.pretty(services.format().schema());
        if (output == null) {
            out().println(schema);
        } else {
            AtomicFile.write(checkedFile(output), schema + "\n");
            out().println(output);
        }
        return ExitCode.OK;
    }
}
