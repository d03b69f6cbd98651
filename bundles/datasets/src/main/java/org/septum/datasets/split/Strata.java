// SPDX-License-Identifier: Apache-2.0
package org.septum.datasets.split;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.random.RandomGenerator;
import org.septum.api.Arguments;
import org.septum.api.Option;
import org.septum.api.UserError;
import org.septum.api.data.SampleInfo;

/**
 * The groups that no part has yet, by the value of an attribute: whatever is taken comes from each value in proportion.
 * Without an attribute there is one stratum.
 */
final class Strata {

    /** The attribute by which groups are spread over the parts. */
    static final Option OPTION = Option.text(
                    "stratify",
                    "an attribute of the samples, such as group (the disease) in acdc, whose values are spread over the"
                            + " parts in proportion; every group must have one value")
            .optional();

    private final SortedMap<String, List<String>> groupsOfValue;

    private Strata(SortedMap<String, List<String>> groupsOfValue) {
        this.groupsOfValue = groupsOfValue;
    }

    /**
     * All groups but some, shuffled within each stratum.
     *
     * @param arguments may have the option {@link #OPTION}
     * @throws UserError if a sample does not have the attribute, or a group has two values of it
     */
    static Strata of(Groups groups, Set<String> without, Arguments arguments, RandomGenerator random) {
        SortedMap<String, String> valueOfGroup = new TreeMap<>();
        for (SampleInfo sample : groups.samples()) {
            String value = arguments.has(OPTION.name()) ? value(sample, arguments) : "";
            String other = valueOfGroup.put(sample.group(), value);
            if (other != null && !other.equals(value)) {
                throw arguments.error(
                        OPTION.name(),
                        "group '" + sample.group() + "' has samples of " + arguments.text(OPTION.name()) + " '" + other
                                + "' and '" + value + "'; it must have one value, for it is in one part");
            }
        }
        SortedMap<String, List<String>> groupsOfValue = new TreeMap<>();
        valueOfGroup.forEach((group, value) -> {
            if (!without.contains(group)) {
                groupsOfValue.computeIfAbsent(value, v -> new ArrayList<>()).add(group);
            }
        });
        groupsOfValue.values().forEach(names -> shuffle(names, random));
        return new Strata(groupsOfValue);
    }

    private static String value(SampleInfo sample, Arguments arguments) {
        String value = sample.attributes().get(arguments.text(OPTION.name()));
        if (value == null) {
            throw arguments.error(
                    OPTION.name(),
                    "sample '" + sample.id() + "' has no attribute '" + arguments.text(OPTION.name()) + "'; it has "
                            + (sample.attributes().isEmpty()
                                    ? "none"
                                    : String.join(
                                            ", ",
                                            new TreeSet<>(sample.attributes().keySet()))));
        }
        return value;
    }

    static void shuffle(List<?> list, RandomGenerator random) {
        for (int i = list.size() - 1; i > 0; i--) {
            Collections.swap(list, i, random.nextInt(i + 1));
        }
    }

    int size() {
        return groupsOfValue.values().stream().mapToInt(List::size).sum();
    }

    /**
     * Takes groups out: from each stratum its share rounded down, and the rest from the strata that lost most by that
     * (the method of the largest remainder).
     *
     * @param count at most {@link #size}
     */
    Set<String> take(int count) {
        int size = size();
        Map<String, Integer> counts = new TreeMap<>();
        int left = count;
        for (Map.Entry<String, List<String>> stratum : groupsOfValue.entrySet()) {
            int share = (int) ((long) count * stratum.getValue().size() / size);
            counts.put(stratum.getKey(), share);
            left -= share;
        }
        Comparator<String> byRemainder = Comparator.comparingLong(
                value -> -((long) count * groupsOfValue.get(value).size() % size));
        // The sort is stable: of equal remainders, the value that comes first in the alphabet.
        for (String value :
                groupsOfValue.keySet().stream().sorted(byRemainder).limit(left).toList()) {
            counts.merge(value, 1, Integer::sum);
        }
        Set<String> taken = new TreeSet<>();
        counts.forEach((value, number) -> {
            List<String> first = groupsOfValue.get(value).subList(0, number);
            taken.addAll(first);
            first.clear();
        });
        return taken;
    }

    /** Deals the groups out, stratum after stratum, into as many hands, and takes one of them. */
    Set<String> takeHand(int hand, int hands) {
        Set<String> taken = new HashSet<>();
        int dealt = 0;
        for (List<String> names : groupsOfValue.values()) {
            for (String name : names) {
                if (dealt++ % hands == hand) {
                    taken.add(name);
                }
            }
        }
        groupsOfValue.values().forEach(names -> names.removeAll(taken));
        return taken;
    }
}
