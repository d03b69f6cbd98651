// SPDX-License-Identifier: Apache-2.0
package org.septum.datasets.split;

import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import java.util.random.RandomGenerator;
import org.septum.api.Arguments;
import org.septum.api.UserError;
import org.septum.api.data.Partition;
import org.septum.api.data.SampleInfo;
import org.septum.api.data.Split;
import org.septum.common.text.Words;

/**
 * Deals the shuffled groups out into folds and tests on one of them. The folds depend on the generator and the groups
 * alone, so that with the same seed every group is tested once.
 *
 * @param fold the one to test on, counted from 0
 * @param validation share of the groups outside the fold
 */
record KFold(int folds, int fold, double validation, Arguments arguments) implements Split {

    @Override
    public OptionalLong seed() {
        return OwnSeed.of(arguments);
    }

    @Override
    public Partition divide(List<SampleInfo> samples, RandomGenerator random) {
        Groups groups = Groups.of(samples);
        if (groups.names().size() < folds) {
            throw arguments.error(
                    "folds",
                    "found " + folds + ", but the dataset has "
                            + Words.count(groups.names().size(), "group") + "; allowed is at most one fold for each");
        }
        Strata free = Strata.of(groups, Set.of(), arguments, random);
        Set<String> forTest = free.takeHand(fold, folds);
        int validationCount = validation == 0 ? 0 : Math.max(1, (int) Math.round(validation * free.size()));
        if (validationCount >= free.size()) {
            throw new UserError(
                    arguments.location(),
                    "of " + Words.count(groups.names().size(), "group") + ", " + forTest.size()
                            + (forTest.size() == 1 ? " is in fold " : " are in fold ") + fold + " and "
                            + validationCount + " for validation, which leaves none for training; lower 'validation' or"
                            + " use more folds");
        }
        return groups.partition(free.take(validationCount), forTest);
    }
}
