// SPDX-License-Identifier: Apache-2.0
package org.septum.datasets.convention;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;

/**
 * Finds masks where no word tells them: files with the same names in two folders, as in {@code a/01.png} and {@code b/01.png},
 * or the same but for an ending, as in {@code 01.png} and {@code 01-lesion.png}. Which of both are masks, their contents tell.
 *
 * @param files by their paths
 * @param looksLikeMask asked of a few files
 */
record Unnamed(Map<String, FileName> files, Predicate<String> looksLikeMask) {

    /** The files of a set that are looked at. */
    private static final int LOOKED_AT = 6;

    /** Sets beyond are no conventions. */
    private static final int MOST_SETS = 40;

    /** Levels of folders that can be those of images and masks. */
    private static final int MOST_LEVELS = 8;

    /** Files that have something of their names in common, by what is left of each without it. */
    private record Alike(String template, Map<String, String> pathOfRest) {}

    /** The templates of those that hold masks; several where it is not clear. */
    List<String> masks() {
        List<Alike> sets = new ArrayList<>(byEnding());
        sets.addAll(byFolder());
        sets.sort(Comparator.comparingInt(set -> -set.pathOfRest().size()));
        List<String> masks = new ArrayList<>();
        Set<String> taken = new HashSet<>();
        for (Alike set : sets.subList(0, Math.min(MOST_SETS, sets.size()))) {
            List<String> paths = List.copyOf(set.pathOfRest().values());
            if (!taken.containsAll(paths) && allLookLikeMasks(paths)) {
                masks.add(set.template());
                taken.addAll(paths);
            }
        }
        return masks;
    }

    private boolean allLookLikeMasks(List<String> paths) {
        int count = Math.min(LOOKED_AT, paths.size());
        for (int i = 0; i < count; i++) {
            if (!looksLikeMask.test(paths.get((int) ((long) i * paths.size() / count)))) {
                return false;
            }
        }
        return true;
    }

    /** The sets whose names are those of others but for what follows the last hyphen or the like. */
    private List<Alike> byEnding() {
        Map<String, Alike> sets = new TreeMap<>();
        Set<String> plain = new HashSet<>();
        for (FileName file : files.values()) {
            String whole = without(file.path(), file.ending());
            plain.add(whole);
            int at = Math.max(
                    file.stem().lastIndexOf('_'),
                    Math.max(file.stem().lastIndexOf('-'), file.stem().lastIndexOf(' ')));
            String tail = at < 1 ? "" : file.stem().substring(at);
            if (tail.chars().anyMatch(Character::isLetter)) {
                String template = "{id}" + tail + file.ending();
                sets.computeIfAbsent(template, key -> new Alike(key, new TreeMap<>()))
                        .pathOfRest()
                        .put(without(whole, tail), file.path());
            }
        }
        return shared(List.copyOf(sets.values()), plain);
    }

    private List<Alike> byFolder() {
        List<Alike> all = new ArrayList<>();
        for (int level = 0; level < MOST_LEVELS; level++) {
            Map<String, Alike> sets = new TreeMap<>();
            for (FileName file : files.values()) {
                if (file.folders().size() > level) {
                    List<String> before = file.folders().subList(0, level);
                    List<String> after =
                            file.folders().subList(level + 1, file.folders().size());
                    String template = (before.isEmpty() ? "" : "{folder}/")
                            + file.folders().get(level) + "/{id}" + file.ending();
                    String rest = String.join("/", before) + "//" + String.join("/", after) + "/" + file.stem();
                    sets.computeIfAbsent(template, key -> new Alike(key, new TreeMap<>()))
                            .pathOfRest()
                            .put(rest, file.path());
                }
            }
            all.addAll(shared(List.copyOf(sets.values()), Set.of()));
        }
        return all;
    }

    /** Those that share half of what is left of their names, or more, with another one, or with whole names. */
    private static List<Alike> shared(List<Alike> sets, Set<String> plain) {
        Map<String, Integer> counts = new HashMap<>();
        sets.forEach(set -> set.pathOfRest().keySet().forEach(rest -> counts.merge(rest, 1, Integer::sum)));
        return sets.stream()
                .filter(set -> 2
                                * set.pathOfRest().keySet().stream()
                                        .filter(rest -> counts.get(rest) > 1 || plain.contains(rest))
                                        .count()
                        >= set.pathOfRest().size())
                .toList();
    }

    private static String without(String text, String end) {
        return text.substring(0, text.length() - end.length());
    }
}
