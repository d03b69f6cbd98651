// SPDX-License-Identifier: Apache-2.0
package org.septum.api.metric;

import java.util.Optional;
import java.util.Set;
import org.septum.api.Printable;

/**
 * The names under which scores stand. Tables, files and monitors tell those that are of no single class by the name alone, so
 * that no label, class or region may be called so; what it may be called can be printed, and opened in a spreadsheet.
 */
public final class ScoreNames {

    /** The mean over a head's classes. */
    public static final String MEAN = "mean";

    /** A score of the whole image. */
    public static final String WHOLE = "all";

    /** The column that holds one or the other in tables for people. */
    public static final String OVERALL = "overall";

    private static final Set<String> RESERVED = Set.of(MEAN, WHOLE, OVERALL);

    private static final int LONGEST = 100;

    private ScoreNames() {}

    /** Whether a score is the mean over the classes or of the whole image, rather than of one class. */
    public static boolean isOverall(String className) {
        return className.equals(MEAN) || className.equals(WHOLE);
    }

    /** Why a label, class or region must not be called so, as a clause without a full stop; empty if it may. */
    public static Optional<String> fault(String name) {
        if (RESERVED.contains(name)) {
            return Optional.of("the name of a score over all classes");
        }
        if (name.isBlank() || !name.equals(name.strip())) {
            return Optional.of("which begins or ends with a space, or is empty");
        }
        if (name.length() > LONGEST) {
            return Optional.of("which has " + name.length() + " characters, allowed are " + LONGEST);
        }
        if ("=+-@".indexOf(name.charAt(0)) >= 0) {
            return Optional.of("which begins like a formula, and spreadsheets would compute it");
        }
        return name.equals(Printable.line(name)) && name.codePoints().noneMatch(ScoreNames::isPrivate)
                ? Optional.empty()
                : Optional.of("which has characters that cannot be printed");
    }

    private static boolean isPrivate(int c) {
        return Character.getType(c) == Character.PRIVATE_USE;
    }
}
