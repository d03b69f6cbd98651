// SPDX-License-Identifier: Apache-2.0
package org.septum.api;

import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The declared options of a component type, in the order of its documentation. */
public final class Options implements Iterable<Option> {

    private static final Options NONE = new Options(List.of());

    private final List<Option> options;

    private Options(List<Option> options) {
        this.options = options;
    }

    /** For a component without options. */
    public static Options none() {
        return NONE;
    }

    /**
     * Declares options.
     *
     * @throws IllegalArgumentException if a name is declared twice or is the reserved word {@code type}
     */
    public static Options of(Option... options) {
        Set<String> names = new HashSet<>();
        for (Option option : options) {
            if (option.name().equals("type") || !names.add(option.name())) {
                throw new IllegalArgumentException("option '" + option.name() + "' is reserved or declared twice");
            }
        }
        return new Options(List.of(options));
    }

    /** The option of this name; empty if none was declared. */
    public Optional<Option> find(String name) {
        return options.stream().filter(option -> option.name().equals(name)).findFirst();
    }

    /** The names in the order of the declaration. */
    public List<String> names() {
        return options.stream().map(Option::name).toList();
    }

    @Override
    public Iterator<Option> iterator() {
        return options.iterator();
    }
}
