// SPDX-License-Identifier: Apache-2.0
package org.septum.config.schema;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.septum.api.Kind;
import org.septum.api.Option;
import org.septum.api.OptionType;

/**
 * JSON Schema of option values. Where a scalar is expected, a text with an environment reference is allowed too: its value
 * is not known before the file is read.
 */
final class TypeSchema {

    /** A reference to the environment anywhere in a text. */
    static final String REFERENCE = "\\$\\{[A-Za-z_][A-Za-z0-9_]*(:[^}]*)?\\}";

    private TypeSchema() {}

    /** An option with its documentation; one that may be left out may also be null. */
    static Map<String, Object> of(Option option) {
        Map<String, Object> schema = new LinkedHashMap<>();
        schema.put(
                "description",
                option.documentation() + "\n\nAllowed: " + option.type().description() + "." + fallback(option));
        boolean required = option.necessity() == Option.Necessity.REQUIRED;
        Map<String, Object> type = of(option.type());
        Object fallback = option.defaultValue();
        if (fallback != null && !(fallback instanceof List) && !(fallback instanceof Map)) {
            schema.put("default", fallback);
        }
        schema.putAll(required ? wrapped(type) : orNull(type));
        if (fallback == null && type.get("minimum") instanceof Number least && least.doubleValue() > 0) {
            // Where there is no default, editors insert 0.
            schema.put("examples", List.of(least));
        }
        return schema;
    }

    private static String fallback(Option option) {
        return switch (option.necessity()) {
            case REQUIRED -> " It must be given.";
            case OPTIONAL -> " It may be left out.";
            case DEFAULTED -> " Default: " + option.defaultValue() + ".";
        };
    }

    /**
     * Beside a reference, other keywords are ignored. And for a key whose schema shows at once that it holds a list or a
     * mapping, or has one as its default, editors insert one in block style, which is an error inside {@code {...}}.
     */
    private static Map<String, Object> wrapped(Map<String, Object> schema) {
        boolean apart = schema.containsKey("$ref") || isContainer(schema);
        return apart ? Map.of("anyOf", List.of(schema)) : schema;
    }

    private static boolean isContainer(Map<String, Object> schema) {
        return "array".equals(schema.get("type")) || "object".equals(schema.get("type"));
    }

    private static Map<String, Object> orNull(Map<String, Object> schema) {
        Map<String, Object> result = new LinkedHashMap<>(schema);
        if (isContainer(schema)) {
            return anyOf(wrapped(schema).get("anyOf"), Map.of("type", "null"));
        } else if (schema.get("type") instanceof String type) {
            result.put("type", List.of(type, "null"));
        } else if (schema.get("type") instanceof List<?> types) {
            List<Object> more = new ArrayList<>(types);
            more.add("null");
            result.put("type", more);
        } else {
            return anyOf(wrapped(schema).get("anyOf"), Map.of("type", "null"));
        }
        return result;
    }

    private static Map<String, Object> anyOf(Object alternatives, Map<String, Object> more) {
        List<Object> all = new ArrayList<>((List<?>) alternatives);
        all.add(more);
        return Map.of("anyOf", all);
    }

    /** Values of a type. */
    static Map<String, Object> of(OptionType type) {
        if (type instanceof OptionType.Whole whole) {
            Map<String, Object> schema = scalar(type, "integer", "string");
            if (whole.minimum() != Long.MIN_VALUE) {
                schema.put("minimum", whole.minimum());
            }
            if (whole.maximum() != Long.MAX_VALUE) {
                schema.put("maximum", whole.maximum());
            }
            return schema;
        }
        if (type instanceof OptionType.Real real) {
            Map<String, Object> schema = scalar(type, "number", "string");
            if (Double.isFinite(real.minimum())) {
                schema.put("minimum", real.minimum());
            }
            if (Double.isFinite(real.maximum())) {
                schema.put("maximum", real.maximum());
            }
            return schema;
        }
        if (type instanceof OptionType.Flag) {
            return scalar(type, "boolean", "string");
        }
        if (type instanceof OptionType.Choice choice) {
            return Map.of("anyOf", List.of(Map.of("enum", choice.words()), reference()));
        }
        if (type instanceof OptionType.OrWord or) {
            return Map.of("anyOf", List.of(Map.of("enum", List.of(or.word())), of(or.otherwise())));
        }
        if (type instanceof OptionType.Matching matching) {
            Map<String, Object> form =
                    Map.of("type", List.of("string", "number"), "pattern", "^(" + matching.expression() + ")$");
            return Map.of("anyOf", List.of(form, reference()));
        }
        if (type instanceof OptionType.Listing listing) {
            return list(listing.element(), listing.minimumLength(), listing.maximumLength());
        }
        if (type instanceof OptionType.OneOrMore more) {
            return Map.of("anyOf", List.of(of(more.element()), list(more.element(), 1, Integer.MAX_VALUE)));
        }
        if (type instanceof OptionType.Mapping mapping) {
            return object("additionalProperties", of(mapping.element()));
        }
        if (type instanceof OptionType.Nested nested) {
            return Map.of("$ref", "#/definitions/" + id(nested.kind()));
        }
        // A text that looks like a number or a truth value is a text where one is expected.
        return object("type", List.of("string", "number", "boolean"));
    }

    /** A text whose value only the environment knows. */
    static Map<String, Object> reference() {
        return Map.of("type", "string", "pattern", REFERENCE);
    }

    /** The name of a kind's definition. */
    static String id(Kind kind) {
        return kind.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private static Map<String, Object> scalar(OptionType type, String... types) {
        Map<String, Object> schema = new LinkedHashMap<>();
        schema.put("type", List.of(types));
        schema.put("pattern", REFERENCE);
        schema.put("patternErrorMessage", "allowed is " + type.description() + ", or ${NAME:default}");
        return schema;
    }

    private static Map<String, Object> list(OptionType element, int minimum, int maximum) {
        Map<String, Object> schema = new LinkedHashMap<>();
        schema.put("type", "array");
        schema.put("items", of(element));
        if (minimum > 0) {
            schema.put("minItems", minimum);
        }
        if (maximum < Integer.MAX_VALUE) {
            schema.put("maxItems", maximum);
        }
        return schema;
    }

    private static Map<String, Object> object(String key, Object value) {
        Map<String, Object> schema = new LinkedHashMap<>();
        schema.put("type", "object");
        schema.put(key, value);
        return schema;
    }
}
