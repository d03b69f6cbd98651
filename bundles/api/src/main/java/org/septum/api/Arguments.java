// SPDX-License-Identifier: Apache-2.0
package org.septum.api;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The checked values of a component's options, defaults filled in. Reading an option that was not declared, or as another
 * type, is a mistake of the plugin and throws {@link IllegalArgumentException}.
 */
public final class Arguments {

    /** Stands in messages where a file would be named. */
    private static final String BY_CODE = "arguments";

    private final Map<String, Object> values;
    private final Map<String, Location> locations;
    private final Location self;

    private Arguments(Map<String, Object> values, Map<String, Location> locations, Location self) {
        this.values = Collections.unmodifiableMap(values);
        this.locations = Map.copyOf(locations);
        this.self = self;
    }

    /**
     * Arguments given by code: every value is checked against its option and missing ones take their default.
     *
     * @throws UserError if a name is not declared, a required one is missing or a value is not allowed
     */
    public static Arguments of(Options options, Map<String, ?> given) {
        return located(options, given, Map.of(), new Location(BY_CODE, 0, 0));
    }

    /** A message of an error of {@link #of} without the word that stands there for a file, which nobody has named. */
    public static String unplaced(String message) {
        return message.replaceFirst("^" + BY_CODE + "(:[0-9]+)*: ", "");
    }

    /**
     * Arguments read from a file.
     *
     * @param locations where each given value stands
     * @param self where the component stands
     * @throws UserError if a name is not declared, a required one is missing or a value is not allowed
     */
    public static Arguments located(
            Options options, Map<String, ?> given, Map<String, Location> locations, Location self) {
        for (String name : given.keySet()) {
            if (options.find(name).isEmpty()) {
                throw new UserError(
                        locations.getOrDefault(name, self),
                        "unknown option '" + name + "'; allowed are " + String.join(", ", options.names()));
            }
        }
        Map<String, Object> values = new LinkedHashMap<>();
        for (Option option : options) {
            Object value = given.get(option.name());
            if (value != null) {
                try {
                    values.put(option.name(), option.type().check(value));
                } catch (IllegalArgumentException e) {
                    throw new UserError(
                            locations.getOrDefault(option.name(), self), option.name() + ": " + e.getMessage());
                }
            } else if (option.necessity() == Option.Necessity.REQUIRED) {
                throw option.missing(self);
            } else if (option.necessity() == Option.Necessity.DEFAULTED) {
                values.put(option.name(), option.defaultValue());
            }
        }
        return new Arguments(values, locations, self);
    }

    /** Whether the option has a value; false only for optional ones that were left out. */
    public boolean has(String name) {
        return values.containsKey(name);
    }

    /** A whole number. */
    public int whole(String name) {
        return Math.toIntExact(value(name, Long.class));
    }

    /** A whole number that may not fit into an int, a seed for example. */
    public long wholeLong(String name) {
        return value(name, Long.class);
    }

    /** A number. */
    public double real(String name) {
        return value(name, Double.class);
    }

    /** True or false. */
    public boolean flag(String name) {
        return value(name, Boolean.class);
    }

    /** A text, or one of several words. */
    public String text(String name) {
        return value(name, String.class);
    }

    /** A list whose elements were declared to be of the given class (Long, Double, Boolean, String, Component). */
    public <E> List<E> list(String name, Class<E> element) {
        List<?> list = value(name, List.class);
        return list.stream().map(element::cast).toList();
    }

    /** A mapping whose values were declared to be of the given class, in the file's order. */
    public <E> Map<String, E> mapping(String name, Class<E> element) {
        Map<String, E> result = new LinkedHashMap<>();
        Map<?, ?> mapping = value(name, Map.class);
        mapping.forEach((key, value) -> result.put((String) key, element.cast(value)));
        return result;
    }

    /** Creates the nested component chosen for this option. */
    public <T> T component(String name, Class<T> expected) {
        return value(name, Component.class).create(expected);
    }

    /** A value of the class as which its type holds it; a component that is not created yet, for example. */
    public <T> T value(String name, Class<T> type) {
        Object value = values.get(name);
        if (!type.isInstance(value)) {
            throw new IllegalArgumentException(
                    "option '" + name + "' is not declared as " + type.getSimpleName() + " or has no value: " + value);
        }
        return type.cast(value);
    }

    /** All values in the declared order, for provenance. */
    public Map<String, Object> asMap() {
        return values;
    }

    /** Where the component stands in the experiment. */
    public Location location() {
        return self;
    }

    /** Where an option's value stands; empty if it was left out or comes from code. */
    public Optional<Location> location(String name) {
        return Optional.ofNullable(locations.get(name));
    }

    /** An error about one option's value, located in the experiment file. */
    public UserError error(String name, String message) {
        return new UserError(locations.getOrDefault(name, self), name + ": " + message);
    }
}
