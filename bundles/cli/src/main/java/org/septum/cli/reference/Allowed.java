// SPDX-License-Identifier: Apache-2.0
package org.septum.cli.reference;

import java.util.Locale;
import org.septum.api.OptionType;

/** An option's type and range in words. */
final class Allowed {

    private Allowed() {}

    /** What its values are: {@code list of numbers}. */
    static String type(OptionType type) {
        if (type instanceof OptionType.Whole) {
            return "whole number";
        }
        if (type instanceof OptionType.Real) {
            return "number";
        }
        if (type instanceof OptionType.Flag) {
            return "true or false";
        }
        if (type instanceof OptionType.Choice) {
            return "word";
        }
        if (type instanceof OptionType.Listing listing) {
            return "list of " + several(listing.element());
        }
        if (type instanceof OptionType.OneOrMore more) {
            return type(more.element()) + ", or list of " + several(more.element());
        }
        if (type instanceof OptionType.OrWord or) {
            return type(or.otherwise()) + " or " + or.word();
        }
        if (type instanceof OptionType.Mapping mapping) {
            return "mapping from names to " + several(mapping.element());
        }
        return type instanceof OptionType.Nested nested ? nested.kind().label() : "text";
    }

    private static String several(OptionType type) {
        String one = type(type);
        if (one.startsWith("list of ") || one.startsWith("mapping ")) {
            return plural(one.substring(0, one.indexOf(' '))) + one.substring(one.indexOf(' '));
        }
        int or = one.indexOf(", or list");
        return or < 0 ? plural(one) : plural(one.substring(0, or)) + " or lists of them";
    }

    /** {@code losses} of {@code loss}. */
    static String plural(String word) {
        if (word.equals("true or false")) {
            return "truth values";
        }
        if (word.endsWith("y")) {
            return word.substring(0, word.length() - 1) + "ies";
        }
        return word + (word.endsWith("s") ? "es" : "s");
    }

    /** Between which bounds, or one of which words; empty if all values are allowed. */
    static String range(OptionType type) {
        if (type instanceof OptionType.Whole whole) {
            return bounds(
                    Long.toString(whole.minimum()),
                    whole.minimum() == Long.MIN_VALUE,
                    Long.toString(whole.maximum()),
                    whole.maximum() == Long.MAX_VALUE);
        }
        if (type instanceof OptionType.Real real) {
            return bounds(
                    number(real.minimum()),
                    Double.isInfinite(real.minimum()),
                    number(real.maximum()),
                    Double.isInfinite(real.maximum()));
        }
        if (type instanceof OptionType.Choice choice) {
            return String.join(", ", choice.words());
        }
        if (type instanceof OptionType.Matching matching) {
            return matching.words();
        }
        if (type instanceof OptionType.Listing listing) {
            String length = length(listing.minimumLength(), listing.maximumLength());
            String each = range(listing.element());
            return each.isEmpty() ? length : length.isEmpty() ? each : length + ", each " + each;
        }
        if (type instanceof OptionType.OneOrMore more) {
            return range(more.element());
        }
        if (type instanceof OptionType.OrWord or) {
            return range(or.otherwise());
        }
        return type instanceof OptionType.Mapping mapping ? range(mapping.element()) : "";
    }

    private static String length(int minimum, int maximum) {
        if (minimum == maximum) {
            return minimum + (minimum == 1 ? " value" : " values");
        }
        return minimum == 0 ? "" : "at least " + minimum + (minimum == 1 ? " value" : " values");
    }

    private static String bounds(String minimum, boolean openBelow, String maximum, boolean openAbove) {
        if (openBelow) {
            return openAbove ? "" : "at most " + maximum;
        }
        if (minimum.equals(maximum)) {
            return minimum;
        }
        return openAbove ? "at least " + minimum : minimum + " to " + maximum;
    }

    private static String number(double value) {
        return value == Math.rint(value) && Math.abs(value) < 1e7
                ? Long.toString((long) value)
                : Double.toString(value).toLowerCase(Locale.ROOT);
    }
}
