// SPDX-License-Identifier: Apache-2.0
package org.septum.compare.model;

import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.septum.compare.read.CaseTable;
import org.septum.compare.read.RunFolder;
import org.septum.compare.read.Score;

/**
 * A run of a variant with its scores on the compared part of the data.
 *
 * @param scores by score, that of the classes' mean included
 * @param groups the patient of each case
 */
record LoadedRun(Variant variant, RunFolder folder, Map<Score, CaseTable.Scores> scores, Map<String, String> groups) {

    /** The run in messages: its variant and seed. */
    String name() {
        return "'" + variant.label() + "' seed " + folder.seed();
    }

    /** Every case that was scored, whether its score is defined or not. */
    Set<String> caseIds() {
        return scores.values().stream()
                .flatMap(table -> table.values().keySet().stream())
                .collect(Collectors.toSet());
    }
}
