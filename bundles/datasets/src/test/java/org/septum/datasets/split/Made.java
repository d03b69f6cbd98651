// SPDX-License-Identifier: Apache-2.0
package org.septum.datasets.split;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.TreeSet;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.septum.api.Arguments;
import org.septum.api.data.Partition;
import org.septum.api.data.SampleInfo;
import org.septum.api.data.SplitFactory;

/** Samples made for tests of splits. */
final class Made {

    private Made() {}

    /** As many groups p0, p1, ... of equally many slices, such as p0-1. */
    static List<SampleInfo> samples(int groups, int slices) {
        return samples(groups, slices, i -> Map.of());
    }

    /**
     * @param attributes of the samples with this number
     */
    static List<SampleInfo> samples(int groups, int slices, IntFunction<Map<String, String>> attributes) {
        return IntStream.range(0, groups * slices)
                .mapToObj(i -> {
                    String group = "p" + i / slices;
                    return new SampleInfo(
                            group + "-" + i % slices,
                            group,
                            group,
                            i % slices,
                            Optional.empty(),
                            Optional.empty(),
                            "test",
                            attributes.apply(i));
                })
                .toList();
    }

    static Partition divide(SplitFactory factory, Map<String, ?> options, List<SampleInfo> samples, long seed) {
        return factory.create(Arguments.of(factory.options(), options)).divide(samples, new SplittableRandom(seed));
    }

    static TreeSet<String> groups(List<SampleInfo> part) {
        TreeSet<String> groups = new TreeSet<>();
        part.forEach(sample -> groups.add(sample.group()));
        return groups;
    }
}
