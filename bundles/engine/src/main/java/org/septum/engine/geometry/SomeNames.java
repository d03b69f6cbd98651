// SPDX-License-Identifier: Apache-2.0
package org.septum.engine.geometry;

import java.util.List;

/** Lists the first few of many things. */
public final class SomeNames {

    private static final int SHOWN = 10;

    private SomeNames() {}

    /** With commas, and the number of those that are not shown. */
    public static String of(List<String> names) {
        String first = String.join(", ", names.subList(0, Math.min(SHOWN, names.size())));
        return names.size() > SHOWN ? first + " and " + (names.size() - SHOWN) + " more" : first;
    }
}
