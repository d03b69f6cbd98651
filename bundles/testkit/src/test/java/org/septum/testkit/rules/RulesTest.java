// SPDX-License-Identifier: Apache-2.0
package org.septum.testkit.rules;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.jar.Manifest;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.septum.api.Kind;
import org.septum.api.Options;
import org.septum.testkit.verify.ManifestRules;

/**
 * Every rule can fail: for each there is a plugin that breaks it. Kinds that build graphs are tested where the compiler of
 * graphs is, in bundles/graph.
 */
class RulesTest {

    private static final Set<Kind> GRAPHS =
            EnumSet.of(Kind.LOSS, Kind.BLOCK, Kind.NORMALIZATION, Kind.UPSAMPLING, Kind.SKIP, Kind.MODEL, Kind.HEAD);

    private static List<BrokenPlugin> broken() {
        return Stream.of(
                        BrokenFactories.all(),
                        BrokenMetrics.all(),
                        BrokenPostProcessings.all(),
                        BrokenAugmentations.all(),
                        BrokenData.all(),
                        BrokenTraining.all())
                .flatMap(List::stream)
                .toList();
    }

    @TestFactory
    Stream<DynamicTest> aPluginMadeToBreakARuleIsToldSo() {
        return broken().stream()
                .map(plugin -> DynamicTest.dynamicTest(plugin.rule() + " " + plugin.fault(), () -> {
                    Rule rule = ComponentRules.of(plugin.subject()).stream()
                            .filter(candidate -> candidate.id().equals(plugin.rule()))
                            .findFirst()
                            .orElseThrow();
                    Rule.Verdict verdict = rule.run();
                    assertThat(verdict.outcome()).as(verdict.reason()).isEqualTo(Rule.Outcome.FAILED);
                    assertThat(verdict.reason()).contains(plugin.told());
                }));
    }

    @Test
    void everyRuleHasAPluginThatBreaksIt() {
        Set<String> rules = new TreeSet<>();
        for (Kind kind : Kind.values()) {
            if (!GRAPHS.contains(kind)) {
                ComponentRules.of(Made.of(kind, arguments -> "anything")).forEach(rule -> rules.add(rule.id()));
            }
        }
        assertThat(broken().stream().map(BrokenPlugin::rule)).containsAll(rules);
    }

    @TestFactory
    Stream<DynamicTest> aSoundPluginIsNotBlamed() {
        Map<Kind, Subject> sound = Map.of(
                Kind.METRIC, BrokenMetrics.sound(),
                Kind.POST_PROCESSING, BrokenPostProcessings.sound(),
                Kind.AUGMENTATION, BrokenAugmentations.sound(),
                Kind.DATASET, BrokenData.soundDataset(),
                Kind.SPLIT, BrokenData.soundSplit(),
                Kind.CHECKPOINT_POLICY, BrokenTraining.soundPolicy(),
                Kind.OPTIMIZER, BrokenTraining.soundOptimizer());
        return sound.entrySet().stream()
                .map(entry -> DynamicTest.dynamicTest(entry.getKey().label(), () -> {
                    List<String> failures = new ArrayList<>();
                    for (Rule rule : ComponentRules.of(entry.getValue())) {
                        Rule.Verdict verdict = rule.run();
                        if (verdict.outcome() == Rule.Outcome.FAILED) {
                            failures.add(rule.id() + ": " + verdict.reason());
                        }
                    }
                    assertThat(failures).isEmpty();
                }));
    }

    @Test
    void whatCannotBeJudgedIsSkippedWithAReason() {
        Subject needsAFile = Made.of(
                Kind.DATASET,
                Options.of(org.septum.api.Option.text("root", "a folder")),
                arguments -> arguments.text("root"));
        for (Rule rule : ComponentRules.of(needsAFile)) {
            if (rule.id().startsWith("D-")) {
                assertThat(rule.run())
                        .isEqualTo(new Rule.Verdict(
                                Rule.Outcome.SKIPPED, "it needs the option 'root', for which no value can be made up"));
            }
        }
    }

    /** But for those that a framework is needed for. */
    @Test
    void theReadmeListsEveryRule() throws IOException {
        Set<String> rules = new TreeSet<>();
        for (Kind kind : Kind.values()) {
            ComponentRules.of(Made.of(kind, arguments -> "anything")).forEach(rule -> rules.add(row(rule)));
        }
        ManifestRules.of(new Manifest(), List.of(), false).forEach(rule -> rules.add(row(rule)));
        assertThat(Files.readAllLines(Path.of("README.md")))
                .filteredOn(line -> line.matches("\\| [A-Z]-\\d\\d .*") && !line.matches("\\| B-0[45] .*"))
                .containsExactlyInAnyOrderElementsOf(rules);
    }

    private static String row(Rule rule) {
        return "| " + rule.id() + " | " + rule.text() + " |";
    }

    @TestFactory
    Stream<DynamicTest> aManifestThatBreaksARuleIsToldSo() {
        return Stream.of(
                        List.of(
                                "B-01",
                                "Import-Package",
                                "org.septum.engine;version=\"[1.0,2)\"",
                                "only org.septum.api"),
                        List.of("B-01", "Import-Package", "com.example.library;version=\"[1,2)\"", "embed"),
                        List.of("B-01", "DynamicImport-Package", "*", "sees more"),
                        List.of("B-02", "Import-Package", "org.septum.api", "no version range"),
                        List.of("B-02", "Import-Package", "org.septum.api;version=\"0.1\"", "no version range"),
                        List.of("B-03", "Export-Package", "plugin.inside;version=\"1.0.0\"", "exports plugin.inside"))
                .map(broken -> DynamicTest.dynamicTest(broken.get(0) + " " + broken.get(2), () -> {
                    Manifest manifest = new Manifest();
                    manifest.getMainAttributes().putValue(broken.get(1), broken.get(2));
                    List<Rule.Verdict> verdicts = ManifestRules.of(manifest, List.of(), false).stream()
                            .filter(rule -> rule.id().equals(broken.get(0)))
                            .map(Rule::run)
                            .toList();
                    assertThat(verdicts).singleElement().satisfies(verdict -> {
                        assertThat(verdict.outcome()).isEqualTo(Rule.Outcome.FAILED);
                        assertThat(verdict.reason()).contains(broken.get(3));
                    });
                }));
    }

    @Test
    void aPluginsUsualManifestIsNotBlamed() {
        Manifest manifest = new Manifest();
        manifest.getMainAttributes()
                .putValue(
                        "Import-Package",
                        "java.util,org.septum.api;version=\"[1.0,2)\"," + "org.septum.api.loss;version=\"[1.0,2)\"");
        assertThat(ManifestRules.of(manifest, List.of("plugin/A.class"), false))
                .allSatisfy(rule -> assertThat(rule.run().reason()).isEmpty());
    }
}
