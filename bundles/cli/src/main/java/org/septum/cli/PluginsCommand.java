// SPDX-License-Identifier: Apache-2.0
package org.septum.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import java.util.concurrent.Callable;
import org.septum.api.run.Registry;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code septum plugins}. */
@Command(
        description = "Lists every component that an experiment can name.",
        mixinStandardHelpOptions = true,
        footer = {"", "Example:  septum plugins --plugins target/my-loss.jar"})
final class PluginsCommand implements Callable<Integer> {

    private final Services services;

    @Spec
    private CommandSpec spec;

    @Option(names = "--json", description = "Prints JSON instead of a table.")
    private boolean json;

    PluginsCommand(Services services) {
        this.services = services;
    }

    @Override
    public Integer call() {
        spec.commandLine().getOut().print(json ? json() : table());
        spec.commandLine().getOut().flush();
        return ExitCode.DONE;
    }

    private String table() {
        Table table = new Table("KIND", "TYPE", "BUNDLE", "VERSION", "SUMMARY");
        for (Registry.Entry entry : services.registry().components()) {
            table.row(
                    entry.kind().label(),
                    entry.type(),
                    entry.bundle(),
                    entry.version(),
                    entry.factory().summary());
        }
        return table.toString();
    }

    private String json() {
        ArrayNode list = new ObjectMapper().createArrayNode();
        for (Registry.Entry entry : services.registry().components()) {
            list.addObject()
                    .put("kind", entry.kind().label())
                    .put("type", entry.type())
                    .put("bundle", entry.bundle())
                    .put("version", entry.version())
                    .put("summary", entry.factory().summary());
        }
        return list.toPrettyString() + "\n";
    }
}
