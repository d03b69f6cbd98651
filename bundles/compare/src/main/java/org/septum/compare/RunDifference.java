// SPDX-License-Identifier: Apache-2.0
package org.septum.compare;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.septum.common.text.Words;
import org.septum.compare.read.RunFolder;
import org.septum.services.compare.Table;

/** What differs between two runs. */
final class RunDifference {

    /** Facts that differ between any two runs and say nothing. */
    private static final Set<String> TIMES = Set.of("start", "end");

    private RunDifference() {}

    static Table between(RunFolder first, RunFolder second) {
        List<List<String>> rows = new ArrayList<>();
        compare(rows, "setting", first.settings(), second.settings());
        compare(
                rows,
                "provenance",
                first.provenance().facts(),
                second.provenance().facts());
        String title = rows.isEmpty()
                ? "The two runs do not differ in their settings and their provenance."
                : Words.count(rows.size(), "difference") + " between A: " + first.path() + " and B: " + second.path();
        return new Table(
                title,
                Stream.of("KIND", "WHAT", "A", "B").map(Table.Column::text).toList(),
                rows);
    }

    private static void compare(List<List<String>> rows, String kind, Map<String, String> a, Map<String, String> b) {
        Set<String> keys = new LinkedHashSet<>(a.keySet());
        keys.addAll(b.keySet());
        for (String key : keys) {
            String left = a.getOrDefault(key, "-");
            String right = b.getOrDefault(key, "-");
            if (!left.equals(right) && !TIMES.contains(key)) {
                rows.add(List.of(kind, key, left, right));
            }
        }
    }
}
