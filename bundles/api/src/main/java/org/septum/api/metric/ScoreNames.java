// SPDX-License-Identifier: Apache-2.0
package org.septum.api.metric;

import java.util.Set;

/**
 * The names under which scores stand that are of no single class. Tables, files and monitors tell them from classes by the
 * name alone, so that no label, class or region may be called so.
 */
public final class ScoreNames {

    /** The mean over a head's classes. */
    public static final String MEAN = "mean";

    /** A score of the whole image. */
    public static final String WHOLE = "all";

    /** The column that holds one or the other in tables for people. */
    public static final String OVERALL = "overall";

    private static final Set<String> RESERVED = Set.of(MEAN, WHOLE, OVERALL);

    private ScoreNames() {}

    /** Whether a score is the mean over the classes or of the whole image, rather than of one class. */
    public static boolean isOverall(String className) {
        return className.equals(MEAN) || className.equals(WHOLE);
    }

    /** Whether a label, class or region must not be called so. */
    public static boolean isReserved(String name) {
        return RESERVED.contains(name);
    }
}
