// SPDX-License-Identifier: Apache-2.0
package org.septum.datasets.split;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.septum.api.Arguments;
import org.septum.api.UserError;
import org.septum.api.data.Partition;
import org.septum.api.data.SampleInfo;

class ByGroupFactoryTest {

    private static List<SampleInfo> samples(int groups, int slices) {
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
                            Map.of());
                })
                .toList();
    }

    private static Partition divide(Map<String, ?> options, List<SampleInfo> samples, long seed) {
        ByGroupFactory factory = new ByGroupFactory();
        return factory.create(Arguments.of(factory.options(), options)).divide(samples, new SplittableRandom(seed));
    }

    private static TreeSet<String> groups(List<SampleInfo> part) {
        TreeSet<String> groups = new TreeSet<>();
        part.forEach(sample -> groups.add(sample.group()));
        return groups;
    }

    @Test
    void keepsGroupsWholeAndSamplesInOrder() {
        List<SampleInfo> samples = samples(20, 3);
        Partition partition = divide(Map.of(), samples, 1);
        assertThat(groups(partition.validation())).hasSize(2);
        assertThat(groups(partition.test())).hasSize(4);
        assertThat(groups(partition.train())).hasSize(14);
        List<SampleInfo> together = new ArrayList<>(partition.train());
        together.addAll(partition.validation());
        together.addAll(partition.test());
        assertThat(together).containsExactlyInAnyOrderElementsOf(samples);
        assertThat(partition.train())
                .isEqualTo(samples.stream().filter(partition.train()::contains).toList());
    }

    @Test
    void dependsOnTheSeedAndTheNamesButNotOnTheirOrder() {
        List<SampleInfo> shuffled = new ArrayList<>(samples(20, 3));
        Collections.reverse(shuffled);
        Partition first = divide(Map.of(), samples(20, 3), 1);
        assertThat(groups(divide(Map.of(), shuffled, 1).test())).isEqualTo(groups(first.test()));
        assertThat(groups(divide(Map.of(), shuffled, 2).test())).isNotEqualTo(groups(first.test()));
    }

    @Test
    void theTestGroupsStayWhenTheValidationShareChanges() {
        Partition first = divide(Map.of("validation", 0), samples(20, 3), 1);
        assertThat(first.validation()).isEmpty();
        assertThat(groups(divide(Map.of("validation", 0.4), samples(20, 3), 1).test()))
                .isEqualTo(groups(first.test()));
    }

    @Test
    void everyPartAskedForGetsAtLeastOneGroup() {
        Partition partition = divide(Map.of("validation", 0.01, "test", 0.01), samples(3, 2), 1);
        assertThat(partition.validation()).hasSize(2);
        assertThat(partition.test()).hasSize(2);
        assertThat(partition.train()).hasSize(2);
    }

    @Test
    void takesGroupsByName() {
        Partition partition = divide(Map.of("test-groups", List.of("p3", "p7"), "validation", 0.1), samples(10, 2), 1);
        assertThat(groups(partition.test())).containsExactly("p3", "p7");
        assertThat(groups(partition.validation())).hasSize(1);
        assertThat(partition.train()).hasSize(14);
    }

    @Test
    void refusesWhatCannotBeDivided() {
        assertThatThrownBy(() -> divide(Map.of(), samples(2, 5), 1))
                .isInstanceOf(UserError.class)
                .hasMessage(
                        "arguments: the dataset has 2 groups, and by-group wants 1 for the test, 1 for validation and"
                                + " at least 1 for training; lower 'validation' or 'test' (0 leaves a part out) or use more"
                                + " groups");
        assertThatThrownBy(() -> divide(Map.of("validation", 0.5, "test", 0.5), samples(20, 1), 1))
                .isInstanceOf(UserError.class)
                .hasMessage("arguments: validation: validation 0.5 and test 0.5 leave no group for training; their sum"
                        + " must be below 1");
        assertThatThrownBy(() -> divide(Map.of("test-groups", List.of("p9")), samples(3, 1), 1))
                .isInstanceOf(UserError.class)
                .hasMessage("arguments: test-groups: there is no group 'p9'; the dataset has 3: p0, p1, p2");
        assertThatThrownBy(() -> divide(
                        Map.of("test-groups", List.of("p1"), "validation-groups", List.of("p1", "p2")),
                        samples(5, 1),
                        1))
                .isInstanceOf(UserError.class)
                .hasMessage("arguments: validation-groups: p1 also in test-groups; a group can be in one part only");
    }
}
