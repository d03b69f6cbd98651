// SPDX-License-Identifier: Apache-2.0
package org.septum.planning.start;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.septum.api.data.Part;
import org.septum.api.data.SampleInfo;

/**
 * The division that data come with, by folders that are called train, val and test.
 *
 * @param groups of each part, sorted
 * @param folders by which it was found, in the order of the parts
 */
record PublishedParts(Map<Part, Set<String>> groups, List<String> folders) {

    private static final Map<String, Part> NAMES = Map.of(
            "train", Part.TRAIN,
            "training", Part.TRAIN,
            "val", Part.VALIDATION,
            "valid", Part.VALIDATION,
            "validation", Part.VALIDATION,
            "dev", Part.VALIDATION,
            "test", Part.TEST,
            "testing", Part.TEST);

    /**
     * By the first folder in the ids.
     *
     * @return empty if not every sample lies in such a folder, none is for training, or a group lies in two
     */
    static Optional<PublishedParts> of(List<SampleInfo> samples) {
        Map<Part, Set<String>> groups = new TreeMap<>();
        Map<Part, Set<String>> folders = new TreeMap<>();
        for (SampleInfo info : samples) {
            int slash = info.id().indexOf('/');
            String folder = info.id().substring(0, Math.max(0, slash));
            Part part = NAMES.get(folder.toLowerCase(Locale.ROOT));
            if (part == null) {
                return Optional.empty();
            }
            groups.computeIfAbsent(part, key -> new TreeSet<>()).add(info.group());
            folders.computeIfAbsent(part, key -> new TreeSet<>()).add(folder);
        }
        Set<String> all = new TreeSet<>();
        groups.values().forEach(all::addAll);
        boolean apart =
                all.size() == groups.values().stream().mapToInt(Set::size).sum();
        List<String> names = new ArrayList<>();
        folders.values().forEach(names::addAll);
        return groups.size() > 1 && groups.containsKey(Part.TRAIN) && apart
                ? Optional.of(new PublishedParts(groups, names))
                : Optional.empty();
    }

    /** The groups of a part; none if it has no folder. */
    List<String> of(Part part) {
        return List.copyOf(groups.getOrDefault(part, Set.of()));
    }
}
