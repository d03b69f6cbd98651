// SPDX-License-Identifier: Apache-2.0
package org.septum.datasets.split;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import org.septum.api.Arguments;
import org.septum.api.UserError;
import org.septum.api.data.Partition;
import org.septum.api.data.SampleInfo;
import org.septum.api.data.Split;
import org.septum.common.text.Words;

/**
 * Shuffles the samples, sorted by id, and takes the test first, then validation.
 *
 * @param validation a share below 1 of the samples that are not for the test, or a number of samples
 * @param test a share below 1 of all samples, or a number of samples; not looked at where test groups are named
 */
record BySlice(double validation, double test, Arguments arguments) implements Split {

    /** Keeps products such as 0.29 x 100, a hair below the whole number, from being rounded down. */
    private static final double HAIR = 1e-9;

    @Override
    public OptionalLong seed() {
        return OwnSeed.of(arguments);
    }

    @Override
    public Partition divide(List<SampleInfo> samples, RandomGenerator random) {
        Groups groups = Groups.of(samples);
        if (!acceptsLeakingGroups() && groups.names().size() < samples.size()) {
            throw refused(groups);
        }
        Set<String> testGroups = groups.named(arguments, "test-groups");
        Set<SampleInfo> forTest = samples.stream()
                .filter(sample -> testGroups.contains(sample.group()))
                .collect(Collectors.toCollection(HashSet::new));
        List<SampleInfo> free = new ArrayList<>(samples);
        free.removeAll(forTest);
        free.sort(Comparator.comparing(SampleInfo::id));
        Strata.shuffle(free, random);
        int testCount = arguments.has("test-groups") ? 0 : count(test, free.size());
        int validationCount = count(validation, free.size() - testCount);
        if ((long) testCount + validationCount >= free.size()) {
            throw new UserError(
                    arguments.location(),
                    "the dataset has " + Words.count(samples.size(), "sample") + ", and by-slice wants "
                            + (forTest.size() + testCount)
                            + " for the test, " + validationCount + " for validation and at least 1 for training; lower"
                            + " 'validation' or 'test' (0 leaves a part out) or use more samples");
        }
        forTest.addAll(free.subList(0, testCount));
        Set<SampleInfo> forValidation = Set.copyOf(free.subList(testCount, testCount + validationCount));
        return new Partition(
                samples.stream()
                        .filter(sample -> !forTest.contains(sample) && !forValidation.contains(sample))
                        .toList(),
                samples.stream().filter(forValidation::contains).toList(),
                samples.stream().filter(forTest::contains).toList());
    }

    @Override
    public boolean acceptsLeakingGroups() {
        return Leaks.accepted(arguments);
    }

    private static int count(double wanted, int samples) {
        if (wanted == 0 || wanted >= 1) {
            return (int) wanted;
        }
        return Math.max(1, (int) (wanted * samples + HAIR));
    }

    private UserError refused(Groups groups) {
        Map<String, Long> sizes =
                groups.samples().stream().collect(Collectors.groupingBy(SampleInfo::group, Collectors.counting()));
        String largest = groups.names().stream()
                .max(Comparator.comparing((Function<String, Long>) sizes::get))
                .orElseThrow();
        return new UserError(
                arguments.location(),
                "by-slice puts samples of one group (patient) into several parts, so that results look better than they"
                        + " are: the dataset has "
                        + Words.count(groups.samples().size(), "sample") + " of "
                        + Words.count(groups.names().size(), "group")
                        + ", for example " + sizes.get(largest) + " of '" + largest + "'. Use by-group, or set"
                        + " 'leaks-groups: accepted'; every report of the run then says so");
    }
}
