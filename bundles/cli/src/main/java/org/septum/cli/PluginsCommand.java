// SPDX-License-Identifier: Apache-2.0
package org.septum.cli;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.Callable;
import org.septum.api.run.Registry;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code septum plugins}. */
@Command(
        name = "plugins",
        description = "List every component that experiments can use, and the bundle that offers it.",
        footer = {
            "",
            "Problems with bundles are listed too; the command works in spite of them.",
            "",
            "'septum plugins --lock' starts no plugin but writes plugins.lock beside each folder of plugins, or beside the "
                    + "folder of each jar named with --plugins: the SHA-256 of every jar. From then on another jar, or a "
                    + "changed one, is refused. With SEPTUM_PLUGINS_LOCK=required in the environment, so is every plugin "
                    + "without a lock.",
            "",
            "Example: septum plugins --plugins my-losses.jar"
        })
final class PluginsCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @Option(names = "--json", description = "Print a JSON array instead of a table.")
    private boolean json;

    private final Services services;

    PluginsCommand(Services services) {
        this.services = services;
    }

    @Override
    public Integer call() {
        PrintWriter out = spec.commandLine().getOut();
        List<Registry.Entry> entries = services.registry().components();
        if (json) {
            out.println(Json.of(described(entries)));
        } else {
            OptionalInt columns = Terminal.columns();
            TextTable table = table(entries);
            (columns.isPresent() ? table.lines(columns.getAsInt()) : table.lines()).forEach(out::println);
        }
        return ExitCode.OK;
    }

    static TextTable table(List<Registry.Entry> entries) {
        TextTable table = new TextTable(Set.of(), "KIND", "TYPE", "BUNDLE", "VERSION", "SUMMARY");
        entries.forEach(entry -> table.add(
                entry.kind().label(),
                entry.type(),
                entry.bundle(),
                entry.version(),
                entry.factory().summary()));
        return table;
    }

    private static List<Map<String, String>> described(List<Registry.Entry> entries) {
        List<Map<String, String>> described = new ArrayList<>();
        for (Registry.Entry entry : entries) {
            Map<String, String> fields = new LinkedHashMap<>();
            fields.put("kind", entry.kind().label());
            fields.put("type", entry.type());
            fields.put("bundle", entry.bundle());
            fields.put("version", entry.version());
            fields.put("location", entry.location());
            fields.put("summary", entry.factory().summary());
            described.add(fields);
        }
        return described;
    }
}
