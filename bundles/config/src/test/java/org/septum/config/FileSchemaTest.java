// SPDX-License-Identifier: Apache-2.0
package org.septum.config;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.septum.api.Kind;
import org.septum.config.schema.FileSchema;
import org.septum.config.yaml.Tree;
import org.septum.config.yaml.YamlParser;
import org.septum.services.plugin.Registry.Installed;

/** The schema accepts every file that there is, as an editor reads it, and refuses corrupted copies of each. */
class FileSchemaTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Path HOME = Path.of("../..");
    private static final Schema SCHEMA = schema(new NeighbouringComponents().components());

    /** Places whose keys are names that the author of a file chooses. */
    private static final String FREE = "/heads/[^/]+|/ablation/(variants|grid)/.*|.*/(regions|levels)/[^/]+";

    private static Schema schema(List<Installed> installed) {
        JsonNode schema = JSON.valueToTree(new FileSchema(installed).document());
        return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_7).getSchema(schema);
    }

    static List<Path> files() throws IOException {
        List<Path> all = new ArrayList<>();
        for (String folder : List.of("experiments", "configs")) {
            try (Stream<Path> files = Files.walk(HOME.resolve(folder))) {
                files.filter(file -> file.toString().endsWith(".yaml")).sorted().forEach(all::add);
            }
        }
        return all;
    }

    /** As editors read YAML: by the rules of version 1.2, in which 1e-4 is a number. */
    private static JsonNode json(Tree tree) {
        if (tree instanceof Tree.Mapping mapping) {
            ObjectNode node = JSON.createObjectNode();
            mapping.entries().forEach((key, entry) -> node.set(key, json(entry.value())));
            return node;
        }
        if (tree instanceof Tree.Sequence sequence) {
            ArrayNode node = JSON.createArrayNode();
            sequence.items().forEach(item -> node.add(json(item)));
            return node;
        }
        Tree.Scalar scalar = (Tree.Scalar) tree;
        String text = scalar.text();
        if (scalar.isNull()) {
            return JSON.nullNode();
        }
        if (scalar.quoted()) {
            return JSON.valueToTree(text);
        }
        if (text.equals("true") || text.equals("false")) {
            return JSON.valueToTree(Boolean.valueOf(text));
        }
        if (text.matches("[-+]?[0-9]+")) {
            return JSON.valueToTree(Long.valueOf(text));
        }
        return text.matches("[-+]?(\\.[0-9]+|[0-9]+(\\.[0-9]*)?)([eE][-+]?[0-9]+)?")
                ? JSON.valueToTree(Double.valueOf(text))
                : JSON.valueToTree(text);
    }

    static JsonNode read(String text) {
        return json(YamlParser.text(text, "x"));
    }

    private static boolean accepts(JsonNode file) {
        return SCHEMA.validate(file).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("files")
    void acceptsEveryFile(Path file) {
        assertThat(SCHEMA.validate(json(YamlParser.file(file)))).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("files")
    void refusesEveryMisspeltKey(Path file) {
        assertThat(corruptions(
                        file,
                        (parent, key) -> parent.set(key + "x", parent.remove(key)),
                        place -> !place.matches(FREE)))
                .isNotEmpty();
    }

    @ParameterizedTest
    @MethodSource("files")
    void refusesEveryWrongType(Path file) {
        assertThat(corruptions(
                        file,
                        (parent, key) -> parent.set(key, read("[[[1]]]")),
                        place -> !place.matches("/ablation/variants/[^/]+/.*") || place.endsWith(".loss")))
                .isNotEmpty();
    }

    @ParameterizedTest
    @MethodSource("files")
    void refusesNumbersOutOfRange(Path file) {
        JsonNode epochs = json(YamlParser.file(file));
        ((ObjectNode) epochs).putObject("training").put("epochs", 0);
        assertThat(accepts(epochs)).isFalse();
        corruptions(
                file,
                (parent, key) -> {
                    if (parent.get(key).isNumber()) {
                        parent.put(key, -1_000_000_000_000L);
                    } else if (parent.get(key).path(0).isNumber()) {
                        ((ArrayNode) parent.get(key)).set(0, JSON.valueToTree(-1_000_000_000_000L));
                    }
                },
                place -> !place.matches(FREE));
    }

    /**
     * Corrupts each key's value in turn in a copy of its own; every copy that differs must be refused.
     *
     * @return the places that were corrupted
     */
    private static List<String> corruptions(
            Path file, BiConsumer<ObjectNode, String> corruption, Predicate<String> place) {
        JsonNode original = json(YamlParser.file(file));
        List<String> done = new ArrayList<>();
        for (String pointer : places(original, "")) {
            JsonNode copy = original.deepCopy();
            int slash = pointer.lastIndexOf('/');
            corruption.accept((ObjectNode) copy.at(pointer.substring(0, slash)), pointer.substring(slash + 1));
            if (place.test(pointer) && !copy.equals(original)) {
                assertThat(accepts(copy))
                        .as("%s corrupted at %s", file, pointer)
                        .isFalse();
                done.add(pointer);
            }
        }
        return done;
    }

    private static List<String> places(JsonNode node, String path) {
        List<String> places = new ArrayList<>();
        node.properties().forEach(entry -> {
            places.add(path + "/" + entry.getKey());
            places.addAll(places(entry.getValue(), path + "/" + entry.getKey()));
        });
        for (int i = 0; i < node.size() && node.isArray(); i++) {
            places.addAll(places(node.get(i), path + "/" + i));
        }
        return places;
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "optimizer: '${OPTIMIZER:adam}'",
                "optimizer: {type: adam, learning-rate: '${RATE:1e-3}'}",
                "optimizer: {type: adam@1.0, learning-rate: 1e-3, schedule: null}",
                "optimizer: adam@1",
                "model: {encoder: {norm: batch}}",
                "extends: quickstart.yaml",
                "evaluation:",
                "runtime: {threads: auto}",
                "runtime: {threads: 4, backend: auto}",
                "data: {dataset: {type: acdc, root: 5}}",
                "ablation: {variants: {a: {data.size: [8, 8], 'heads.x.loss': dice}}, grid: {model.depth: [2, 3]}}",
            })
    void acceptsWhatTheReaderReads(String text) {
        assertThat(SCHEMA.validate(read(text))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "optimizer: adan",
                "optimizer: adam@2",
                "optimizer: adam@1.0.00",
                "optimizer: {type: sgd@7, learning-rate: 1}",
                "optimizer: {learning-rate: fast}",
                "optimizer: {type: adam, momentum: 0.9}",
                "checkpoint: [best]",
                "model: {encoder: {norm: bach}}",
                "model: {encoder: {type: double-conv, norm: batch, layers: 2}}",
                "heads: {a: multiclass}",
                "heads: {a/b: {loss: dice}}",
                "runtime: {threads: all}",
                "evaluation: {flip: 'yes'}",
                "ablation: {variants: {a: {}}}",
                "ablation: {variants: {a: {seed: 2}}}",
                "ablation: {variants: {a: {data.size: [8]}}}",
                "ablation: {variants: {a: {heads.x.loss: {type: dice, ower: batch}}}}",
                "ablation: {grid: {model.depth: [0]}}",
                "septum: 1",
                "septum: 2\nextends: a.yaml",
            })
    void refusesWhatTheReaderRefuses(String text) {
        assertThat(SCHEMA.validate(read(text))).isNotEmpty();
    }

    @Test
    void ofTwoVersionsOneMustBeNamed() {
        List<Installed> installed = new ArrayList<>(new NeighbouringComponents().components());
        Installed dice = installed.stream()
                .filter(entry -> entry.kind() == Kind.LOSS && entry.type().equals("dice"))
                .findFirst()
                .orElseThrow();
        installed.add(new Installed(Kind.LOSS, "dice", dice.factory(), "other", "1.3.0", "test"));
        Schema schema = schema(installed);
        assertThat(schema.validate(read("heads: {a: {loss: dice}}"))).isNotEmpty();
        assertThat(schema.validate(read("heads: {a: {loss: {type: dice, over: batch}}}")))
                .isNotEmpty();
        assertThat(schema.validate(read("heads: {a: {loss: {type: dice@1.3, over: batch}}}")))
                .isEmpty();
        assertThat(schema.validate(read("heads: {a: {loss: dice@1.0.0}}"))).isEmpty();
    }
}
