// SPDX-License-Identifier: Apache-2.0
package org.septum.config.section;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.septum.api.Arguments;
import org.septum.api.Component;
import org.septum.api.Kind;
import org.septum.api.Location;
import org.septum.api.Option;
import org.septum.api.OptionType;
import org.septum.api.Options;
import org.septum.api.UserError;
import org.septum.config.yaml.Tree;
import org.septum.services.experiment.Problems;
import org.septum.services.plugin.Registry;

/** Reads components: finds the factory that a type names, and checks every option against its declaration. */
public final class Components {

    private final List<Registry.Installed> installed;

    public Components(List<Registry.Installed> installed) {
        this.installed = installed;
    }

    /** A component without further keys. */
    Component read(Kind kind, Tree tree, String where) {
        return read(kind, tree, where, List.of(), null);
    }

    /** The component that an option names. */
    Component read(Option option, Tree tree, String where) {
        return read(((OptionType.Nested) option.type()).kind(), tree, where, List.of(), option.defaultValue());
    }

    /**
     * A component.
     *
     * @param where its place in the experiment, for messages
     * @param reserved keys beside its own options that somebody else reads
     */
    Component read(Kind kind, Tree tree, String where, List<String> reserved) {
        return read(kind, tree, where, reserved, null);
    }

    /** @param byDefault the type that is taken where nothing is written at all; null if there is none */
    private Component read(Kind kind, Tree tree, String where, List<String> reserved, Object byDefault) {
        if (tree instanceof Tree.Scalar scalar && !scalar.isNull()) {
            return read(kind, Tree.Mapping.ofType(scalar), where, reserved, byDefault);
        }
        if (!(tree instanceof Tree.Mapping mapping)) {
            throw new UserError(
                    tree.location(),
                    where + ": found " + tree.description() + ", allowed is "
                            + new OptionType.Nested(kind).description());
        }
        Choice choice = choice(kind, mapping, where, reserved, byDefault);
        Registry.Installed entry = choice.entry();
        Options options = entry.factory().options();
        Problems problems = new Problems();
        Keys known = keys(entry, mapping, options, reserved, problems);
        Map<String, Object> given = new LinkedHashMap<>();
        Map<String, Location> locations = new LinkedHashMap<>();
        for (Option option : options) {
            Tree.Mapping.Entry value = mapping.entries().get(option.name());
            if (value != null && !value.value().isNull()) {
                locations.put(option.name(), value.value().location());
                problems.attempt(() -> Values.read(option, value.value(), this))
                        .ifPresent(read -> given.put(option.name(), read));
            } else if (option.type() instanceof OptionType.Nested nested && option.defaultValue() != null) {
                Tree.Scalar preset = new Tree.Scalar((String) option.defaultValue(), false, mapping.location());
                problems.attempt(() -> read(nested.kind(), preset, option.name()))
                        .ifPresent(read -> given.put(option.name(), read));
            } else if (option.necessity() == Option.Necessity.REQUIRED) {
                problems.add(known.meantFor(option.name()).orElseGet(() -> option.missing(mapping.location())));
            }
        }
        problems.throwIfAny();
        Arguments arguments = Arguments.located(options, given, locations, mapping.location());
        return new Component(kind, entry.type(), choice.version(), entry.factory(), arguments);
    }

    private Choice choice(Kind kind, Tree.Mapping mapping, String where, List<String> reserved, Object byDefault) {
        List<Registry.Installed> candidates =
                installed.stream().filter(entry -> entry.kind() == kind).toList();
        Tree type = mapping.get("type");
        if (!(type instanceof Tree.Scalar name) || name.isNull()) {
            String advice = typeAsKey(mapping, candidates, reserved)
                    .or(() -> Optional.ofNullable(byDefault).map(preset -> withDefault(mapping, preset)))
                    .orElse("");
            throw new UserError(
                    type == null ? mapping.location() : type.location(),
                    where + ": the key 'type' is missing" + advice + "; it names " + kind.described() + ": "
                            + Choice.names(candidates));
        }
        return Choice.of(kind, name.text(), candidates, where, name.location());
    }

    /** What to write for {@code rotate: {degrees: 10}}, as other tools have it. */
    private static Optional<String> typeAsKey(
            Tree.Mapping mapping, List<Registry.Installed> candidates, List<String> reserved) {
        Map<String, Tree.Mapping.Entry> own = new LinkedHashMap<>(mapping.entries());
        own.keySet().removeAll(reserved);
        if (own.size() != 1) {
            return Optional.empty();
        }
        String key = own.keySet().iterator().next();
        if (candidates.stream().noneMatch(entry -> entry.type().equals(Choice.withoutVersion(key)))) {
            return Optional.empty();
        }
        Tree options = own.get(key).value();
        if (options instanceof Tree.Mapping given) {
            return Optional.of("; write " + typed(key, given));
        }
        return Optional.of(
                "; write " + (options.isNull() ? "{type: " + key + "}" : "{type: " + key + ", OPTION: ...}"));
    }

    /** What to write where options of the default are changed. */
    private static String withDefault(Tree.Mapping mapping, Object byDefault) {
        return "; where nothing is written it is " + byDefault + ", and to change that, its name is needed: write "
                + typed((String) byDefault, mapping)
                + (mapping.location().line() == 0 ? ", or give the type with another --set" : "");
    }

    private static String typed(String type, Tree.Mapping options) {
        Tree.Mapping own = Tree.Mapping.ofType(new Tree.Scalar(type, false, options.location()));
        Map<String, Tree.Mapping.Entry> entries = new LinkedHashMap<>(own.entries());
        entries.putAll(options.entries());
        return new Tree.Mapping(entries, options.location()).flow();
    }

    private static Keys keys(
            Registry.Installed entry, Tree.Mapping mapping, Options options, List<String> reserved, Problems problems) {
        Set<String> allowed = new LinkedHashSet<>();
        allowed.add("type");
        allowed.addAll(options.names());
        allowed.addAll(reserved);
        String elsewhere = entry.kind() == Kind.EXECUTOR
                ? " (what can name a program is given with --executor-option on the command line of 'septum ablate' alone)"
                : "";
        return new Keys(
                mapping, new ArrayList<>(allowed), entry.kind() + " '" + entry.type() + "'" + elsewhere, problems);
    }
}
