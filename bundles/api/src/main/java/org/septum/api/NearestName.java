// SPDX-License-Identifier: Apache-2.0
package org.septum.api;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/** Finds the name that somebody probably meant, for "did you mean". */
public final class NearestName {

    private NearestName() {}

    /** The candidate with the fewest different characters, whatever their case; empty if there are no candidates. */
    public static Optional<String> of(String name, Collection<String> candidates) {
        return candidates.stream()
                .min(Comparator.comparingInt((String candidate) ->
                                distance(name.toLowerCase(Locale.ROOT), candidate.toLowerCase(Locale.ROOT)))
                        .thenComparing(Comparator.naturalOrder()));
    }

    /** The nearest candidate if it is near enough to be a slip of the pen: at most a third of its characters differ. */
    public static Optional<String> slip(String name, Collection<String> candidates) {
        return of(name, candidates)
                .filter(candidate -> distance(name.toLowerCase(Locale.ROOT), candidate.toLowerCase(Locale.ROOT))
                        <= Math.max(1, Math.max(name.length(), candidate.length()) / 3));
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
