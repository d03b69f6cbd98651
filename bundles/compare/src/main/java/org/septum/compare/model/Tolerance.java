// SPDX-License-Identifier: Apache-2.0
package org.septum.compare.model;

import java.util.List;

/**
 * What the user lets pass between runs; all of it is stamped on every table.
 *
 * @param commonCases whether runs with different test cases are compared on those they share
 * @param changes whether runs are compared although their data have other contents, or experiment.yaml was edited
 * @param ablationChanges what the user of an ablation has accepted already
 */
public record Tolerance(boolean commonCases, boolean changes, List<String> ablationChanges) {

    boolean acceptsChanges() {
        return changes || !ablationChanges.isEmpty();
    }

    /** Whether the cases of patients with other images or labels are left out. */
    boolean leavesChangedOut() {
        return commonCases && !acceptsChanges();
    }
}
