// SPDX-License-Identifier: Apache-2.0
package org.septum.api;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The type and range of an option's value. */
public sealed interface OptionType {

    /** What is allowed, for messages and documentation: "a number from 0 to 1". */
    String description();

    /**
     * Checks a value read from YAML or given by code, and converts it to the type's own representation.
     *
     * @return a Long, Double, Boolean, String, List, Map or {@link Component}
     * @throws IllegalArgumentException if the value is not allowed; the message says what was found
     */
    Object check(Object value);

    /** A whole number between two bounds, both allowed; held as Long. */
    record Whole(long minimum, long maximum) implements OptionType {
        @Override
        public String description() {
            return "a whole number"
                    + Bounds.text(minimum, minimum == Long.MIN_VALUE, maximum, maximum == Long.MAX_VALUE);
        }

        @Override
        public Object check(Object value) {
            if (!(value instanceof Long || value instanceof Integer)) {
                throw Bounds.notAllowed(value, this);
            }
            long number = ((Number) value).longValue();
            if (number < minimum || number > maximum) {
                throw Bounds.notAllowed(value, this);
            }
            return number;
        }
    }

    /** A finite number between two bounds, both allowed; held as Double. */
    record Real(double minimum, double maximum) implements OptionType {
        @Override
        public String description() {
            return "a number"
                    + Bounds.text(
                            minimum, minimum == Double.NEGATIVE_INFINITY, maximum, maximum == Double.POSITIVE_INFINITY);
        }

        @Override
        public Object check(Object value) {
            if (!(value instanceof Number)) {
                throw Bounds.notAllowed(value, this);
            }
            double number = ((Number) value).doubleValue();
            if (!Double.isFinite(number) || number < minimum || number > maximum) {
                throw Bounds.notAllowed(value, this);
            }
            return number;
        }
    }

    /** True or false; held as Boolean. */
    record Flag() implements OptionType {
        @Override
        public String description() {
            return "true or false";
        }

        @Override
        public Object check(Object value) {
            if (!(value instanceof Boolean)) {
                throw Bounds.notAllowed(value, this);
            }
            return value;
        }
    }

    /** Any text; held as String. */
    record Text() implements OptionType {
        @Override
        public String description() {
            return "a text";
        }

        @Override
        public Object check(Object value) {
            if (!(value instanceof String)) {
                throw Bounds.notAllowed(value, this);
            }
            return value;
        }
    }

    /** The path of a file or folder, which need not be there; held as String, as the system writes it. */
    record File() implements OptionType {
        @Override
        public String description() {
            return "a text";
        }

        @Override
        public Object check(Object value) {
            if (!(value instanceof String text)) {
                throw Bounds.notAllowed(value, this);
            }
            try {
                return Path.of(text).toString();
            } catch (InvalidPathException e) {
                throw new IllegalArgumentException(
                        "found '" + text + "', which is not a path here: " + e.getReason(), e);
            }
        }
    }

    /**
     * A text that a regular expression matches as a whole; held as String. It is for what is handed on to another program.
     *
     * @param words what the expression says: "a number with K, M, G or T, for example 8G"
     */
    record Matching(String expression, String words) implements OptionType {
        @Override
        public String description() {
            return words;
        }

        @Override
        public Object check(Object value) {
            if (!(value instanceof String text) || !text.matches(expression)) {
                throw Bounds.notAllowed(value, this);
            }
            return value;
        }
    }

    /** One of several words; held as String. */
    record Choice(List<String> words) implements OptionType {
        @Override
        public String description() {
            return "one of " + String.join(", ", words);
        }

        @Override
        public Object check(Object value) {
            if (!(value instanceof String) || !words.contains(value)) {
                throw Bounds.notAllowed(value, this);
            }
            return value;
        }
    }

    /** A list with elements of one type and a length between two bounds; held as List. */
    record Listing(OptionType element, int minimumLength, int maximumLength) implements OptionType {
        @Override
        public String description() {
            String length = minimumLength == maximumLength
                    ? minimumLength + " values"
                    : minimumLength > 0 ? "at least " + minimumLength + " values" : "values";
            return "a list of " + length + ", each " + element.description();
        }

        @Override
        public Object check(Object value) {
            if (!(value instanceof List<?> list) || list.size() < minimumLength || list.size() > maximumLength) {
                throw Bounds.notAllowed(value, this);
            }
            List<Object> checked = new ArrayList<>();
            for (Object entry : list) {
                checked.add(element.check(entry));
            }
            return List.copyOf(checked);
        }
    }

    /**
     * One value, or a list of at least one.
     *
     * @param keepsOne whether a value that stands alone is held as itself; otherwise it is held as List either way
     */
    record OneOrMore(OptionType element, boolean keepsOne) implements OptionType {

        /** Held as List, also where a value stands alone. */
        public OneOrMore(OptionType element) {
            this(element, false);
        }

        @Override
        public String description() {
            return element.description() + ", or a list of such values";
        }

        @Override
        public Object check(Object value) {
            boolean alone = !(value instanceof List<?>);
            return alone && keepsOne
                    ? element.check(value)
                    : new Listing(element, 1, Integer.MAX_VALUE).check(alone ? List.of(value) : value);
        }
    }

    /** A word that stands for no value of its own, or a value of another type; held as String or as that type holds it. */
    record OrWord(String word, OptionType otherwise) implements OptionType {
        @Override
        public String description() {
            return otherwise.description() + ", or " + word;
        }

        @Override
        public Object check(Object value) {
            return word.equals(value) ? value : otherwise.check(value);
        }
    }

    /** Names with values of one type, in the file's order; held as Map. */
    record Mapping(OptionType element) implements OptionType {
        @Override
        public String description() {
            return "a mapping whose values are each " + element.description();
        }

        @Override
        public Object check(Object value) {
            if (!(value instanceof Map<?, ?> map)) {
                throw Bounds.notAllowed(value, this);
            }
            Map<String, Object> checked = new LinkedHashMap<>();
            map.forEach((key, entry) -> checked.put(String.valueOf(key), element.check(entry)));
            return Collections.unmodifiableMap(checked);
        }
    }

    /** Another component of the given kind: {@code {type: NAME, ...}}, or just {@code NAME}. */
    record Nested(Kind kind) implements OptionType {
        @Override
        public String description() {
            return kind.described() + " ({type: NAME, ...} or NAME)";
        }

        @Override
        public Object check(Object value) {
            if (!(value instanceof Component component) || component.kind() != kind) {
                throw Bounds.notAllowed(value, this);
            }
            return value;
        }
    }

    /** Wording shared by the types above. */
    final class Bounds {
        /** Of a value in a message: more does not help to find it. */
        private static final int SHOWN = 200;

        private Bounds() {}

        static String text(Object minimum, boolean openBelow, Object maximum, boolean openAbove) {
            if (openBelow && openAbove) {
                return "";
            }
            if (openBelow) {
                return " of at most " + maximum;
            }
            return openAbove ? " of at least " + minimum : " from " + minimum + " to " + maximum;
        }

        static IllegalArgumentException notAllowed(Object value, OptionType type) {
            String text = String.valueOf(value);
            String shown = text.length() > SHOWN ? text.substring(0, SHOWN) + "..." : text;
            String found = value instanceof String ? "'" + shown + "'" : shown;
            return new IllegalArgumentException("found " + found + ", allowed is " + type.description());
        }
    }
}
