// SPDX-License-Identifier: Apache-2.0
package org.septum.compare.model;

import java.util.List;
import java.util.Map;
import org.septum.compare.read.RunFolder;

/**
 * Runs that differ in nothing but their seed or fold.
 *
 * @param label its name in tables
 * @param runs at least one, in the order of their seeds
 */
public record Variant(String label, List<RunFolder> runs) {

    /** The settings that all its runs share. */
    public Map<String, String> settings() {
        return runs.get(0).settings();
    }
}
