// SPDX-License-Identifier: Apache-2.0
package org.septum.config;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.septum.api.Problems;
import org.septum.api.UserError;

/** Replaces {@code ${NAME}} and {@code ${NAME:default}} by environment variables; {@code $${} stands for itself. */
final class Environment {

    private static final Pattern REFERENCE = Pattern.compile("\\$\\$\\{|\\$\\{([A-Za-z_][A-Za-z0-9_]*)(:([^}]*))?}");

    private Environment() {}

    /**
     * A tree with every reference in its values replaced; keys stay as they are.
     *
     * @param problems receives an error for each variable that is not set and has no default
     */
    static Tree resolve(Tree tree, Problems problems) {
        if (tree instanceof Tree.Scalar scalar) {
            return problems.attempt(() -> resolve(scalar)).orElse(scalar);
        }
        if (tree instanceof Tree.Sequence sequence) {
            return new Tree.Sequence(
                    sequence.items().stream()
                            .map(item -> resolve(item, problems))
                            .toList(),
                    sequence.location());
        }
        Tree.Mapping mapping = (Tree.Mapping) tree;
        Map<String, Tree.Mapping.Entry> entries = new LinkedHashMap<>();
        mapping.entries()
                .forEach((key, entry) ->
                        entries.put(key, new Tree.Mapping.Entry(entry.key(), resolve(entry.value(), problems))));
        return new Tree.Mapping(entries, mapping.location());
    }

    /**
     * A scalar with every reference replaced. One that is a single reference and nothing else is read as if its value stood
     * there without quotes, though YAML mostly asks for quotes around it.
     *
     * @throws UserError if a variable is not set and has no default
     */
    static Tree.Scalar resolve(Tree.Scalar scalar) {
        if (!scalar.text().contains("${")) {
            return scalar;
        }
        Matcher matcher = REFERENCE.matcher(scalar.text());
        boolean whole = matcher.matches() && matcher.group(1) != null;
        matcher.reset();
        StringBuilder text = new StringBuilder();
        while (matcher.find()) {
            matcher.appendReplacement(text, Matcher.quoteReplacement(replacement(scalar, matcher)));
        }
        matcher.appendTail(text);
        return new Tree.Scalar(text.toString(), scalar.quoted() && !whole, scalar.location());
    }

    private static String replacement(Tree.Scalar scalar, Matcher matcher) {
        if (matcher.group(1) == null) {
            return "${";
        }
        String value = System.getenv(matcher.group(1));
        if (value != null && !value.isEmpty()) {
            return value;
        }
        if (matcher.group(2) == null) {
            throw new UserError(
                    scalar.location(),
                    "the environment variable " + matcher.group(1) + " is not set; set it, or write ${"
                            + matcher.group(1) + ":default}");
        }
        return matcher.group(3);
    }
}
