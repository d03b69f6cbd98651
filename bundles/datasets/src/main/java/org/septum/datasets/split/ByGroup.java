// SPDX-License-Identifier: Apache-2.0
package org.septum.datasets.split;

import java.util.Collections;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;
import java.util.random.RandomGenerator;
import org.septum.api.Arguments;
import org.septum.api.UserError;
import org.septum.api.data.Partition;
import org.septum.api.data.SampleInfo;
import org.septum.api.data.Split;
import org.septum.common.text.Words;

/**
 * Shuffles the sorted group names and takes the test groups first, then the validation groups: another share for
 * validation does not change the test set.
 *
 * @param validation share of the groups, 0 where they are named
 * @param test share of the groups, 0 where they are named
 */
record ByGroup(double validation, double test, Arguments arguments) implements Split {

    @Override
    public OptionalLong seed() {
        return OwnSeed.of(arguments);
    }

    @Override
    public Partition divide(List<SampleInfo> samples, RandomGenerator random) {
        Groups groups = Groups.of(samples);
        Set<String> forTest = groups.named(arguments, "test-groups");
        Set<String> forValidation = groups.named(arguments, "validation-groups");
        if (!Collections.disjoint(forTest, forValidation)) {
            Set<String> both = new TreeSet<>(forTest);
            both.retainAll(forValidation);
            throw arguments.error(
                    "validation-groups",
                    String.join(", ", both) + " also in test-groups; a group can be in one part only");
        }
        Set<String> named = new TreeSet<>(forTest);
        named.addAll(forValidation);
        Strata free = Strata.of(groups, named, arguments, random);
        int count = groups.names().size();
        int testCount = count(test, count);
        int validationCount = count(validation, count);
        if (testCount + validationCount >= free.size()) {
            throw tooFew(count, testCount + forTest.size(), validationCount + forValidation.size());
        }
        forTest.addAll(free.take(testCount));
        forValidation.addAll(free.take(validationCount));
        return groups.partition(forValidation, forTest);
    }

    private static int count(double share, int groups) {
        return share == 0 ? 0 : Math.max(1, (int) Math.round(share * groups));
    }

    private UserError tooFew(int groups, int test, int validation) {
        return new UserError(
                arguments.location(),
                "the dataset has " + Words.count(groups, "group") + ", and by-group wants " + test
                        + " for the test, " + validation + " for validation and at least 1 for training; lower"
                        + " 'validation' or 'test' (0 leaves a part out) or use more groups");
    }
}
