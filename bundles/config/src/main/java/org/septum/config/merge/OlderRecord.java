// SPDX-License-Identifier: Apache-2.0
package org.septum.config.merge;

import java.util.Map;
import org.septum.config.yaml.Tree;

/**
 * What the recorded experiment of a run does not tell because an older Septum made it, which knew no such setting and did
 * something else than is now done by default: a run stays what it was.
 */
public final class OlderRecord {

    private static final String SECTION = "evaluation";

    /** What was done before there was the setting, by its key. */
    private static final Map<String, String> FORMER = Map.of("tiles", "never");

    private OlderRecord() {}

    /** The experiment of a run with what it stood for: every key stands in what is recorded now. */
    public static Tree.Mapping completed(Tree.Mapping recorded) {
        Tree found = recorded.get(SECTION);
        if (found != null && !(found instanceof Tree.Mapping)) {
            return recorded; // it is refused where it is read
        }
        Tree.Mapping tree = recorded;
        for (Map.Entry<String, String> former : FORMER.entrySet()) {
            boolean told = found instanceof Tree.Mapping section && section.get(former.getKey()) != null;
            if (!told) {
                tree = new Setting(SECTION + "." + former.getKey() + "=" + former.getValue()).apply(tree);
            }
        }
        return tree;
    }
}
