// SPDX-License-Identifier: Apache-2.0
package org.septum.config.schema;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.septum.api.Kind;
import org.septum.api.Option;
import org.septum.api.Options;
import org.septum.services.plugin.Registry.Installed;

/**
 * JSON Schema of the components of one kind: the name alone, a mapping with the type and its options, or a part of such a
 * mapping, which a file that extends another may hold.
 *
 * <p>No option is required: what a fragment leaves out, another file gives. {@code septum validate} sees the whole.
 */
final class ComponentSchema {

    private final Kind kind;
    private final List<Installed> entries;
    private final Options beside;

    /**
     * @param installed all components
     * @param beside keys that may stand beside any component's own options
     */
    ComponentSchema(Kind kind, List<Installed> installed, Options beside) {
        this.kind = kind;
        this.entries = installed.stream().filter(entry -> entry.kind() == kind).toList();
        this.beside = beside;
    }

    Map<String, Object> definition() {
        List<Object> alternatives = new ArrayList<>();
        if (kind != Kind.HEAD) {
            names().ifPresent(alternatives::add);
            alternatives.add(Map.of("type", "string", "pattern", versions()));
        }
        entries.forEach(entry -> alternatives.add(component(entry)));
        alternatives.add(part());
        return Map.of("anyOf", alternatives);
    }

    /** The names that may stand alone, all their options being such as may be left out; an enumeration must not be empty. */
    private Optional<Map<String, Object>> names() {
        List<Installed> alone = entries.stream()
                .filter(entry -> all(entry).stream().noneMatch(o -> o.necessity() == Option.Necessity.REQUIRED))
                .toList();
        if (alone.isEmpty()) {
            return Optional.empty();
        }
        Map<String, Object> schema = new LinkedHashMap<>();
        schema.put("type", "string");
        schema.put("enum", alone.stream().map(this::name).toList());
        schema.put(
                "enumDescriptions",
                alone.stream().map(entry -> entry.factory().summary()).toList());
        return Optional.of(schema);
    }

    /** A type that is installed in one version needs none. */
    private String name(Installed entry) {
        return isAlone(entry) ? entry.type() : entry.name();
    }

    private boolean isAlone(Installed entry) {
        return entries.stream()
                        .filter(other -> other.type().equals(entry.type()))
                        .count()
                == 1;
    }

    /** Types with the beginning of a version, and environment references. */
    private String versions() {
        List<String> patterns = new ArrayList<>(List.of(TypeSchema.REFERENCE));
        for (Installed entry : entries) {
            String[] parts = entry.version().split("\\.");
            StringBuilder version = new StringBuilder();
            for (int i = parts.length - 1; i > 0; i--) {
                version.insert(0, "(\\." + parts[i]).append(")?");
            }
            patterns.add("^" + entry.type() + "@" + parts[0] + version + "$");
        }
        return String.join("|", patterns);
    }

    private Map<String, Object> component(Installed entry) {
        Map<String, Object> properties = new LinkedHashMap<>();
        properties.put(
                "type",
                Map.of(
                        "type",
                        "string",
                        "const",
                        name(entry),
                        "description",
                        entry.factory().summary()));
        all(entry).forEach(option -> properties.put(option.name(), TypeSchema.of(option)));
        Map<String, Object> schema = mapping(properties);
        schema.put("title", name(entry));
        schema.put(
                "description",
                entry.factory().summary() + "\n\nIt is " + kind.described() + " of the bundle " + entry.bundle() + " "
                        + entry.version() + ".");
        schema.put("required", List.of("type"));
        return schema;
    }

    private List<Option> all(Installed entry) {
        List<Option> options = new ArrayList<>();
        entry.factory().options().forEach(options::add);
        beside.forEach(options::add);
        return options;
    }

    private Map<String, Object> part() {
        Map<String, Object> properties = new LinkedHashMap<>();
        properties.put("type", Map.of("type", "string", "pattern", versions()));
        anyOptions().forEach((name, schema) -> properties.put(name, withoutProposal(schema)));
        return mapping(properties);
    }

    /** Of a part's type nothing is known: editors would insert the defaults of all components together, or 0. */
    private static Map<String, Object> withoutProposal(Object schema) {
        Map<Object, Object> rest = new LinkedHashMap<>((Map<?, ?>) schema);
        rest.keySet().removeAll(List.of("default", "examples"));
        return Map.of("anyOf", List.of(rest));
    }

    /** Every option that a component of the kind has: its value is what one of them allows. */
    Map<String, Object> anyOptions() {
        Map<String, Set<Object>> byName = new LinkedHashMap<>();
        for (Installed entry : entries) {
            for (Option option : all(entry)) {
                byName.computeIfAbsent(option.name(), name -> new LinkedHashSet<>())
                        .add(TypeSchema.of(option));
            }
        }
        Map<String, Object> properties = new LinkedHashMap<>();
        byName.forEach((name, schemas) -> properties.put(
                name, schemas.size() == 1 ? schemas.iterator().next() : Map.of("anyOf", List.copyOf(schemas))));
        return properties;
    }

    static Map<String, Object> mapping(Map<String, Object> properties) {
        Map<String, Object> schema = new LinkedHashMap<>();
        schema.put("type", "object");
        schema.put("properties", properties);
        schema.put("additionalProperties", false);
        return schema;
    }
}
