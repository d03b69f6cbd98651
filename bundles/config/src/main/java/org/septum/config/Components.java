// SPDX-License-Identifier: Apache-2.0
package org.septum.config;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.septum.api.Arguments;
import org.septum.api.Component;
import org.septum.api.Kind;
import org.septum.api.Location;
import org.septum.api.NearestName;
import org.septum.api.Option;
import org.septum.api.OptionType;
import org.septum.api.Options;
import org.septum.api.UserError;
import org.septum.api.run.Registry;

/** Reads components: finds the factory that a type names, and checks every option against its declaration. */
final class Components {

    private final List<Registry.Entry> installed;

    Components(List<Registry.Entry> installed) {
        this.installed = installed;
    }

    /** A component without further keys. */
    Component read(Kind kind, Tree tree, String where) {
        return read(kind, tree, where, List.of());
    }

    /**
     * A component.
     *
     * @param where its place in the experiment, for messages
     * @param reserved keys beside its own options that somebody else reads
     */
    Component read(Kind kind, Tree tree, String where, List<String> reserved) {
        if (tree instanceof Tree.Scalar scalar && !scalar.isNull()) {
            Map<String, Tree.Mapping.Entry> entries = new LinkedHashMap<>();
            entries.put("type", new Tree.Mapping.Entry(scalar.location(), scalar));
            return read(kind, new Tree.Mapping(entries, scalar.location()), where, reserved);
        }
        if (!(tree instanceof Tree.Mapping mapping)) {
            throw new UserError(
                    tree.location(),
                    where + ": found " + tree.description() + ", allowed is "
                            + new OptionType.Nested(kind).description());
        }
        Choice choice = choice(kind, mapping, where);
        Registry.Entry entry = choice.entry();
        Options options = entry.factory().options();
        checkKeys(entry, mapping, options, reserved);
        Map<String, Object> given = new LinkedHashMap<>();
        Map<String, Location> locations = new LinkedHashMap<>();
        for (Option option : options) {
            Tree.Mapping.Entry value = mapping.entries().get(option.name());
            if (value != null && !(value.value() instanceof Tree.Scalar scalar && scalar.isNull())) {
                given.put(option.name(), Values.read(option, value.value(), this));
                locations.put(option.name(), value.value().location());
            } else if (option.type() instanceof OptionType.Nested nested && option.defaultValue() != null) {
                Tree.Scalar byDefault = new Tree.Scalar((String) option.defaultValue(), false, mapping.location());
                given.put(option.name(), read(nested.kind(), byDefault, option.name()));
            }
        }
        Arguments arguments = Arguments.located(options, given, locations, mapping.location());
        return new Component(kind, entry.type(), choice.version(), entry.factory(), arguments);
    }

    private Choice choice(Kind kind, Tree.Mapping mapping, String where) {
        List<Registry.Entry> candidates =
                installed.stream().filter(entry -> entry.kind() == kind).toList();
        Tree type = mapping.get("type");
        if (!(type instanceof Tree.Scalar name) || name.isNull()) {
            throw new UserError(
                    type == null ? mapping.location() : type.location(),
                    where + ": the key 'type' is missing; it names a " + kind + ": " + Choice.names(candidates));
        }
        return Choice.of(kind, Environment.resolve(name).text(), candidates, where, name.location());
    }

    private static void checkKeys(Registry.Entry entry, Tree.Mapping mapping, Options options, List<String> reserved) {
        Set<String> allowed = new LinkedHashSet<>();
        allowed.add("type");
        allowed.addAll(options.names());
        allowed.addAll(reserved);
        Keys.check(mapping, new ArrayList<>(allowed), entry.kind() + " '" + entry.type() + "'");
    }

    static String didYouMean(String name, List<String> candidates) {
        return NearestName.slip(name, candidates)
                .map(candidate -> "; did you mean '" + candidate + "'?")
                .orElse("");
    }
}
