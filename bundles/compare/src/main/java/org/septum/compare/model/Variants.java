// SPDX-License-Identifier: Apache-2.0
package org.septum.compare.model;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.septum.compare.read.RunFolder;

/** Puts runs together to variants and names them. */
final class Variants {

    private static final int MOST_NAMED = 3;

    private Variants() {}

    /**
     * Variants in the order of their first runs. Two runs of the same experiment with the same seed are two variants: to
     * compare them is to ask whether the run can be repeated.
     */
    static List<Variant> of(List<RunFolder> runs) {
        Map<List<Object>, List<RunFolder>> groups = new LinkedHashMap<>();
        for (RunFolder run : runs) {
            Map<String, String> settings = compared(run.settings());
            int copy = 0;
            while (repeats(groups.getOrDefault(List.of(settings, copy), List.of()), run)) {
                copy++;
            }
            groups.computeIfAbsent(List.of(settings, copy), key -> new ArrayList<>())
                    .add(run);
        }
        List<List<RunFolder>> members = new ArrayList<>(groups.values());
        members.forEach(group -> group.sort(Comparator.comparing(Variants::seed)));
        return labelled(members);
    }

    private static boolean repeats(List<RunFolder> group, RunFolder run) {
        return group.stream()
                .anyMatch(other -> other.seed().equals(run.seed())
                        && other.provenance()
                                .splitHash()
                                .equals(run.provenance().splitHash()));
    }

    private static long seed(RunFolder run) {
        return run.seed().matches("\\d{1,18}") ? Long.parseLong(run.seed()) : Long.MAX_VALUE;
    }

    /** The settings that make a variant: not the seed and fold, and nothing that cannot change a score. */
    static Map<String, String> compared(Map<String, String> settings) {
        Map<String, String> compared = new TreeMap<>(settings);
        compared.keySet()
                .removeIf(key -> key.equals("seed")
                        || key.equals("name")
                        || key.equals("data.split.fold")
                        || key.equals("runtime.threads")
                        || key.equals("runtime.loader-threads")
                        || key.startsWith("report"));
        return compared;
    }

    private static List<Variant> labelled(List<List<RunFolder>> groups) {
        Map<String, List<List<RunFolder>>> byFolder = groups.stream()
                .collect(Collectors.groupingBy(
                        group -> group.get(0).variant(), LinkedHashMap::new, Collectors.toList()));
        Set<String> taken = new HashSet<>();
        List<Variant> variants = new ArrayList<>();
        for (List<RunFolder> group : groups) {
            RunFolder run = group.get(0);
            List<List<RunFolder>> same = byFolder.get(run.variant());
            String label = unique(same.size() == 1 ? run.variant() : described(run, same), taken);
            variants.add(new Variant(label, group));
        }
        return variants;
    }

    /** The folder's name with what sets the variant apart from others of the same folder name. */
    private static String described(RunFolder run, List<List<RunFolder>> same) {
        List<RunFolder> others = same.stream().map(group -> group.get(0)).toList();
        boolean names = differ(others, RunFolder::name);
        String base = names ? run.name() + "/" + run.variant() : run.variant();
        List<String> differing = keys(others).stream()
                .filter(key -> differ(others, other -> other.settings().get(key)))
                .toList();
        if (names || differing.isEmpty()) {
            return base;
        }
        String settings = differing.stream()
                .limit(MOST_NAMED)
                .map(key -> key.substring(key.lastIndexOf('.') + 1) + "="
                        + run.settings().getOrDefault(key, "-"))
                .collect(Collectors.joining(", "));
        return base + " (" + settings + (differing.size() > MOST_NAMED ? ", ..." : "") + ")";
    }

    private static boolean differ(List<RunFolder> runs, Function<RunFolder, String> property) {
        String first = property.apply(runs.get(0));
        return runs.stream().anyMatch(run -> !Objects.equals(first, property.apply(run)));
    }

    /** The settings that may differ between variants, in the order of the files. */
    private static Set<String> keys(List<RunFolder> runs) {
        Set<String> keys = new LinkedHashSet<>();
        runs.forEach(run -> keys.addAll(run.settings().keySet()));
        keys.retainAll(runs.stream()
                .flatMap(run -> compared(run.settings()).keySet().stream())
                .collect(Collectors.toSet()));
        return keys;
    }

    private static String unique(String label, Set<String> taken) {
        String name = label;
        for (int copy = 2; !taken.add(name); copy++) {
            name = label + " #" + copy;
        }
        return name;
    }

    /** What differs between variants: the values of each variant by setting, only settings that differ. */
    static Map<String, List<String>> differences(List<Variant> variants) {
        List<RunFolder> firsts =
                variants.stream().map(variant -> variant.runs().get(0)).toList();
        Map<String, List<String>> differences = new LinkedHashMap<>();
        for (String key : keys(firsts)) {
            if (differ(firsts, run -> run.settings().get(key))) {
                differences.put(
                        key,
                        firsts.stream()
                                .map(run -> run.settings().getOrDefault(key, "-"))
                                .toList());
            }
        }
        return differences;
    }
}
