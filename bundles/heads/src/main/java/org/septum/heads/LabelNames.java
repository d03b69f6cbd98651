// SPDX-License-Identifier: Apache-2.0
package org.septum.heads;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.septum.api.Arguments;
import org.septum.common.text.NearestName;

/** Checks the label names that a head's option lists against those of the dataset. */
final class LabelNames {

    private LabelNames() {}

    /**
     * @throws org.septum.api.UserError if a name is not a label of the dataset or stands twice
     */
    static void check(Arguments arguments, String option, List<String> names, List<String> labels) {
        Set<String> seen = new HashSet<>();
        for (String name : names) {
            if (!labels.contains(name)) {
                throw arguments.error(
                        option,
                        "the dataset has no label '" + name + "'"
                                + NearestName.slip(name, labels)
                                        .map(meant -> " (did you mean '" + meant + "'?)")
                                        .orElse("")
                                + "; its labels are " + String.join(", ", labels));
            }
            if (!seen.add(name)) {
                throw arguments.error(option, "'" + name + "' stands twice; name each label once");
            }
        }
    }

    /**
     * @throws org.septum.api.UserError if a name is the background, no label of the dataset, or stands twice
     */
    static void checkForeground(Arguments arguments, String option, List<String> names, List<String> labels) {
        check(arguments, option, names, labels);
        if (names.contains(labels.get(0))) {
            throw arguments.error(
                    option,
                    "'" + labels.get(0) + "' is the background; allowed are "
                            + String.join(", ", labels.subList(1, labels.size())));
        }
    }
}
