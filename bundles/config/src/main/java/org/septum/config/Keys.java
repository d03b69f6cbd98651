// SPDX-License-Identifier: Apache-2.0
package org.septum.config;

import java.util.List;
import org.septum.api.UserError;

/** Refuses keys that nobody reads. */
final class Keys {

    private Keys() {}

    /**
     * @param where what the mapping describes, for the message
     * @throws UserError at the first key that is not allowed
     */
    static void check(Tree.Mapping mapping, List<String> allowed, String where) {
        mapping.entries().forEach((key, entry) -> {
            if (!allowed.contains(key)) {
                throw new UserError(
                        entry.key(),
                        "unknown key '" + key + "' in " + where + Components.didYouMean(key, allowed) + "; allowed are "
                                + String.join(", ", allowed));
            }
        });
    }
}
