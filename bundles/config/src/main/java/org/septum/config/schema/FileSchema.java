// SPDX-License-Identifier: Apache-2.0
package org.septum.config.schema;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.septum.api.Kind;
import org.septum.api.Options;
import org.septum.api.experiment.Experiment;
import org.septum.api.experiment.HeadSection;
import org.septum.api.experiment.ModelSection;
import org.septum.api.experiment.RuntimeSection;
import org.septum.api.experiment.Section;
import org.septum.config.section.FileSections;
import org.septum.services.plugin.Registry.Installed;

/**
 * JSON Schema of experiment files, draft 7: the newest that every release of Red Hat's YAML language server knows, which
 * serves VS Code, Eclipse, Neovim and others; JetBrains' editors know it too.
 */
public final class FileSchema {

    /** What a variant may override: the rest is the same for all variants. */
    private static final String OVERRIDABLE =
            "^(data|model|heads|optimizer|training|evaluation|checkpoint|report|runtime)([.\\[].*)?$";

    private final List<Installed> installed;

    public FileSchema(List<Installed> installed) {
        this.installed = installed;
    }

    public Map<String, Object> document() {
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("$schema", "http://json-schema.org/draft-07/schema#");
        document.put("title", "Septum experiment");
        document.put("description", Experiment.DECLARED.documentation());
        Map<String, Object> own = properties(Experiment.DECLARED);
        own.put("heads", heads());
        FileSections.APART.forEach(section -> own.put(section.path(), section(section)));
        Map<String, Object> properties = new LinkedHashMap<>();
        FileSections.KEYS.forEach(key -> properties.put(key, own.get(key)));
        document.putAll(ComponentSchema.mapping(properties));
        // A fragment has no septum:, and what an experiment extends may hold the rest.
        document.put("if", Map.of("required", List.of("septum"), "not", Map.of("required", List.of("extends"))));
        document.put("then", Map.of("required", List.of("name", "data", "model", "heads", "training")));
        Map<String, Object> definitions = new LinkedHashMap<>();
        for (Kind kind : Kind.values()) {
            definitions.put(TypeSchema.id(kind), components(kind).definition());
        }
        document.put("definitions", definitions);
        return document;
    }

    private ComponentSchema components(Kind kind) {
        return new ComponentSchema(
                kind,
                installed,
                switch (kind) {
                    case MODEL -> ModelSection.DECLARED.options();
                    case HEAD -> HeadSection.DECLARED.options();
                    default -> Options.none();
                });
    }

    private static Map<String, Object> heads() {
        Map<String, Object> schema = new LinkedHashMap<>();
        schema.put(
                "description",
                Experiment.DECLARED.options().find("heads").orElseThrow().documentation());
        schema.put("type", "object");
        schema.put("minProperties", 1);
        schema.put("propertyNames", Map.of("pattern", "^[A-Za-z0-9][A-Za-z0-9._-]*$"));
        schema.put("additionalProperties", Map.of("$ref", "#/definitions/" + TypeSchema.id(Kind.HEAD)));
        return schema;
    }

    private Map<String, Object> section(Section section) {
        Map<String, Object> schema = ComponentSchema.mapping(properties(section));
        schema.put("type", List.of("object", "null"));
        schema.put("description", section.documentation());
        return schema;
    }

    private Map<String, Object> properties(Section section) {
        Map<String, Object> properties = new LinkedHashMap<>();
        section.options().forEach(option -> properties.put(option.name(), TypeSchema.of(option)));
        if (section == RuntimeSection.DECLARED) {
            properties.put("backend", backends());
        }
        if (section == FileSections.ABLATION) {
            properties.put(
                    "variants",
                    described(
                            section,
                            "variants",
                            Map.of("additionalProperties", overrides(paths(), ofHeads(), Map.of()))));
            properties.put(
                    "grid", described(section, "grid", overrides(lists(paths()), lists(ofHeads()), list(Map.of()))));
        }
        return properties;
    }

    private Map<String, Object> backends() {
        List<String> words = new ArrayList<>(List.of("auto"));
        installed.stream()
                .filter(entry -> entry.kind() == Kind.BACKEND)
                .map(Installed::type)
                .distinct()
                .forEach(words::add);
        return Map.of("anyOf", List.of(Map.of("enum", words), TypeSchema.reference()));
    }

    private static Map<String, Object> described(Section section, String key, Map<String, Object> schema) {
        Map<String, Object> all = new LinkedHashMap<>(schema);
        all.put("description", section.options().find(key).orElseThrow().documentation());
        all.put("type", List.of("object", "null"));
        return all;
    }

    private static Map<String, Object> lists(Map<String, Object> schemas) {
        Map<String, Object> lists = new LinkedHashMap<>();
        schemas.forEach((path, schema) -> lists.put(path, list(schema)));
        return lists;
    }

    private static Map<String, Object> list(Object schema) {
        return Map.of("type", "array", "minItems", 1, "items", schema);
    }

    private static Map<String, Object> overrides(
            Map<String, Object> paths, Map<String, Object> patterns, Map<String, Object> others) {
        Map<String, Object> schema = new LinkedHashMap<>();
        schema.put("type", "object");
        schema.put("minProperties", 1);
        schema.put("properties", paths);
        schema.put("patternProperties", patterns);
        schema.put("additionalProperties", others);
        schema.put("propertyNames", Map.of("pattern", OVERRIDABLE));
        return schema;
    }

    /** The settings that are not inside a list or a nested component, by their paths, as overrides name them. */
    private Map<String, Object> paths() {
        Map<String, Object> paths = new LinkedHashMap<>();
        for (Section section : FileSections.APART) {
            if (section != FileSections.ABLATION) {
                properties(section).forEach((key, schema) -> paths.put(section.path() + "." + key, schema));
            }
        }
        properties(Experiment.DECLARED).forEach((key, schema) -> {
            if (key.matches(OVERRIDABLE)) {
                paths.put(key, schema);
            }
        });
        paths.put("heads", heads());
        components(Kind.OPTIMIZER).anyOptions().forEach((key, schema) -> paths.put("optimizer." + key, schema));
        components(Kind.MODEL).anyOptions().forEach((key, schema) -> paths.put("model." + key, schema));
        return paths;
    }

    /** The settings of heads, by patterns of their paths. */
    private Map<String, Object> ofHeads() {
        Map<String, Object> patterns = new LinkedHashMap<>();
        components(Kind.HEAD)
                .anyOptions()
                .forEach((key, schema) -> patterns.put("^heads\\.[^.\\[]+\\." + key + "$", schema));
        return patterns;
    }
}
