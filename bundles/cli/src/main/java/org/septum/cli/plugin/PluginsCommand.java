// SPDX-License-Identifier: Apache-2.0
package org.septum.cli.plugin;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.septum.api.Kind;
import org.septum.api.UserError;
import org.septum.api.experiment.Section;
import org.septum.cli.command.SeptumCommand;
import org.septum.cli.reference.Reference;
import org.septum.cli.terminal.Json;
import org.septum.cli.terminal.TextTable;
import org.septum.common.machine.Terminal;
import org.septum.common.text.NearestName;
import org.septum.services.plugin.Registry;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code septum plugins}. */
@Command(
        name = "plugins",
        subcommands = TrustCommand.class,
        description = "List the components that experiments can use, and the bundles that offer them; or explain one.",
        footer = {
            "",
            "Problems with bundles are listed too; the command works in spite of them. All components are explained in the "
                    + "pages that 'septum docs' writes.",
            "",
            "Jars in plugins/ of the folder you are in start only if you have trusted them, with 'septum plugins trust'.",
            "",
            "The lock has the SHA-256 of every jar: beside the folder plugins/, beside a folder that is named with --plugins, "
                    + "and beside a jar that is. With SEPTUM_PLUGINS_LOCK=required in the environment, a plugin without a "
                    + "lock, or your trust, is refused as well.",
            "",
            "Example: septum plugins --plugins my-losses.jar",
            "Example: septum plugins cross-entropy",
            "Example: septum plugins training",
            "Example: septum plugins --lock",
            "Example: septum plugins trust"
        })
public final class PluginsCommand extends SeptumCommand {

    /** Keys that are not called as their kind is. */
    private static final Map<String, Kind> KEYS = Map.of(
            "intensity", Kind.INTENSITY,
            "augment", Kind.AUGMENTATION,
            "norm", Kind.NORMALIZATION,
            "up", Kind.UPSAMPLING,
            "stop", Kind.STOPPING_RULE,
            "checkpoint", Kind.CHECKPOINT_POLICY,
            "report", Kind.REPORTER);

    @Parameters(
            arity = "0..1",
            paramLabel = "NAME",
            description =
                    "A kind, such as losses, to list; or a component's type, such as dice or dice@1.2, or a section of "
                            + "experiments, such as training, to explain.")
    private String name;

    @Option(names = "--json", description = "Print a JSON array instead of a table.")
    private boolean json;

    /** The launcher sees to it, before any plugin is started. */
    @Option(
            names = "--lock",
            description =
                    "Start no plugin, but write plugins.lock beside each folder of plugins: from then on, only these "
                            + "jars as they are now may be loaded.")
    private boolean lock;

    @Override
    public Integer call() {
        List<Registry.Installed> entries = services.registry().components();
        Optional<Kind> kind = kind();
        List<Registry.Installed> chosen = entries.stream()
                .filter(entry -> name == null || kind.map(entry.kind()::equals).orElseGet(() -> isMeant(entry)))
                .toList();
        List<Section> sections =
                services.sections().stream().filter(this::isMeant).toList();
        if (chosen.isEmpty() && kind.isEmpty() && name != null && sections.isEmpty()) {
            throw unknown(entries);
        }
        if (json) {
            out().println(Json.of(described(chosen)));
            return ExitCode.OK;
        }
        if (name == null || kind.isPresent()) {
            print(table(chosen));
        } else {
            chosen.forEach(this::explain);
        }
        sections.forEach(this::explain);
        return ExitCode.OK;
    }

    /** By its own name, or by the key of the experiment file under which its components stand. */
    private Optional<Kind> kind() {
        return name == null
                ? Optional.empty()
                : Optional.ofNullable(KEYS.get(name)).or(this::named);
    }

    private Optional<Kind> named() {
        return Arrays.stream(Kind.values())
                .filter(kind -> name.replace(' ', '-').equals(Reference.name(kind))
                        || name.replace(' ', '-').equals(kind.label().replace(' ', '-')))
                .findFirst();
    }

    private boolean isMeant(Registry.Installed entry) {
        return name.equals(entry.type()) || (entry.name() + ".").startsWith(name + ".") && name.contains("@");
    }

    /** By the keys that lead to it, of several heads all; the uppermost keys are those of the experiment. */
    private boolean isMeant(Section section) {
        String path = section.path().isEmpty() ? "experiment" : section.path();
        return path.equals(name) || path.equals(name + ".NAME");
    }

    private UserError unknown(List<Registry.Installed> entries) {
        Set<String> names = new LinkedHashSet<>();
        entries.forEach(entry -> names.add(entry.type()));
        entries.forEach(entry -> names.add(entry.name()));
        services.sections().forEach(section -> names.add(section.path()));
        Arrays.stream(Kind.values()).map(Reference::name).forEach(names::add);
        return new UserError("there is no component or kind of components '" + name + "'"
                + NearestName.advice(name, names)
                + "; 'septum plugins' lists all"
                + Optional.ofNullable(System.getProperty("septum.untrusted"))
                        .map(jars -> "; not started, and perhaps what offers it: " + jars)
                        .orElse(""));
    }

    private void explain(Registry.Installed entry) {
        Reference.Topic part = Reference.part(entry);
        out().println(part.title() + ", " + entry.kind().described() + " of " + part.origin() + " (" + entry.location()
                + ")");
        explain(part, "OPTION");
    }

    private void explain(Section section) {
        Reference.Topic part = Reference.part(section);
        out().println(part.title() + ", a section of experiments");
        explain(part, "KEY");
    }

    private void explain(Reference.Topic part, String row) {
        out().println(part.text());
        out().println();
        if (part.rows().isEmpty()) {
            out().println("It has no options.");
        } else {
            TextTable table = new TextTable(Set.of(), row, "TYPE", "DEFAULT", "RANGE", "WHAT IT DOES");
            part.rows()
                    .forEach(one ->
                            table.add(one.name(), one.type(), one.byDefault(), one.range(), one.documentation()));
            print(table);
        }
        out().println();
    }

    private void print(TextTable table) {
        OptionalInt columns = Terminal.width();
        (columns.isPresent() ? table.lines(columns.getAsInt()) : table.lines()).forEach(out()::println);
    }

    static TextTable table(List<Registry.Installed> entries) {
        TextTable table = new TextTable(Set.of(), "KIND", "TYPE", "BUNDLE", "VERSION", "SUMMARY");
        entries.forEach(entry -> table.add(
                entry.kind().label(),
                entry.type(),
                entry.bundle(),
                entry.version(),
                entry.factory().summary()));
        return table;
    }

    private static List<Map<String, String>> described(List<Registry.Installed> entries) {
        List<Map<String, String>> described = new ArrayList<>();
        for (Registry.Installed entry : entries) {
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
