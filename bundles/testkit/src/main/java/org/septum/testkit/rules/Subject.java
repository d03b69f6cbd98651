// SPDX-License-Identifier: Apache-2.0
package org.septum.testkit.rules;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.septum.api.Arguments;
import org.septum.api.Component;
import org.septum.api.Factory;
import org.septum.api.Kind;
import org.septum.api.Option;
import org.septum.api.OptionType;
import org.septum.api.UserError;
import org.septum.api.graph.GraphCompiler;
import org.septum.api.run.Registry;

/**
 * A component to be held to the rules.
 *
 * @param compiler makes the graphs
 * @param installed where components for nested options are taken from; empty if the component has none
 * @param example values for options that have no default; what is left out is made up by the option's type
 */
public record Subject(
        Kind kind,
        String type,
        Factory<?> factory,
        GraphCompiler compiler,
        List<Registry.Entry> installed,
        Map<String, Object> example) {

    /** A component that takes no others as options. */
    public static Subject of(Kind kind, String type, Factory<?> factory, GraphCompiler compiler) {
        return new Subject(kind, type, factory, compiler, List.of(), Map.of());
    }

    /** Valid arguments: the example, defaults, and made up values for what must be given. */
    Arguments arguments() {
        return arguments(Map.of());
    }

    Arguments arguments(Map<String, Object> more) {
        Map<String, Object> given = new LinkedHashMap<>();
        for (Option option : factory.options()) {
            if (example.containsKey(option.name())) {
                given.put(option.name(), example.get(option.name()));
            } else if (option.type() instanceof OptionType.Nested nested
                    && option.necessity() != Option.Necessity.OPTIONAL) {
                given.put(option.name(), nested(nested.kind(), (String) option.defaultValue()));
            } else if (option.necessity() == Option.Necessity.REQUIRED) {
                given.put(option.name(), madeUp(option));
            }
        }
        given.putAll(more);
        return Arguments.of(factory.options(), given);
    }

    /** The component itself, with {@link #arguments()}. */
    <T> T create(Class<T> expected) {
        return create(expected, Map.of());
    }

    <T> T create(Class<T> expected, Map<String, Object> more) {
        Arguments arguments = arguments(more);
        try {
            return expected.cast(factory.create(arguments));
        } catch (UserError refused) {
            throw new Rule.NotApplicable("it needs options that cannot be made up: " + refused.getMessage());
        }
    }

    private Component nested(Kind wanted, String byDefault) {
        Registry.Entry entry = installed.stream()
                .filter(candidate -> candidate.kind() == wanted)
                .filter(candidate -> byDefault == null || candidate.type().equals(byDefault))
                .findFirst()
                .orElseThrow(() -> new Rule.NotApplicable(
                        "it needs a " + wanted + (byDefault == null ? "" : " '" + byDefault + "'") + " beside it"));
        Subject inner = new Subject(wanted, entry.type(), entry.factory(), compiler, installed, Map.of());
        return Component.of(wanted, entry.type(), entry.factory(), inner.arguments());
    }

    private static Object madeUp(Option option) {
        if (option.type() instanceof OptionType.Whole whole) {
            return Math.max(whole.minimum(), Math.min(1, whole.maximum()));
        }
        if (option.type() instanceof OptionType.Real real) {
            return Math.max(real.minimum(), Math.min(0.5, real.maximum()));
        }
        if (option.type() instanceof OptionType.Choice choice) {
            return choice.words().get(0);
        }
        if (option.type() instanceof OptionType.Flag) {
            return true;
        }
        if (option.name().equals("monitor")) {
            return "validation/loss";
        }
        throw new Rule.NotApplicable("it needs the option '" + option.name() + "', for which no value can be made up");
    }
}
