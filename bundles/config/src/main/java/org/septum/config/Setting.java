// SPDX-License-Identifier: Apache-2.0
package org.septum.config;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.septum.api.Location;
import org.septum.api.UserError;

/** One {@code --set a.b[0].c=value}. Mappings on the way are made where they are missing; list elements must exist. */
final class Setting {

    private static final Pattern STEP = Pattern.compile("([^.\\[\\]]+)|\\[(\\d+)]");

    /** Keys beside a component's options that a change of its type leaves as they are. */
    private static final List<String> KEPT = List.of("loss", "metrics", "weight", "weights");

    private final Location location;
    private final List<String> steps = new ArrayList<>();
    private final Tree value;

    /**
     * @throws UserError if the text has no {@code =} or no path
     */
    Setting(String text) {
        location = new Location("--set " + text, 0, 0);
        int equals = text.indexOf('=');
        Matcher matcher = STEP.matcher(text.substring(0, Math.max(equals, 0)));
        while (matcher.find()) {
            steps.add(matcher.group(1) == null ? matcher.group(2) : matcher.group(1));
        }
        if (steps.isEmpty()) {
            throw new UserError(location, "write --set KEY.PATH=VALUE, for example --set optimizer.learning-rate=1e-3");
        }
        if (steps.get(0).equals("extends")) {
            throw new UserError(location, "'extends' can only stand in a file");
        }
        String written = text.substring(equals + 1);
        // Nothing is no value, and so the default.
        value = written.isBlank()
                ? new Tree.Scalar("", false, location)
                : YamlParser.text(written, location.source()).at(location);
    }

    Tree.Mapping apply(Tree.Mapping root) {
        return (Tree.Mapping) replace(root, 0);
    }

    private Tree replace(Tree tree, int depth) {
        if (depth == steps.size()) {
            return value;
        }
        String step = steps.get(depth);
        if (tree instanceof Tree.Sequence sequence) {
            int index = index(sequence, step);
            List<Tree> items = new ArrayList<>(sequence.items());
            items.set(index, replace(items.get(index), depth + 1));
            return new Tree.Sequence(items, sequence.location());
        }
        Tree.Mapping mapping = asMapping(tree, step);
        Map<String, Tree.Mapping.Entry> entries = new LinkedHashMap<>(mapping.entries());
        Tree old = mapping.get(step);
        if (step.equals("type") && depth == steps.size() - 1 && differs(old)) {
            // Another component: the options of the old one would be unknown to it, unless it is a version of the same.
            // What the command line gave before is meant for the new one.
            entries.entrySet().removeIf(entry -> !KEPT.contains(entry.getKey()) && inFile(entry.getValue()));
        }
        Tree inner = old == null && depth < steps.size() - 1 ? Tree.Mapping.empty(location) : old;
        entries.put(step, new Tree.Mapping.Entry(location, replace(inner, depth + 1)));
        return new Tree.Mapping(entries, mapping.location());
    }

    private static boolean inFile(Tree.Mapping.Entry entry) {
        return entry.key().line() > 0;
    }

    private boolean differs(Tree old) {
        return old instanceof Tree.Scalar before
                && value instanceof Tree.Scalar after
                && !Choice.withoutVersion(before.text()).equals(Choice.withoutVersion(after.text()));
    }

    private int index(Tree.Sequence sequence, String step) {
        int size = sequence.items().size();
        if (!step.matches("\\d{1,6}") || Integer.parseInt(step) >= size) {
            throw new UserError(
                    location,
                    "'" + step + "' is no element of a list of " + size + "; write an index from 0 to " + (size - 1)
                            + " as in data.augment[0]");
        }
        return Integer.parseInt(step);
    }

    /** A component written as just its name is a mapping with that type. */
    private Tree.Mapping asMapping(Tree tree, String step) {
        if (tree instanceof Tree.Mapping mapping) {
            return mapping;
        }
        if (tree instanceof Tree.Scalar scalar && !scalar.isNull()) {
            if (depthless(scalar)) {
                Map<String, Tree.Mapping.Entry> entries = new LinkedHashMap<>();
                entries.put("type", new Tree.Mapping.Entry(scalar.location(), scalar));
                return new Tree.Mapping(entries, scalar.location());
            }
            throw new UserError(location, "there is no '" + step + "' inside " + scalar.description());
        }
        return Tree.Mapping.empty(location);
    }

    private static boolean depthless(Tree.Scalar scalar) {
        return scalar.text().matches("[a-z][a-z0-9-]*(@[A-Za-z0-9._-]+)?");
    }
}
