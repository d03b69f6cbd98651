// SPDX-License-Identifier: Apache-2.0
package org.septum.config;

import java.util.List;
import java.util.Optional;
import org.septum.api.Location;
import org.septum.api.Option;
import org.septum.api.UserError;
import org.septum.services.experiment.ExperimentFormat;
import org.septum.services.experiment.Problems;

/** A mapping with declared keys, such as {@code data:}. */
final class Section {

    private final String name;
    private final ExperimentFormat.Section declared;
    private final Tree.Mapping mapping;
    private final Keys known;

    /**
     * @param declared its keys
     * @param tree null if the section is left out
     * @param fallback where it would stand
     * @param problems receives an error for each unknown key
     */
    Section(ExperimentFormat.Section declared, Tree tree, Location fallback, Problems problems) {
        this(declared, declared.path(), tree, fallback, declared.options().names(), problems);
    }

    /**
     * @param name the section's name, for messages; empty for the whole experiment
     * @param keys that are allowed
     */
    Section(
            ExperimentFormat.Section declared,
            String name,
            Tree tree,
            Location fallback,
            List<String> keys,
            Problems problems) {
        this.declared = declared;
        this.name = name;
        if (tree == null || tree instanceof Tree.Scalar scalar && scalar.isNull()) {
            mapping = Tree.Mapping.empty(fallback);
        } else if (tree instanceof Tree.Mapping given) {
            mapping = given;
        } else {
            throw new UserError(
                    tree.location(),
                    name + ": found " + tree.description() + ", allowed is a mapping with " + String.join(", ", keys));
        }
        known = new Keys(mapping, keys, name.isEmpty() ? "the experiment" : "'" + name + "'", problems);
    }

    Location location() {
        return mapping.location();
    }

    /** The value of a key; empty if it is left out. */
    Optional<Tree> find(String key) {
        Tree value = mapping.get(key);
        return value == null || value instanceof Tree.Scalar scalar && scalar.isNull()
                ? Optional.empty()
                : Optional.of(value);
    }

    Tree require(String key, String allowed) {
        return find(key)
                .orElseThrow(() -> known.meantFor(key)
                        .orElseGet(() -> new UserError(
                                mapping.location(), "the key '" + path(key) + "' is missing; it is " + allowed)));
    }

    /** A value of the declared type, or the declared default. */
    Object value(String key) {
        Option option = option(key);
        return option.necessity() == Option.Necessity.DEFAULTED && find(key).isEmpty()
                ? option.defaultValue()
                : Values.read(
                        path(key), option.type(), require(key, option.type().description()), null);
    }

    int whole(String key) {
        return Math.toIntExact((Long) value(key));
    }

    String path(String key) {
        return name.isEmpty() ? key : name + "." + key;
    }

    /** What stands there, or the declared default as if its text stood there. */
    Tree tree(String key) {
        Option option = option(key);
        return option.necessity() == Option.Necessity.DEFAULTED
                ? find(key).orElseGet(() -> text((String) option.defaultValue()))
                : require(key, option.type().description());
    }

    /** The elements of a list, or of the declared default. */
    List<Tree> items(String key) {
        Optional<Tree> tree = find(key);
        if (tree.isEmpty()) {
            return ((List<?>) option(key).defaultValue())
                    .stream().<Tree>map(text -> text((String) text)).toList();
        }
        if (tree.get() instanceof Tree.Sequence sequence) {
            return sequence.items();
        }
        throw new UserError(
                tree.get().location(),
                path(key) + ": found " + tree.get().description() + ", allowed is a list of components");
    }

    private Tree text(String text) {
        return new Tree.Scalar(text, false, mapping.location());
    }

    Option option(String key) {
        return declared.options().find(key).orElseThrow();
    }
}
