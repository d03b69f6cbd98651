// SPDX-License-Identifier: Apache-2.0
package org.septum.config.section;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.septum.api.Option;
import org.septum.api.OptionType;
import org.septum.api.UserError;
import org.septum.common.text.YamlText;
import org.septum.config.yaml.Tree;
import org.septum.config.yaml.YamlParser;
import org.septum.services.experiment.Problems;

/**
 * Reads values by the type that is expected where they stand. So {@code 1e-4} is a number where a number is expected, and
 * {@code off} is a text where a text is: YAML's own guesses play no part.
 */
public final class Values {

    private Values() {}

    /**
     * @throws UserError where the value stands, with what was found and what is allowed
     */
    static Object read(Option option, Tree tree, Components components) {
        return option.type() instanceof OptionType.Nested
                ? components.read(option, tree, option.name())
                : read(option.name(), option.type(), tree, components);
    }

    /**
     * Reads a value of a given type.
     *
     * @param name the key, for messages
     * @param components reads nested components; null where there can be none
     */
    public static Object read(String name, OptionType type, Tree tree, Components components) {
        if (type instanceof OptionType.Nested nested) {
            return components.read(nested.kind(), tree, name);
        }
        Object raw = raw(name, type, tree, components);
        try {
            return type.check(raw);
        } catch (IllegalArgumentException e) {
            throw new UserError(tree.location(), name + ": " + e.getMessage() + withoutQuotes(type, tree));
        }
    }

    /** What to say of a number, or of true or false, that is a text because it stands in quotes. */
    private static String withoutQuotes(OptionType type, Tree tree) {
        if (!(tree instanceof Tree.Scalar scalar) || !scalar.quoted()) {
            return "";
        }
        return fits(type, new Tree.Scalar(scalar.text(), false, scalar.location()))
                ? "; in quotes it is a text: write it without them, " + scalar.text()
                : "";
    }

    private static Object raw(String name, OptionType type, Tree tree, Components components) {
        if (type instanceof OptionType.Listing listing && tree instanceof Tree.Sequence sequence) {
            return items(name, listing.element(), sequence, components);
        }
        if (type instanceof OptionType.OneOrMore more) {
            return tree instanceof Tree.Sequence sequence
                    ? items(name, more.element(), sequence, components)
                    : read(name, more.element(), tree, components);
        }
        if (type instanceof OptionType.OrWord or) {
            return tree instanceof Tree.Scalar scalar && scalar.text().equals(or.word())
                    ? or.word()
                    : raw(name, or.otherwise(), tree, components);
        }
        if (type instanceof OptionType.Mapping mapping && tree instanceof Tree.Mapping entries) {
            Problems problems = new Problems();
            Map<String, Object> values = new LinkedHashMap<>();
            entries.entries()
                    .forEach(
                            (key, entry) -> problems.attempt(() -> entry(name, mapping, key, entry.value(), components))
                                    .ifPresent(value -> values.put(key, value)));
            problems.throwIfAny();
            return values;
        }
        if (tree instanceof Tree.Scalar scalar && isList(type, scalar)) {
            // Only a value of the environment can begin so without being in quotes or a list already.
            Tree list = YamlParser.text(scalar.text(), scalar.location().source());
            return raw(name, type, list.at(scalar.location()), components);
        }
        if (tree instanceof Tree.Scalar scalar && !scalar.isNull()) {
            return scalar(type, scalar);
        }
        throw new UserError(
                tree.location(),
                name + ": found " + tree.description() + ", allowed is " + type.description() + quoted(type, tree));
    }

    private static Object entry(String name, OptionType.Mapping type, String key, Tree value, Components components) {
        try {
            return read(name + "." + key, type.element(), value, components);
        } catch (UserError e) {
            // 0: background, as nnU-Net's first version has it.
            Tree.Scalar number = new Tree.Scalar(key, false, value.location());
            if (value instanceof Tree.Scalar label && !label.isNull() && fits(type.element(), number)) {
                throw new UserError(
                        e.getMessage() + "; the name comes first: write " + YamlText.quoted(label.text()) + ": " + key);
            }
            throw e;
        }
    }

    private static boolean fits(OptionType type, Tree.Scalar scalar) {
        if (type instanceof OptionType.OrWord or) {
            return fits(or.otherwise(), scalar);
        }
        OptionType single = type instanceof OptionType.OneOrMore more ? more.element() : type;
        try {
            return !(single instanceof OptionType.Nested) && !(single.check(scalar(single, scalar)) instanceof String);
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    private static boolean isList(OptionType type, Tree.Scalar scalar) {
        boolean listed = type instanceof OptionType.Listing || type instanceof OptionType.OneOrMore;
        return listed && !scalar.quoted() && scalar.text().startsWith("[");
    }

    /** {@code {id}} is a mapping to YAML, and often meant as a text. */
    private static String quoted(OptionType type, Tree tree) {
        boolean isText = type instanceof OptionType.Text || type instanceof OptionType.File;
        if (!isText
                || !(tree instanceof Tree.Mapping mapping)
                || mapping.entries().size() != 1) {
            return "";
        }
        Map.Entry<String, Tree.Mapping.Entry> only =
                mapping.entries().entrySet().iterator().next();
        return only.getValue().value().isNull()
                ? "; if the text {" + only.getKey() + "} is meant, put it in quotes: \"{" + only.getKey() + "}\""
                : "";
    }

    private static List<Object> items(String name, OptionType element, Tree.Sequence sequence, Components components) {
        Problems problems = new Problems();
        List<Object> items = new ArrayList<>();
        for (int i = 0; i < sequence.items().size(); i++) {
            String place = name + "[" + i + "]";
            Tree item = sequence.items().get(i);
            problems.attempt(() -> read(place, element, item, components)).ifPresent(items::add);
        }
        problems.throwIfAny();
        return items;
    }

    /** The scalar as the expected type, or as its text if it cannot be that: then the type's own check refuses it. */
    private static Object scalar(OptionType type, Tree.Scalar scalar) {
        String text = scalar.text();
        if (scalar.quoted()) {
            return text;
        }
        if (type instanceof OptionType.Flag && (text.equals("true") || text.equals("false"))) {
            return Boolean.valueOf(text);
        }
        try {
            // Java would read the digits of other scripts, too.
            if (type instanceof OptionType.Whole && text.matches("[-+]?[0-9]+")) {
                return Long.valueOf(text);
            }
            if (type instanceof OptionType.Real && text.matches("[-+]?[0-9.][0-9.eE+-]*")) {
                return Double.valueOf(text);
            }
        } catch (NumberFormatException e) {
            return text;
        }
        return text;
    }
}
