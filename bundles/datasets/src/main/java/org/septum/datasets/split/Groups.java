// SPDX-License-Identifier: Apache-2.0
package org.septum.datasets.split;

import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import org.septum.api.Arguments;
import org.septum.api.UserError;
import org.septum.api.data.Partition;
import org.septum.api.data.SampleInfo;

/** The groups of a dataset's samples. */
record Groups(List<SampleInfo> samples, SortedSet<String> names) {

    private static final int SHOWN = 10;

    static Groups of(List<SampleInfo> samples) {
        SortedSet<String> names = new TreeSet<>();
        samples.forEach(sample -> names.add(sample.group()));
        return new Groups(samples, names);
    }

    /**
     * The groups that an option lists; none where it was left out.
     *
     * @throws UserError if the dataset does not have one of them
     */
    Set<String> named(Arguments arguments, String option) {
        Set<String> named = new TreeSet<>();
        if (arguments.has(option)) {
            named.addAll(arguments.list(option, String.class));
        }
        for (String name : named) {
            if (!names.contains(name)) {
                throw arguments.error(option, unknown(name));
            }
        }
        return named;
    }

    /** Says that there is no such group, and which there are. */
    String unknown(String name) {
        return "there is no group '" + name + "'; the dataset has " + names.size() + ": " + some(names);
    }

    /** The first few names. */
    static String some(Collection<String> names) {
        String few = String.join(", ", names.stream().limit(SHOWN).toList());
        return names.size() > SHOWN ? few + ", ..." : few;
    }

    /** Puts whole groups into validation and test, and the others into training. */
    Partition partition(Set<String> validation, Set<String> test) {
        Set<String> train = new HashSet<>(names);
        train.removeAll(validation);
        train.removeAll(test);
        return new Partition(of(train), of(validation), of(test));
    }

    private List<SampleInfo> of(Set<String> part) {
        return samples.stream().filter(sample -> part.contains(sample.group())).toList();
    }
}
