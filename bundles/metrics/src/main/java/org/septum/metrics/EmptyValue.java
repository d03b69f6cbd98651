// SPDX-License-Identifier: Apache-2.0
package org.septum.metrics;

import java.util.List;
import java.util.Locale;
import org.septum.api.Arguments;
import org.septum.api.Option;

/** The option that says what a score is where masks are empty and its formula gives nothing. */
public enum EmptyValue {
    SKIP(Double.NaN),
    ZERO(0),
    ONE(1);

    private static final String NAME = "empty";

    private final double value;

    EmptyValue(double value) {
        this.value = value;
    }

    /** The option with the words it may take, the first being the default. */
    public static Option option(List<String> words, String documentation) {
        return Option.choice(NAME, words, documentation).or(words.get(0));
    }

    public static EmptyValue of(Arguments arguments) {
        return valueOf(arguments.text(NAME).toUpperCase(Locale.ROOT));
    }

    /** NaN where the score is left out. */
    public double value() {
        return value;
    }

    /** The rule in words. */
    public String rule(String where) {
        return this == SKIP ? "undefined " + where + ", and left out of means" : (long) value + " " + where;
    }
}
