// SPDX-License-Identifier: Apache-2.0
package org.septum.testkit.rules;

import java.util.List;
import java.util.Map;
import org.septum.api.Arguments;
import org.septum.api.Factory;
import org.septum.api.Kind;
import org.septum.api.Option;
import org.septum.api.UserError;
import org.septum.services.graph.GraphCompiler;
import org.septum.services.plugin.Registry;

/**
 * A component to be held to the rules.
 *
 * @param compiler makes the graphs; only models and their parts, heads and losses need it, for others it may be null
 * @param installed where components for nested options are taken from; empty if the component has none
 * @param example values for options that have no default; what is left out is made up by the option's type
 */
public record Subject(
        Kind kind,
        String type,
        Factory<?> factory,
        GraphCompiler compiler,
        List<Registry.Installed> installed,
        Map<String, Object> example) {

    /** The labels of the dataset that the rules pretend to have. */
    static final List<String> LABELS = List.of("background", "rv", "myocardium", "lv");

    public Subject {
        installed = List.copyOf(installed);
        example = Map.copyOf(example);
    }

    /** A component that takes no others as options. */
    public static Subject of(Kind kind, String type, Factory<?> factory, GraphCompiler compiler) {
        return new Subject(kind, type, factory, compiler, List.of(), Map.of());
    }

    /** A component that takes no others as options and builds no graph. */
    public static Subject of(Kind kind, String type, Factory<?> factory) {
        return of(kind, type, factory, null);
    }

    /** The same with values for some of its options. */
    public Subject with(Map<String, Object> values) {
        return new Subject(kind, type, factory, compiler, installed, values);
    }

    GraphCompiler graphs() {
        Rule.assume(compiler != null, "no compiler of graphs was given");
        return compiler;
    }

    /** Arguments that are allowed one by one: the example, defaults, and made up values for what must be given. */
    Arguments sketch() {
        return MadeUpArguments.of(this, Map.of(), true);
    }

    /** The component itself, ready to be used. */
    <T> T create(Class<T> expected) {
        return create(expected, Map.of());
    }

    <T> T create(Class<T> expected, Map<String, Object> more) {
        return create(expected, MadeUpArguments.of(this, more, false));
    }

    <T> T create(Class<T> expected, Arguments arguments) {
        Object component;
        try {
            component = factory.create(arguments);
        } catch (UserError refused) {
            if (isMadeUp()) {
                throw new Rule.NotApplicable("it needs options that cannot be made up: " + refused.getMessage());
            }
            throw new Rule.Broken("it refuses its own defaults: " + refused.getMessage());
        }
        Rule.require(
                expected.isInstance(component),
                "the factory creates "
                        + (component == null
                                ? "null"
                                : "a " + component.getClass().getName()) + ", not a " + expected.getName());
        return expected.cast(component);
    }

    /** Whether an option must be given and the example does not. */
    private boolean isMadeUp() {
        for (Option option : factory.options()) {
            if (option.necessity() == Option.Necessity.REQUIRED && !example.containsKey(option.name())) {
                return true;
            }
        }
        return false;
    }

    /** Skips the rule if there is no such option. */
    void assumeOption(String name) {
        Rule.assume(hasOption(name), "it has no option '" + name + "'");
    }

    boolean hasOption(String name) {
        return factory.options().find(name).isPresent();
    }
}
