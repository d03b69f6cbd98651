// SPDX-License-Identifier: Apache-2.0
package org.septum.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.eclipse.lsp4j.CompletionItem;
import org.eclipse.lsp4j.Diagnostic;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.septum.api.Kind;
import org.septum.api.Option;
import org.septum.config.schema.FileSchema;
import org.septum.config.section.FileSections;
import org.septum.services.plugin.Registry.Installed;

/** What an editor shows of an experiment file, by the language server that it really runs, and the schema that Septum writes. */
class YamlLanguageServerTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final List<Installed> INSTALLED = new NeighbouringComponents().components();
    private static final Map<String, Object> DOCUMENT = new FileSchema(INSTALLED).document();
    private static final Schema SCHEMA = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_7)
            .getSchema(JSON.<JsonNode>valueToTree(DOCUMENT));

    /** What stands before a component of a kind; the component itself follows on the same line or, unless in a list, below. */
    private static final Map<Kind, String> PLACES = Map.ofEntries(
            Map.entry(Kind.DATASET, "data:\n  dataset:"),
            Map.entry(Kind.SPLIT, "data:\n  split:"),
            Map.entry(Kind.SAMPLING, "data:\n  sampling:"),
            Map.entry(Kind.INTENSITY, "data:\n  intensity:\n    -"),
            Map.entry(Kind.GRID, "data:\n  grid:"),
            Map.entry(Kind.AUGMENTATION, "data:\n  augment:\n    -"),
            Map.entry(Kind.MODEL, "model:"),
            Map.entry(Kind.BLOCK, "model:\n  type: unet\n  encoder:"),
            Map.entry(Kind.HEAD, "heads:\n  a:"),
            Map.entry(Kind.LOSS, "heads:\n  a:\n    type: multiclass\n    loss:"),
            Map.entry(Kind.METRIC, "heads:\n  a:\n    type: multiclass\n    metrics:\n      -"),
            Map.entry(Kind.POST_PROCESSING, "evaluation:\n  post-processing:\n    -"),
            Map.entry(Kind.OPTIMIZER, "optimizer:"),
            Map.entry(Kind.SCHEDULE, "optimizer:\n  type: adam\n  schedule:"),
            Map.entry(Kind.STOPPING_RULE, "training:\n  stop:\n    -"),
            Map.entry(Kind.CHECKPOINT_POLICY, "checkpoint:\n  -"),
            Map.entry(Kind.REPORTER, "report:\n  -"),
            Map.entry(Kind.EXECUTOR, "ablation:\n  executor:"));

    private static final Pattern PLACEHOLDER = Pattern.compile("\\$\\{\\d+(?::([^}]*)|\\|([^}]*)\\|)\\}|\\$\\d+");

    @TempDir
    private static Path folder;

    private static YamlLanguageServer server;

    @BeforeAll
    static void start() throws Exception {
        assumeTrue(
                YamlLanguageServer.isThere(),
                "the YAML language server is not there; .ci/yaml-language-server fetches it");
        Files.writeString(folder.resolve("septum.schema.json"), JSON.writeValueAsString(DOCUMENT));
        server = new YamlLanguageServer(folder);
    }

    @AfterAll
    static void end() throws Exception {
        if (server != null) {
            server.close();
        }
    }

    private static List<String> labels(String text) throws Exception {
        return server.completions(server.open(text)).stream()
                .map(CompletionItem::getLabel)
                .toList();
    }

    private static List<String> types(Kind kind) {
        return INSTALLED.stream()
                .filter(entry -> entry.kind() == kind)
                .map(Installed::type)
                .toList();
    }

    static List<Path> files() throws Exception {
        return FileSchemaTest.files();
    }

    @ParameterizedTest
    @MethodSource("files")
    void findsNothingWrongInSeptumsOwnFiles(Path file) throws Exception {
        assertThat(server.open(Files.readString(file).replace("|", "")).diagnostics())
                .isEmpty();
    }

    @Test
    void completesTheUppermostKeys() throws Exception {
        assertThat(labels("|")).containsExactlyElementsOf(FileSections.KEYS);
    }

    @Test
    void completesTypes() throws Exception {
        String[] optimizers = types(Kind.OPTIMIZER).toArray(String[]::new);
        assertThat(labels("optimizer:\n  type: |")).containsExactlyInAnyOrder(optimizers);
        assertThat(labels("optimizer: {type: |}")).containsExactlyInAnyOrder(optimizers);
        // All options of the only stopping rule are required.
        assertThat(labels("training:\n  stop:\n    - type: |"))
                .containsExactlyInAnyOrderElementsOf(types(Kind.STOPPING_RULE));
    }

    @Test
    void completesNamesThatStandAlone() throws Exception {
        assertThat(labels("optimizer: |")).containsAll(types(Kind.OPTIMIZER));
        assertThat(labels("checkpoint: [|]")).contains("last").doesNotContain("best");
    }

    static Stream<Installed> placed() {
        return INSTALLED.stream().filter(entry -> PLACES.containsKey(entry.kind()));
    }

    /** Each option is offered in both styles, and what is inserted may stand there. */
    @ParameterizedTest
    @MethodSource("placed")
    void completesOptions(Installed entry) throws Exception {
        List<String> options = new ArrayList<>();
        for (Option option : entry.factory().options()) {
            options.add(option.name());
        }
        if (options.isEmpty()) {
            return;
        }
        String place = PLACES.get(entry.kind());
        // The server completes a key inside braces from its first letter on.
        checkOffered(
                entry,
                options,
                place + " {type: " + entry.type() + ", " + options.get(0).charAt(0) + "|}");
        String last = place.substring(place.lastIndexOf('\n') + 1);
        String indent = "\n  " + " ".repeat(last.length() - last.stripLeading().length());
        checkOffered(
                entry, options, place + (last.endsWith("-") ? " " : indent) + "type: " + entry.type() + indent + "|");
    }

    private static void checkOffered(Installed entry, List<String> options, String text) throws Exception {
        List<CompletionItem> offered = server.completions(server.open(text));
        assertThat(offered).as(text).extracting(CompletionItem::getLabel).containsAll(options);
        // Of types that begin alike (every-n, every-n-steps) the server offers the options of both.
        offered.stream().filter(item -> options.contains(item.getLabel())).forEach(item -> checkInserted(entry, item));
    }

    /** A key whose value is left to the author stands for itself. */
    private static void checkInserted(Installed entry, CompletionItem item) {
        for (String text : resolved(
                item.getTextEdit() == null
                        ? item.getInsertText()
                        : item.getTextEdit().getLeft().getNewText())) {
            String key = text.contains(":") ? text : text + ": ";
            if (key.endsWith(": ")) {
                continue;
            }
            String whole = PLACES.get(entry.kind()) + " {type: " + entry.type() + ", " + key + "}";
            assertThat(SCHEMA.validate(FileSchemaTest.read(whole))).as(whole).isEmpty();
        }
    }

    /** A snippet with each of its placeholders' proposals. */
    private static List<String> resolved(String snippet) {
        Matcher placeholder = PLACEHOLDER.matcher(snippet);
        if (!placeholder.find()) {
            return List.of(snippet.replaceAll("\\\\([$}\\\\])", "$1"));
        }
        List<String> proposals = placeholder.group(2) != null
                ? Arrays.asList(placeholder.group(2).split(","))
                : List.of(placeholder.group(1) == null ? "" : placeholder.group(1));
        return proposals.stream()
                .flatMap(
                        proposal -> resolved(snippet.substring(0, placeholder.start())
                                        + proposal
                                        + snippet.substring(placeholder.end()))
                                .stream())
                .toList();
    }

    /** What is inserted for a section's key may stand there too. */
    @Test
    void insertsNothingInvalidInSections() throws Exception {
        for (String section : List.of("", "data", "training", "evaluation", "runtime", "ablation")) {
            String before = section.isEmpty() ? "" : section + ":\n  ";
            for (CompletionItem item : server.completions(server.open(before + "|"))) {
                for (String text : resolved(item.getInsertText())) {
                    String whole = before + text.replace("\n", section.isEmpty() ? "\n" : "\n  ");
                    if (!whole.stripTrailing().endsWith(":")) {
                        assertThat(SCHEMA.validate(FileSchemaTest.read(whole + "\nextends: x.yaml")))
                                .as(whole)
                                .isEmpty();
                    }
                }
            }
        }
    }

    @Test
    void explainsWhatTheCursorIsOn() throws Exception {
        assertThat(server.hover(server.open("optimizer: {type: adam, learning|-rate: 1e-4}")))
                .contains("Default: 0.001");
        assertThat(server.hover(server.open("trai|ning:\n  epochs: 3"))).contains("How long is trained");
        assertThat(server.hover(server.open("heads:\n  a:\n    lo|ss: dice"))).contains("Allowed: a loss");
    }

    @Test
    void marksMisspeltKeysAndWrongTypes() throws Exception {
        assertMarked("training:\n  epocs: 3", 2, 2, "epocs");
        assertMarked("training:\n  epochs: many", 2, 10, "many");
        assertMarked("optimizer:\n  type: adam\n  momentum: 0.9", 3, 2, "momentum");
        assertMarked("optimizer: {type: adam, learning-rate: [1]}", 1, 39, "[1]");
        assertMarked("heads:\n  a:\n    loss: {type: dice, smoth: 1}", 3, 23, "smoth");
        assertMarked("data:\n  size: [64, big]", 2, 13, "big");
    }

    private static void assertMarked(String text, int line, int column, String word) throws Exception {
        List<Diagnostic> found = server.open(text).diagnostics();
        assertThat(found).as(text).isNotEmpty();
        assertThat(found).as(text).anySatisfy(problem -> {
            assertThat(problem.getRange().getStart().getLine()).isEqualTo(line);
            assertThat(problem.getRange().getStart().getCharacter()).isEqualTo(column);
            assertThat(problem.getRange().getEnd().getCharacter()).isEqualTo(column + word.length());
        });
    }
}
