// SPDX-License-Identifier: Apache-2.0
package org.septum.heads;

import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.septum.api.Arguments;

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
                        "the dataset has no label '" + name + "' (did you mean '" + nearest(name, labels)
                                + "'?); its labels are " + String.join(", ", labels));
            }
            if (!seen.add(name)) {
                throw arguments.error(option, "'" + name + "' stands twice; name each label once");
            }
        }
    }

    private static String nearest(String name, List<String> labels) {
        return labels.stream()
                .min(Comparator.comparingInt(
                        label -> distance(name.toLowerCase(Locale.ROOT), label.toLowerCase(Locale.ROOT))))
                .orElseThrow();
    }

    /** How many characters must be put in, taken out or replaced (Levenshtein 1966). */
    private static int distance(String a, String b) {
        int[] row = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            row[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int replaced = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(replaced, 1 + Math.min(row[j], row[j - 1]));
            }
        }
        return row[b.length()];
    }
}
