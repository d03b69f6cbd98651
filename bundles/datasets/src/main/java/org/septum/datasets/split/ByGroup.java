// SPDX-License-Identifier: Apache-2.0
package org.septum.datasets.split;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.random.RandomGenerator;
import org.septum.api.Arguments;
import org.septum.api.UserError;
import org.septum.api.data.Partition;
import org.septum.api.data.SampleInfo;
import org.septum.api.data.Split;

/**
 * Shuffles the sorted group names and takes the test groups first, then the validation groups: another share for
 * validation does not change the test set.
 *
 * @param validation share of the groups, 0 where they are named
 * @param test share of the groups, 0 where they are named
 */
record ByGroup(
        double validation,
        double test,
        Optional<List<String>> validationGroups,
        Optional<List<String>> testGroups,
        Arguments arguments)
        implements Split {

    @Override
    public Partition divide(List<SampleInfo> samples, RandomGenerator random) {
        Set<String> groups = new TreeSet<>();
        samples.forEach(sample -> groups.add(sample.group()));
        Set<String> forTest = named("test-groups", testGroups, groups);
        Set<String> forValidation = named("validation-groups", validationGroups, groups);
        if (!Collections.disjoint(forTest, forValidation)) {
            Set<String> both = new TreeSet<>(forTest);
            both.retainAll(forValidation);
            throw arguments.error(
                    "validation-groups",
                    String.join(", ", both) + " also in test-groups; a group can be in one part only");
        }
        List<String> free = new ArrayList<>(groups);
        free.removeAll(forTest);
        free.removeAll(forValidation);
        int testCount = count(test, groups.size());
        int validationCount = count(validation, groups.size());
        if (testCount + validationCount >= free.size()) {
            throw tooFew(groups.size(), testCount + forTest.size(), validationCount + forValidation.size());
        }
        shuffle(free, random);
        forTest.addAll(free.subList(0, testCount));
        forValidation.addAll(free.subList(testCount, testCount + validationCount));
        Set<String> forTraining = new HashSet<>(free.subList(testCount + validationCount, free.size()));
        return new Partition(of(samples, forTraining), of(samples, forValidation), of(samples, forTest));
    }

    private Set<String> named(String option, Optional<List<String>> names, Set<String> groups) {
        Set<String> known = new HashSet<>(names.orElse(List.of()));
        for (String name : known) {
            if (!groups.contains(name)) {
                throw arguments.error(
                        option,
                        "there is no group '" + name + "'; the dataset has " + groups.size() + ": " + some(groups));
            }
        }
        return known;
    }

    private static String some(Set<String> groups) {
        int shown = 10;
        String names = String.join(", ", groups.stream().limit(shown).toList());
        return groups.size() > shown ? names + ", ..." : names;
    }

    private static int count(double share, int groups) {
        return share == 0 ? 0 : Math.max(1, (int) Math.round(share * groups));
    }

    private UserError tooFew(int groups, int test, int validation) {
        return new UserError(
                arguments.location(),
                "the dataset has " + groups + (groups == 1 ? " group" : " groups") + ", and by-group wants " + test
                        + " for the test, " + validation + " for validation and at least 1 for training; lower"
                        + " 'validation' or 'test' (0 leaves a part out) or use more groups");
    }

    private static void shuffle(List<String> names, RandomGenerator random) {
        for (int i = names.size() - 1; i > 0; i--) {
            Collections.swap(names, i, random.nextInt(i + 1));
        }
    }

    private static List<SampleInfo> of(List<SampleInfo> samples, Set<String> groups) {
        return samples.stream()
                .filter(sample -> groups.contains(sample.group()))
                .toList();
    }
}
