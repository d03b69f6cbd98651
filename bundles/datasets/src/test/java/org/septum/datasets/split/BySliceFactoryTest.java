// SPDX-License-Identifier: Apache-2.0
package org.septum.datasets.split;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.septum.datasets.split.Made.groups;
import static org.septum.datasets.split.Made.samples;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.septum.api.Arguments;
import org.septum.api.UserError;
import org.septum.api.data.Partition;
import org.septum.api.data.SampleInfo;
import org.septum.api.data.Split;

class BySliceFactoryTest {

    private static Split split(Map<String, ?> options) {
        BySliceFactory factory = new BySliceFactory();
        return factory.create(Arguments.of(factory.options(), options));
    }

    private static Partition divide(Map<String, ?> options, List<SampleInfo> samples, long seed) {
        Map<String, Object> accepting = new HashMap<>(options);
        accepting.put("leaks-groups", "accepted");
        return Made.divide(new BySliceFactory(), accepting, samples, seed);
    }

    @Test
    void sharesAreRoundedDownAndValidationsIsOfWhatIsNotForTheTest() {
        List<SampleInfo> samples = samples(5, 20);
        Partition partition = divide(Map.of("test", 0.29, "validation", 0.05), samples, 1);
        assertThat(partition.test()).hasSize(29);
        assertThat(partition.validation()).hasSize(3);
        assertThat(partition.train()).hasSize(68);
        List<SampleInfo> together = new ArrayList<>(partition.train());
        together.addAll(partition.validation());
        together.addAll(partition.test());
        assertThat(together).containsExactlyInAnyOrderElementsOf(samples);
        assertThat(samples).containsSubsequence(partition.train());
        assertThat(groups(partition.test())).hasSize(5);
    }

    @Test
    void takesNumbersOfSamplesAndTestGroupsByName() {
        Partition partition = divide(Map.of("test-groups", List.of("p1", "p3"), "validation", 7), samples(5, 4), 1);
        assertThat(partition.test()).hasSize(8);
        assertThat(groups(partition.test())).containsExactly("p1", "p3");
        assertThat(partition.validation()).hasSize(7);
        assertThat(divide(Map.of("test", 1, "validation", 0), samples(5, 4), 1).test())
                .hasSize(1);
    }

    @Test
    void dependsOnTheSeedAndTheIdsButNotOnTheirOrder() {
        List<SampleInfo> shuffled = new ArrayList<>(samples(10, 5));
        Collections.shuffle(shuffled);
        Partition first = divide(Map.of(), samples(10, 5), 1);
        assertThat(new HashSet<>(divide(Map.of(), shuffled, 1).test())).isEqualTo(new HashSet<>(first.test()));
        assertThat(new HashSet<>(divide(Map.of(), shuffled, 2).test())).isNotEqualTo(new HashSet<>(first.test()));
    }

    @Test
    void isRefusedWhereGroupsExistUnlessLeaksAreAccepted() {
        assertThatThrownBy(() -> Made.divide(new BySliceFactory(), Map.of(), samples(3, 4), 1))
                .isInstanceOf(UserError.class)
                .hasMessage(
                        "arguments: by-slice puts samples of one group (patient) into several parts, so that results"
                                + " look better than they are: the dataset has 12 samples of 3 groups, for example 4 of 'p0'. Use"
                                + " by-group, or set 'leaks-groups: accepted'; every report of the run then says so");
        assertThat(split(Map.of("leaks-groups", "accepted")).acceptsLeakingGroups())
                .isTrue();
        assertThat(split(Map.of()).acceptsLeakingGroups()).isFalse();
        assertThat(Made.divide(new BySliceFactory(), Map.of(), samples(10, 1), 1)
                        .test())
                .hasSize(2);
    }

    @Test
    void refusesWhatCannotBeDivided() {
        assertThatThrownBy(() -> divide(Map.of("test", 8, "validation", 2), samples(5, 2), 1))
                .isInstanceOf(UserError.class)
                .hasMessage(
                        "arguments: the dataset has 10 samples, and by-slice wants 8 for the test, 2 for validation and"
                                + " at least 1 for training; lower 'validation' or 'test' (0 leaves a part out) or use more"
                                + " samples");
        assertThatThrownBy(() -> divide(Map.of("test", 1.5), samples(5, 2), 1))
                .isInstanceOf(UserError.class)
                .hasMessage(
                        "arguments: test: found 1.5, allowed are shares below 1 and whole numbers of samples from 1");
        assertThatThrownBy(() -> divide(Map.of("test-groups", List.of("x")), samples(2, 2), 1))
                .isInstanceOf(UserError.class)
                .hasMessage("arguments: test-groups: there is no group 'x'; the dataset has 2: p0, p1");
    }
}
