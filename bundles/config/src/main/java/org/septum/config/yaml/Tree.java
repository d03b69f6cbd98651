// SPDX-License-Identifier: Apache-2.0
package org.septum.config.yaml;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.stream.Collectors;
import org.septum.api.Location;
import org.septum.common.text.YamlText;

/** A YAML document with the place of every part. Scalars stay text; their type follows from what is expected there. */
public sealed interface Tree {

    Location location();

    /** What it is, for messages. */
    String description();

    /** Whether nothing is written there. */
    default boolean isNull() {
        return false;
    }

    /** It as YAML on one line. References to the environment have been replaced: what looks like one is meant as it stands. */
    default String flow() {
        return flow(true);
    }

    /**
     * It as YAML on one line.
     *
     * @param replaced whether references to the environment have been replaced
     */
    String flow(boolean replaced);

    /** The same with one place for all its parts: positions inside a one-line text help nobody. */
    Tree at(Location place);

    /**
     * A scalar.
     *
     * @param quoted whether it stood in quotes and so is a text, whatever it looks like
     */
    record Scalar(String text, boolean quoted, Location location) implements Tree {
        @Override
        public boolean isNull() {
            return !quoted && (text.isEmpty() || text.equals("~") || text.equals("null"));
        }

        @Override
        public String description() {
            return isNull() ? "nothing" : "'" + text + "'";
        }

        @Override
        public String flow(boolean replaced) {
            if (isNull()) {
                return "~";
            }
            String plain = replaced ? text.replace("${", "$${") : text;
            return !quoted && plain.matches("[A-Za-z0-9_./+-][A-Za-z0-9_./@+-]*|\\[.*]")
                    ? plain
                    : YamlText.quoted(plain);
        }

        @Override
        public Scalar at(Location place) {
            return new Scalar(text, quoted, place);
        }
    }

    /** A list. */
    record Sequence(List<Tree> items, Location location) implements Tree {
        @Override
        public String description() {
            return "a list of " + items.size();
        }

        @Override
        public String flow(boolean replaced) {
            return items.stream().map(item -> item.flow(replaced)).collect(Collectors.joining(", ", "[", "]"));
        }

        @Override
        public Sequence at(Location place) {
            return new Sequence(items.stream().map(item -> item.at(place)).toList(), place);
        }
    }

    /** A mapping in the file's order. */
    record Mapping(Map<String, Entry> entries, Location location) implements Tree {

        /** A value and where its key stands. */
        public record Entry(Location key, Tree value) {}

        @Override
        public String flow(boolean replaced) {
            return entries.entrySet().stream()
                    .map(entry -> YamlText.quoted(entry.getKey()) + ": "
                            + entry.getValue().value().flow(replaced))
                    .collect(Collectors.joining(", ", "{", "}"));
        }

        @Override
        public Mapping at(Location place) {
            Map<String, Entry> moved = new LinkedHashMap<>();
            entries.forEach((key, entry) ->
                    moved.put(key, new Entry(place, entry.value().at(place))));
            return new Mapping(moved, place);
        }

        public static Mapping empty(Location location) {
            return new Mapping(new LinkedHashMap<>(), location);
        }

        /** What a component is that is written as just its name. */
        public static Mapping ofType(Scalar name) {
            return new Mapping(Map.of("type", new Entry(name.location(), name)), name.location());
        }

        /** The same with other values, each made of a key and its value. */
        public Mapping map(BiFunction<String, Tree, Tree> change) {
            Map<String, Entry> changed = new LinkedHashMap<>();
            entries.forEach((key, entry) -> changed.put(key, new Entry(entry.key(), change.apply(key, entry.value()))));
            return new Mapping(changed, location);
        }

        public Mapping without(String key) {
            Map<String, Entry> others = new LinkedHashMap<>(entries);
            others.remove(key);
            return new Mapping(others, location);
        }

        public Tree get(String key) {
            Entry entry = entries.get(key);
            return entry == null ? null : entry.value();
        }

        @Override
        public String description() {
            return entries.isEmpty() ? "an empty mapping" : "a mapping with " + String.join(", ", entries.keySet());
        }
    }
}
