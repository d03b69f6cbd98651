// SPDX-License-Identifier: Apache-2.0
package org.septum.common.text;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/** Finds the name that somebody probably meant, for "did you mean". */
public final class NearestName {

    private NearestName() {}

    /**
     * The candidate with the fewest different characters, whatever their case, if it is near enough to be a slip of the pen: at
     * most a third of its characters differ.
     */
    public static Optional<String> slip(String name, Collection<String> candidates) {
        String meant = name.toLowerCase(Locale.ROOT);
        record Near(String candidate, int distance) {}
        return candidates.stream()
                // A name from a file may have a million characters.
                .filter(candidate -> Math.abs(candidate.length() - name.length()) <= tolerated(name, candidate))
                .map(candidate -> new Near(candidate, distance(meant, candidate.toLowerCase(Locale.ROOT))))
                .filter(near -> near.distance() <= tolerated(name, near.candidate()))
                .min(Comparator.comparingInt(Near::distance).thenComparing(Near::candidate))
                .map(Near::candidate);
    }

    /** What a message says of the candidate that was probably meant: {@code ; did you mean 'dice'?}; nothing if none is near. */
    public static String advice(String name, Collection<String> candidates) {
        return slip(name, candidates)
                .map(candidate -> "; did you mean '" + candidate + "'?")
                .orElse("");
    }

    private static int tolerated(String name, String candidate) {
        return Math.max(1, Math.max(name.length(), candidate.length()) / 3);
    }

    /**
     * How many characters must be put in, taken out, replaced or exchanged with their neighbour (Damerau 1964; Levenshtein
     * 1966), none being touched twice.
     */
    private static int distance(String a, String b) {
        int[][] rows = new int[a.length() + 1][b.length() + 1];
        for (int i = 0; i <= a.length(); i++) {
            for (int j = 0; j <= b.length(); j++) {
                if (i == 0 || j == 0) {
                    rows[i][j] = i + j;
                    continue;
                }
                int replaced = rows[i - 1][j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                rows[i][j] = Math.min(replaced, 1 + Math.min(rows[i - 1][j], rows[i][j - 1]));
                if (i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1)) {
                    rows[i][j] = Math.min(rows[i][j], rows[i - 2][j - 2] + 1);
                }
            }
        }
        return rows[a.length()][b.length()];
    }
}
