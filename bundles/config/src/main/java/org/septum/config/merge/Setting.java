// SPDX-License-Identifier: Apache-2.0
package org.septum.config.merge;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.septum.api.Location;
import org.septum.api.UserError;
import org.septum.config.section.Choice;
import org.septum.config.section.FileSections;
import org.septum.config.yaml.KeyPath;
import org.septum.config.yaml.Lookalikes;
import org.septum.config.yaml.Tree;
import org.septum.config.yaml.YamlParser;

/** One {@code --set a.b[0].c=value}. Mappings on the way are made where they are missing; list elements must exist. */
public final class Setting {

    private static final Pattern BEGINS_YAML = Pattern.compile("[\\[{\"']|[A-Za-z0-9_-]+:\\s|-\\s");

    private final Location location;
    private final List<String> steps;
    private final Tree value;

    /**
     * @throws UserError if the text has no {@code =} or no path, or if its value is not one value
     */
    public Setting(String text) {
        location = new Location("--set " + text, 0, 0);
        int equals = text.indexOf('=');
        if (equals < 0 || text.substring(0, equals).matches("\\.?")) {
            throw new UserError(location, "write --set KEY.PATH=VALUE, for example --set optimizer.learning-rate=1e-3");
        }
        steps = KeyPath.steps(text.substring(0, equals), location);
        if (steps.get(0).equals("extends")) {
            throw new UserError(location, "'extends' can only stand in a file");
        }
        value = value(text.substring(equals + 1), location);
    }

    /**
     * One value. What begins as a list, a mapping or a text in quotes is YAML; so is {@code key: value}. All else is a text as
     * it stands: nobody writes comments on the command line, but folders have {@code #} in their names.
     */
    private static Tree value(String written, Location location) {
        String text = written.strip();
        if (text.isEmpty() || !BEGINS_YAML.matcher(text).lookingAt()) {
            YamlParser.checkCharacters(text, location);
            Lookalikes.check(text, false, location);
            // Nothing is no value, and so the default.
            return new Tree.Scalar(text, false, location);
        }
        Tree value = YamlParser.text(text, location.source()).at(location);
        if (YamlParser.hasComment(text)) {
            throw new UserError(
                    location,
                    "# begins a comment, which a value cannot have; put a text that holds it in quotes, with others"
                            + " around them for the shell: --set 'KEY=\"a #b\"'");
        }
        return value;
    }

    public Tree.Mapping apply(Tree.Mapping root) {
        return (Tree.Mapping) replace(root, 0);
    }

    private Tree replace(Tree tree, int depth) {
        if (depth == steps.size()) {
            return value;
        }
        String step = steps.get(depth);
        boolean hasElements =
                tree instanceof Tree.Sequence list && !list.items().isEmpty();
        if (step.startsWith("[") && !hasElements) {
            String place = String.join(".", steps.subList(0, depth)).replace(".[", "[");
            throw new UserError(
                    location,
                    step + " is an element of a list, and '" + place + "' is "
                            + (tree == null ? "not given" : tree.description())
                            + "; give the whole list, as in --set '" + place + "=[...]'");
        }
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
            // What stands beside them stays, and what the command line gave before is meant for the new one.
            List<String> kept = FileSections.beside(steps.subList(0, depth));
            entries.entrySet().removeIf(entry -> !kept.contains(entry.getKey()) && inFile(entry.getValue()));
        }
        entries.put(step, new Tree.Mapping.Entry(location, replace(old, depth + 1)));
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

    private int index(Tree.Sequence sequence, String written) {
        String step = written.replaceAll("[\\[\\]]", "");
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
                return Tree.Mapping.ofType(scalar);
            }
            throw new UserError(location, "there is no '" + step + "' inside " + scalar.description());
        }
        return Tree.Mapping.empty(location);
    }

    private static boolean depthless(Tree.Scalar scalar) {
        return scalar.text().matches("[a-z][a-z0-9-]*(@[A-Za-z0-9._-]+)?");
    }
}
