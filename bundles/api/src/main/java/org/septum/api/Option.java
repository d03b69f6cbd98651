// SPDX-License-Identifier: Apache-2.0
package org.septum.api;

import java.util.List;

/**
 * One option of a component: the only place where its type, range, default and documentation stand.
 *
 * @param name the key in experiment files, lower case, words joined by hyphens
 * @param type type and range
 * @param necessity whether it must be given, may be left out, or has a default
 * @param defaultValue the default; null unless {@code necessity} is DEFAULTED. For a nested component the type name
 * @param documentation what it does, its unit, and where the default comes from
 */
public record Option(String name, OptionType type, Necessity necessity, Object defaultValue, String documentation) {

    /** Whether an option must be given. */
    public enum Necessity {
        REQUIRED,
        OPTIONAL,
        DEFAULTED
    }

    /** A whole number; it must be given unless {@link #or} adds a default. */
    public static Option whole(String name, long minimum, long maximum, String documentation) {
        return required(name, new OptionType.Whole(minimum, maximum), documentation);
    }

    /** A number, bounds included; it must be given unless {@link #or} adds a default. */
    public static Option real(String name, double minimum, double maximum, String documentation) {
        return required(name, new OptionType.Real(minimum, maximum), documentation);
    }

    /** True or false; it must be given unless {@link #or} adds a default. */
    public static Option flag(String name, String documentation) {
        return required(name, new OptionType.Flag(), documentation);
    }

    /** A text; it must be given unless {@link #or} adds a default. */
    public static Option text(String name, String documentation) {
        return required(name, new OptionType.Text(), documentation);
    }

    /** A text of a certain form, as {@link OptionType.Matching}; it must be given unless {@link #or} adds a default. */
    public static Option matching(String name, String expression, String words, String documentation) {
        return required(name, new OptionType.Matching(expression, words), documentation);
    }

    /** One of several words; it must be given unless {@link #or} adds a default. */
    public static Option choice(String name, List<String> words, String documentation) {
        return required(name, new OptionType.Choice(List.copyOf(words)), documentation);
    }

    /** A list of any length; it must be given unless {@link #or} adds a default. */
    public static Option list(String name, OptionType element, String documentation) {
        return required(name, new OptionType.Listing(element, 0, Integer.MAX_VALUE), documentation);
    }

    /** A list of exactly two numbers, the ends of a range. */
    public static Option range(String name, double minimum, double maximum, String documentation) {
        return required(name, new OptionType.Listing(new OptionType.Real(minimum, maximum), 2, 2), documentation);
    }

    /** A mapping from names to values of one type. */
    public static Option mapping(String name, OptionType element, String documentation) {
        return required(name, new OptionType.Mapping(element), documentation);
    }

    /** A nested component; {@link #or} takes the type name of the default. */
    public static Option component(String name, Kind kind, String documentation) {
        return required(name, new OptionType.Nested(kind), documentation);
    }

    /** The error that it is missing from a component. */
    public UserError missing(Location component) {
        return new UserError(component, "missing option '" + name + "' (" + type.description() + "): " + documentation);
    }

    private static Option required(String name, OptionType type, String documentation) {
        return new Option(name, type, Necessity.REQUIRED, null, documentation);
    }

    /** The same option with a default. */
    public Option or(Object value) {
        Object checked = type instanceof OptionType.Nested ? value : type.check(value);
        return new Option(name, type, Necessity.DEFAULTED, checked, documentation);
    }

    /** The same option, which may be left out and then has no value. */
    public Option optional() {
        return new Option(name, type, Necessity.OPTIONAL, null, documentation);
    }
}
