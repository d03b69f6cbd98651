// SPDX-License-Identifier: Apache-2.0
package org.septum.config.merge;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.septum.api.OptionType;
import org.septum.api.UserError;
import org.septum.config.section.Choice;
import org.septum.config.section.Values;
import org.septum.config.yaml.Tree;
import org.septum.config.yaml.YamlParser;

/**
 * Merges what a file extends into it. Mappings merge key by key, anything else replaces. Where a component's {@code type}
 * changes, the old component's other keys are dropped: they are options of something that is no longer there. Another version
 * of the same type keeps them.
 */
public final class Merge {

    /** Stops files that each extend the next many times; an experiment names a few. */
    private static final int MOST_FILES = 100;

    private final Environment environment;
    private final List<Path> open = new ArrayList<>();
    private int files;

    /** @param environment replaces references in the names of the files */
    public Merge(Environment environment) {
        this.environment = environment;
    }

    /** Reads a file with all that it extends, depth first; what comes later wins. */
    public Tree.Mapping read(Path file) {
        Path identity = file.toAbsolutePath().normalize();
        if (open.contains(identity)) {
            List<String> chain = new ArrayList<>();
            open.subList(open.indexOf(identity), open.size())
                    .forEach(path -> chain.add(path.getFileName().toString()));
            chain.add(identity.getFileName().toString());
            throw new UserError(file + ": the files extend each other in a circle: " + String.join(" -> ", chain));
        }
        open.add(identity);
        Tree tree = YamlParser.file(file);
        if (!(tree instanceof Tree.Mapping mapping)) {
            throw new UserError(tree.location(), "an experiment is a mapping with septum:, name:, data: and so on");
        }
        Tree.Mapping merged = Tree.Mapping.empty(mapping.location());
        Tree extended = mapping.get("extends");
        if (extended != null) {
            for (Tree item : items(extended)) {
                if (!(item instanceof Tree.Scalar path) || path.isNull()) {
                    throw new UserError(
                            item.location(),
                            "extends: found " + item.description()
                                    + ", allowed is a list of files, relative to this one");
                }
                Path base = file.resolveSibling(
                        (String) Values.read("extends", new OptionType.File(), environment.resolve(path), null));
                if (!Files.isRegularFile(base)) {
                    throw new UserError(path.location(), "extends: there is no file " + base);
                }
                if (++files > MOST_FILES) {
                    throw new UserError(
                            path.location(), "an experiment may extend at most " + MOST_FILES + " files, in all");
                }
                merged = merge(merged, read(base));
            }
        }
        open.remove(open.size() - 1);
        return merge(merged, mapping.without("extends"));
    }

    private static List<Tree> items(Tree extended) {
        return extended instanceof Tree.Sequence sequence ? sequence.items() : List.of(extended);
    }

    private static Tree.Mapping merge(Tree.Mapping base, Tree.Mapping over) {
        Map<String, Tree.Mapping.Entry> entries = new LinkedHashMap<>();
        if (!changesType(base, over)) {
            entries.putAll(base.entries());
        }
        over.entries().forEach((key, entry) -> {
            Tree.Mapping.Entry old = entries.get(key);
            boolean both = old != null && old.value() instanceof Tree.Mapping && entry.value() instanceof Tree.Mapping;
            entries.put(
                    key,
                    both
                            ? new Tree.Mapping.Entry(
                                    entry.key(), merge((Tree.Mapping) old.value(), (Tree.Mapping) entry.value()))
                            : entry);
        });
        return new Tree.Mapping(entries, over.location());
    }

    private static boolean changesType(Tree.Mapping base, Tree.Mapping over) {
        return base.get("type") instanceof Tree.Scalar before
                && over.get("type") instanceof Tree.Scalar after
                && !Choice.withoutVersion(before.text()).equals(Choice.withoutVersion(after.text()));
    }
}
