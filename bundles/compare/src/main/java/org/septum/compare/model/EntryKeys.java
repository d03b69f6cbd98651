// SPDX-License-Identifier: Apache-2.0
package org.septum.compare.model;

import java.util.HashMap;
import java.util.Map;

/** Names the entries of joined scores; each name is made once, however many runs have the entry. */
final class EntryKeys {

    private final boolean anySplit;
    private final Map<String, Map<String, String>> bySplit = new HashMap<>();

    /**
     * @param anySplit whether a case is paired with itself whatever the split
     */
    EntryKeys(boolean anySplit) {
        this.anySplit = anySplit;
    }

    String of(LoadedRun run, String id) {
        if (anySplit) {
            return id;
        }
        String split = run.folder().provenance().splitHash();
        return bySplit.computeIfAbsent(split, key -> new HashMap<>()).computeIfAbsent(id, key -> id + "\n" + split);
    }
}
