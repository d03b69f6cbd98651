// SPDX-License-Identifier: Apache-2.0
package org.septum.cli.plugin;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.septum.cli.command.Failures;
import org.septum.cli.command.SeptumCommand;
import org.septum.cli.terminal.Json;
import org.septum.services.plugin.PluginVerifier.Finding;
import org.septum.services.plugin.PluginVerifier.Outcome;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code septum verify-plugin}. */
@Command(
        name = "verify-plugin",
        description = "Hold plugins to the rules: each jar's manifest, and every component in it.",
        footer = {
            "",
            "The jar is installed beside Septum's own bundles, and each component is created and tried on small data. "
                    + "bundles/testkit/README.md lists the rules. Nothing is left behind.",
            "",
            "Exit code 0 if no rule failed, 4 if one did, 2 for a file that is no bundle.",
            "",
            "Example: septum verify-plugin my-data.jar --with my-data.root=/data/hearts"
        })
public final class VerifyPluginCommand extends SeptumCommand {

    @Parameters(paramLabel = "JAR", arity = "1..*", description = "The plugins' jars.")
    private List<Path> jars;

    @Option(
            names = "--with",
            paramLabel = "TYPE.OPTION=VALUE",
            description = "A value for an option that has no default, as text or JSON; may be given several times.")
    private List<String> values = List.of();

    @Option(names = "--failures", description = "Print only what failed or was skipped, and the counts.")
    private boolean onlyFailures;

    @Override
    public Integer call() {
        Map<String, Map<String, Object>> given = new HashMap<>();
        values.forEach(value -> add(value, given));
        Map<Outcome, Integer> counts = new HashMap<>();
        for (Path jar : jars) {
            List<Finding> findings = services.verifier().verify(jar, given);
            print(findings);
            findings.forEach(finding -> counts.merge(finding.outcome(), 1, Integer::sum));
        }
        out().println(counts.getOrDefault(Outcome.PASSED, 0) + " passed, " + counts.getOrDefault(Outcome.FAILED, 0)
                + " failed, " + counts.getOrDefault(Outcome.SKIPPED, 0) + " skipped");
        return counts.containsKey(Outcome.FAILED) ? Failures.RUN : ExitCode.OK;
    }

    private void add(String text, Map<String, Map<String, Object>> given) {
        int dot = text.indexOf('.');
        int equals = text.indexOf('=');
        if (dot < 1 || equals < dot + 2) {
            throw usage("--with " + text + ": TYPE.OPTION=VALUE is needed, for example my-data.root=/data");
        }
        given.computeIfAbsent(text.substring(0, dot), type -> new LinkedHashMap<>())
                .put(text.substring(dot + 1, equals), Json.valueOrText(text.substring(equals + 1)));
    }

    private void print(List<Finding> findings) {
        Map<String, List<Finding>> bySubject = findings.stream()
                .collect(Collectors.groupingBy(Finding::subject, LinkedHashMap::new, Collectors.toList()));
        bySubject.forEach((subject, all) -> {
            List<Finding> shown = all.stream()
                    .filter(finding -> !onlyFailures || finding.outcome() != Outcome.PASSED)
                    .toList();
            if (!shown.isEmpty()) {
                out().println(subject);
                shown.forEach(finding -> out().println(
                                "  " + finding.outcome() + (finding.outcome() == Outcome.SKIPPED ? " " : "  ")
                                        + finding.id() + "  " + finding.text()
                                        + (finding.reason().isEmpty()
                                                ? ""
                                                : ": " + finding.reason().replace("\n", "\n    "))));
            }
        });
        out().flush();
    }
}
