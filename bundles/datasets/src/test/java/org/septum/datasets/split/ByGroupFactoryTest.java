// SPDX-License-Identifier: Apache-2.0
package org.septum.datasets.split;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.septum.datasets.split.Made.groups;
import static org.septum.datasets.split.Made.samples;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.septum.api.UserError;
import org.septum.api.data.Partition;
import org.septum.api.data.SampleInfo;

class ByGroupFactoryTest {

    private static Partition divide(Map<String, ?> options, List<SampleInfo> samples, long seed) {
        return Made.divide(new ByGroupFactory(), options, samples, seed);
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

    /** 20 groups of disease a, 10 of b and 5 of c. */
    private static List<SampleInfo> diseased() {
        return samples(35, 2, i -> Map.of("disease", i / 2 < 20 ? "a" : i / 2 < 30 ? "b" : "c"));
    }

    private static Map<String, Long> diseases(List<SampleInfo> part) {
        return part.stream()
                .collect(Collectors.groupingBy(sample -> sample.attributes().get("disease"), Collectors.counting()));
    }

    @Test
    void everyPartGetsItsShareOfEachStratum() {
        for (int seed = 0; seed < 5; seed++) {
            Partition partition =
                    divide(Map.of("stratify", "disease", "test", 0.2, "validation", 0.2), diseased(), seed);
            assertThat(diseases(partition.test())).isEqualTo(Map.of("a", 8L, "b", 4L, "c", 2L));
            assertThat(diseases(partition.validation())).isEqualTo(Map.of("a", 8L, "b", 4L, "c", 2L));
            assertThat(diseases(partition.train())).isEqualTo(Map.of("a", 24L, "b", 12L, "c", 6L));
        }
    }

    /** Four of 35 groups: shares of 2.3, 1.1 and 0.6, of which the last loses most when rounded down. */
    @Test
    void whatDoesNotDivideEvenlyGoesToTheLargestRemainder() {
        Partition partition = divide(Map.of("stratify", "disease", "test", 0.11, "validation", 0), diseased(), 1);
        assertThat(diseases(partition.test())).isEqualTo(Map.of("a", 4L, "b", 2L, "c", 2L));
    }

    @Test
    void refusesToStratifyByWhatGroupsDoNotHave() {
        assertThatThrownBy(() -> divide(Map.of("stratify", "sex"), diseased(), 1))
                .isInstanceOf(UserError.class)
                .hasMessage("arguments: stratify: sample 'p0-0' has no attribute 'sex'; it has disease");
        assertThatThrownBy(() ->
                        divide(Map.of("stratify", "phase"), samples(20, 2, i -> Map.of("phase", "" + i % 2)), 1))
                .isInstanceOf(UserError.class)
                .hasMessage(
                        "arguments: stratify: group 'p0' has samples of phase '0' and '1'; it must have one value, for"
                                + " it is in one part");
    }
}
