// SPDX-License-Identifier: Apache-2.0
package org.septum.config.section;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.septum.api.UserError;
import org.septum.common.text.NearestName;
import org.septum.config.yaml.Tree;
import org.septum.services.experiment.Problems;

/** Refuses keys that nobody reads. */
final class Keys {

    /** The errors about keys that probably mean another one, by that. */
    private final Map<String, UserError> meant = new LinkedHashMap<>();

    /**
     * Looks at a mapping's keys.
     *
     * @param where what the mapping describes, for the message
     * @param problems receives an error for each key that is not allowed
     */
    Keys(Tree.Mapping mapping, List<String> allowed, String where, Problems problems) {
        mapping.entries().forEach((key, entry) -> {
            if (!allowed.contains(key)) {
                Optional<String> nearest = withoutSpace(key, allowed).isPresent() || Synonyms.isNowhere(key)
                        ? Optional.empty()
                        : NearestName.slip(key, allowed).or(() -> Synonyms.among(key, allowed));
                UserError error = new UserError(
                        entry.key(),
                        "unknown key '" + key + "' in " + where
                                + nearest.map(name -> "; did you mean '" + name + "'?")
                                        .orElseGet(() ->
                                                withoutSpace(key, allowed).orElseGet(() -> Synonyms.elsewhere(key)))
                                + "; allowed are " + String.join(", ", allowed));
                nearest.ifPresent(name -> meant.putIfAbsent(name, error));
                problems.add(error);
            }
        });
    }

    /** YAML takes {@code epochs:3} for a key of that name. */
    private static Optional<String> withoutSpace(String key, List<String> allowed) {
        int colon = key.indexOf(':');
        return colon > 0 && allowed.contains(key.substring(0, colon))
                ? Optional.of(
                        "; write a space after the colon: " + key.substring(0, colon) + ": " + key.substring(colon + 1))
                : Optional.empty();
    }

    /** The error about a key that was probably meant to be this one; so this one is not missing besides. */
    Optional<UserError> meantFor(String key) {
        return Optional.ofNullable(meant.get(key));
    }
}
