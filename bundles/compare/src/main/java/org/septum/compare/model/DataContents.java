// SPDX-License-Identifier: Apache-2.0
package org.septum.compare.model;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import org.septum.compare.read.RunFolder;

/**
 * How the recorded images and labels of runs differ. Groups (patients) that only some runs have are the split's matter.
 *
 * @param images two runs that disagree, by the group whose images are not the same in all runs that have it
 * @param labels the same for labels
 */
record DataContents(Map<String, Pair> images, Map<String, Pair> labels) {

    private static final int MOST_NAMED = 5;

    private record Pair(RunFolder one, RunFolder other) {}

    private record Seen(String hash, RunFolder run) {}

    static DataContents of(Collection<RunFolder> runs) {
        return new DataContents(different(runs, "images"), different(runs, "labels"));
    }

    private static Map<String, Pair> different(Collection<RunFolder> runs, String of) {
        Map<String, Seen> first = new LinkedHashMap<>();
        Map<String, Pair> different = new LinkedHashMap<>();
        for (RunFolder run : runs) {
            run.provenance().contents(of).forEach((group, hash) -> {
                Seen seen = first.putIfAbsent(group, new Seen(hash, run));
                if (seen != null && !seen.hash().equals(hash)) {
                    different.putIfAbsent(group, new Pair(seen.run(), run));
                }
            });
        }
        return different;
    }

    /** The groups whose data are not the same in all runs. */
    SortedSet<String> groups() {
        SortedSet<String> groups = new TreeSet<>(images.keySet());
        groups.addAll(labels.keySet());
        return groups;
    }

    /** What differs, in words; empty if nothing does. */
    Optional<String> described() {
        if (groups().isEmpty()) {
            return Optional.empty();
        }
        String what = labels.isEmpty() ? "images" : images.isEmpty() ? "labels" : "images or labels";
        Pair pair = (labels.isEmpty() ? images : labels).values().iterator().next();
        return Optional.of("the " + what + " of " + named(groups()) + " are not the same in all runs: "
                + pair.other().path() + " was made from others than "
                + pair.one().path());
    }

    /** How many groups there are, and the first few. */
    static String named(SortedSet<String> groups) {
        String few = String.join(", ", groups.stream().limit(MOST_NAMED).toList());
        return (groups.size() == 1 ? "1 patient" : groups.size() + " patients") + " (" + few
                + (groups.size() > MOST_NAMED ? ", ..." : "") + ")";
    }
}
