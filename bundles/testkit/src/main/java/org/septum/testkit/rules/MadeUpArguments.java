// SPDX-License-Identifier: Apache-2.0
package org.septum.testkit.rules;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.septum.api.Arguments;
import org.septum.api.Component;
import org.septum.api.Kind;
import org.septum.api.Option;
import org.septum.api.OptionType;
import org.septum.services.plugin.Registry;
import org.septum.testkit.probe.EpochScript;

/**
 * Arguments for a component that nobody has configured.
 *
 * @param anyText whether a text that must be given may be nonsense, because the component is created and not used
 */
record MadeUpArguments(Subject subject, boolean anyText) {

    /** Models are made as small as this where they have a whole number to choose, so that the rules are quick. */
    private static final long SMALL = 2;

    private static final String ANY_TEXT = "made-up";

    static Arguments of(Subject subject, Map<String, Object> more, boolean anyText) {
        Map<String, Object> given = new MadeUpArguments(subject, anyText).given();
        given.putAll(more);
        return Arguments.of(subject.factory().options(), given);
    }

    private Map<String, Object> given() {
        Map<String, Object> given = new LinkedHashMap<>();
        for (Option option : subject.factory().options()) {
            if (subject.example().containsKey(option.name())) {
                given.put(option.name(), subject.example().get(option.name()));
            } else if (option.type() instanceof OptionType.Nested nested
                    && option.necessity() != Option.Necessity.OPTIONAL) {
                given.put(option.name(), component(nested.kind(), (String) option.defaultValue()));
            } else if (option.necessity() == Option.Necessity.REQUIRED) {
                given.put(option.name(), topLevel(option));
            } else if (subject.kind() == Kind.MODEL
                    && option.type() instanceof OptionType.Whole whole
                    && option.defaultValue() instanceof Long usual
                    && usual > SMALL) {
                given.put(option.name(), Math.max(whole.minimum(), SMALL));
            }
        }
        return given;
    }

    /** A text may be anything: a file, for example, which cannot be made up. */
    private Object topLevel(Option option) {
        if (option.name().equals("monitor")) {
            return EpochScript.MONITORED;
        }
        boolean text = option.type() instanceof OptionType.Text || option.type() instanceof OptionType.File;
        if (text && anyText) {
            return ANY_TEXT;
        }
        Rule.assume(
                !text && !(option.type() instanceof OptionType.Matching),
                "it needs the option '" + option.name() + "', for which no value can be made up");
        return value(option.type());
    }

    private Object value(OptionType type) {
        if (type instanceof OptionType.Whole whole) {
            return Math.max(whole.minimum(), Math.min(1, whole.maximum()));
        }
        if (type instanceof OptionType.Real real) {
            return Math.max(real.minimum(), Math.min(0.5, real.maximum()));
        }
        if (type instanceof OptionType.Choice choice) {
            return choice.words().get(0);
        }
        if (type instanceof OptionType.Flag) {
            return true;
        }
        if (type instanceof OptionType.Listing listing) {
            return Collections.nCopies(Math.max(1, listing.minimumLength()), value(listing.element()));
        }
        if (type instanceof OptionType.OneOrMore one) {
            return List.of(value(one.element()));
        }
        if (type instanceof OptionType.Mapping mapping) {
            return Map.of("made-up", value(mapping.element()));
        }
        if (type instanceof OptionType.OrWord or) {
            return or.word();
        }
        if (type instanceof OptionType.Nested nested) {
            return component(nested.kind(), null);
        }
        // Texts in lists and mappings are mostly names of labels.
        return Subject.LABELS.get(Subject.LABELS.size() - 1);
    }

    /** The installed component of this name; without a name, the first that needs nothing to be given. */
    private Component component(Kind wanted, String name) {
        Registry.Installed entry = subject.installed().stream()
                .filter(candidate -> candidate.kind() == wanted)
                .filter(candidate -> name == null
                        ? needsNothing(candidate)
                        : candidate.type().equals(name))
                .findFirst()
                .orElseThrow(() -> new Rule.NotApplicable(
                        "it needs a " + wanted + (name == null ? "" : " '" + name + "'") + " beside it"));
        Subject inner =
                new Subject(wanted, entry.type(), entry.factory(), subject.compiler(), subject.installed(), Map.of());
        return Component.of(wanted, entry.type(), entry.factory(), inner.sketch());
    }

    private static boolean needsNothing(Registry.Installed entry) {
        for (Option option : entry.factory().options()) {
            if (option.necessity() == Option.Necessity.REQUIRED) {
                return false;
            }
        }
        return true;
    }
}
