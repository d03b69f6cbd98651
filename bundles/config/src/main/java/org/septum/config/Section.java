// SPDX-License-Identifier: Apache-2.0
package org.septum.config;

import java.util.List;
import java.util.Optional;
import org.septum.api.Location;
import org.septum.api.OptionType;
import org.septum.api.UserError;

/** A mapping with a fixed set of keys, such as {@code data:}. */
final class Section {

    private final String name;
    private final Tree.Mapping mapping;

    /**
     * @param name the section's name, for messages; empty for the whole experiment
     * @param tree null if the section is left out
     * @param fallback where it would stand
     */
    Section(String name, Tree tree, Location fallback, List<String> keys) {
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
        Keys.check(mapping, keys, name.isEmpty() ? "the experiment" : "'" + name + "'");
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
                .orElseThrow(() ->
                        new UserError(mapping.location(), "the key '" + path(key) + "' is missing; it is " + allowed));
    }

    /** A value of a type, or the default. */
    Object value(String key, OptionType type, Object byDefault) {
        return find(key).map(tree -> Values.read(path(key), type, tree, null)).orElse(byDefault);
    }

    /** A value of a type that must be given. */
    Object value(String key, OptionType type) {
        return Values.read(path(key), type, require(key, type.description()), null);
    }

    String path(String key) {
        return name.isEmpty() ? key : name + "." + key;
    }

    /** A key's text where an absent one stands in for the default. */
    Tree orText(String key, String byDefault) {
        return find(key).orElse(new Tree.Scalar(byDefault, false, mapping.location()));
    }

    /** The elements of a list, or of the default given as texts. */
    List<Tree> items(String key, List<String> byDefault) {
        Optional<Tree> tree = find(key);
        if (tree.isEmpty()) {
            return byDefault.stream()
                    .<Tree>map(text -> new Tree.Scalar(text, false, mapping.location()))
                    .toList();
        }
        if (tree.get() instanceof Tree.Sequence sequence) {
            return sequence.items();
        }
        throw new UserError(
                tree.get().location(),
                path(key) + ": found " + tree.get().description() + ", allowed is a list of components");
    }
}
