// SPDX-License-Identifier: Apache-2.0
package org.septum.config.section;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.septum.api.Arguments;
import org.septum.api.Component;
import org.septum.api.Kind;
import org.septum.api.Location;
import org.septum.api.Option;
import org.septum.api.OptionType;
import org.septum.api.UserError;
import org.septum.api.experiment.Section;
import org.septum.config.yaml.Tree;
import org.septum.services.experiment.Problems;

/** A mapping with declared keys, such as {@code data:}, as it is written. */
final class WrittenSection {

    private final String name;
    private final Section declared;
    private final Tree.Mapping mapping;
    private final Keys known;
    private final Problems problems;

    /**
     * @param declared its keys
     * @param tree null if the section is left out
     * @param fallback where it would stand
     * @param problems receives an error for each unknown key
     */
    WrittenSection(Section declared, Tree tree, Location fallback, Problems problems) {
        this(declared, declared.path(), tree, fallback, declared.options().names(), problems);
    }

    /**
     * @param name the section's name, for messages; empty for the whole experiment
     * @param keys that are allowed
     * @param problems receives an error for each other key
     */
    WrittenSection(Section declared, String name, Tree tree, Location fallback, List<String> keys, Problems problems) {
        this.declared = declared;
        this.name = name;
        if (tree == null || tree.isNull()) {
            mapping = Tree.Mapping.empty(fallback);
        } else if (tree instanceof Tree.Mapping given) {
            mapping = given;
        } else {
            throw new UserError(
                    tree.location(),
                    name + ": found " + tree.description() + ", allowed is a mapping with " + String.join(", ", keys));
        }
        this.problems = problems;
        known = new Keys(mapping, keys, name.isEmpty() ? "the experiment" : "'" + name + "'", problems);
    }

    Location location() {
        return mapping.location();
    }

    /** The value of a key; empty if it is left out. */
    Optional<Tree> find(String key) {
        return Optional.ofNullable(mapping.get(key)).filter(value -> !value.isNull());
    }

    Tree require(String key, String allowed) {
        return find(key)
                .orElseThrow(() -> known.meantFor(key)
                        .orElseGet(() -> new UserError(
                                mapping.location(), "the key '" + path(key) + "' is missing; it is " + allowed)));
    }

    /**
     * All values that can be read, in the declared order.
     *
     * @return of lists of components, and of components, too; defaults among them
     */
    Map<String, Object> values(Components components) {
        Map<String, Object> values = new LinkedHashMap<>();
        for (Option option : declared.options()) {
            if (option.necessity() != Option.Necessity.OPTIONAL
                    || find(option.name()).isPresent()) {
                problems.attempt(() -> value(option.name(), components))
                        .ifPresent(value -> values.put(option.name(), value));
            }
        }
        return values;
    }

    /**
     * The section's values with their places.
     *
     * @throws UserError with all that was found to be wrong with the section
     */
    Arguments arguments(Map<String, Object> values) {
        problems.throwIfAny();
        Map<String, Location> locations = new LinkedHashMap<>();
        values.keySet().forEach(key -> find(key).ifPresent(tree -> locations.put(key, tree.location())));
        return Arguments.located(declared.options(), values, locations, mapping.location());
    }

    /** A value of the declared type, or the declared default; no component. */
    Object value(String key) {
        return value(key, null);
    }

    /**
     * A value of the declared type, or the declared default.
     *
     * @param components read the key's, if it takes any
     */
    Object value(String key, Components components) {
        Option option = declared.options().find(key).orElseThrow();
        if (option.type() instanceof OptionType.Nested) {
            return components.read(option, tree(option), path(key));
        }
        if (option.type() instanceof OptionType.Listing listing
                && listing.element() instanceof OptionType.Nested nested) {
            return list(option, nested.kind(), components);
        }
        return option.necessity() == Option.Necessity.DEFAULTED && find(key).isEmpty()
                ? option.defaultValue()
                : Values.read(
                        path(key), option.type(), require(key, option.type().description()), null);
    }

    String path(String key) {
        return name.isEmpty() ? key : name + "." + key;
    }

    /** What stands there, or the declared default as if its text stood there. */
    private Tree tree(Option option) {
        return option.necessity() == Option.Necessity.DEFAULTED
                ? find(option.name()).orElseGet(() -> text(option.defaultValue()))
                : require(option.name(), option.type().description());
    }

    private List<Component> list(Option option, Kind kind, Components components) {
        Problems wrong = new Problems();
        List<Component> list = new ArrayList<>();
        List<Tree> items = items(option);
        for (int i = 0; i < items.size(); i++) {
            Tree item = items.get(i);
            String place = path(option.name()) + "[" + i + "]";
            wrong.attempt(() -> list.add(components.read(kind, item, place)));
        }
        wrong.throwIfAny();
        return list;
    }

    /** The elements of a list, or of the declared default. */
    private List<Tree> items(Option option) {
        Optional<Tree> tree = find(option.name());
        if (tree.isEmpty()) {
            return ((List<?>) option.defaultValue()).stream().map(this::text).toList();
        }
        if (tree.get() instanceof Tree.Sequence sequence) {
            return sequence.items();
        }
        throw new UserError(
                tree.get().location(),
                path(option.name()) + ": found " + tree.get().description() + ", allowed is a list of components");
    }

    private Tree text(Object text) {
        return new Tree.Scalar((String) text, false, mapping.location());
    }
}
