// SPDX-License-Identifier: Apache-2.0
package org.septum.datasets.split;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.septum.datasets.split.Made.groups;
import static org.septum.datasets.split.Made.samples;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.septum.api.UserError;
import org.septum.api.data.Partition;
import org.septum.api.data.SampleInfo;

class KFoldFactoryTest {

    private static Partition divide(Map<String, ?> options, List<SampleInfo> samples) {
        return Made.divide(new KFoldFactory(), options, samples, 3);
    }

    @Test
    void everyGroupIsTestedOnce() {
        List<String> tested = new ArrayList<>();
        for (int fold = 0; fold < 5; fold++) {
            Partition partition = divide(Map.of("fold", fold, "validation", 0.25), samples(23, 2));
            tested.addAll(groups(partition.test()));
            assertThat(groups(partition.test())).hasSizeBetween(4, 5);
            assertThat(groups(partition.validation())).hasSizeBetween(4, 5);
            assertThat(groups(partition.train())).doesNotContainAnyElementsOf(groups(partition.test()));
            assertThat(groups(partition.train())).doesNotContainAnyElementsOf(groups(partition.validation()));
            assertThat(partition.train().size()
                            + partition.validation().size()
                            + partition.test().size())
                    .isEqualTo(46);
        }
        assertThat(tested).hasSize(23).doesNotHaveDuplicates();
    }

    @Test
    void theFoldDoesNotDependOnValidation() {
        assertThat(divide(Map.of("fold", 2, "validation", 0), samples(20, 1)).test())
                .isEqualTo(divide(Map.of("fold", 2, "validation", 0.5), samples(20, 1))
                        .test());
    }

    @Test
    void spreadsStrataOverFolds() {
        List<SampleInfo> samples = samples(30, 2, i -> Map.of("disease", i / 2 < 20 ? "a" : "b"));
        for (int fold = 0; fold < 5; fold++) {
            Partition partition = divide(Map.of("fold", fold, "stratify", "disease", "validation", 0.125), samples);
            for (List<SampleInfo> part : List.of(partition.test(), partition.validation(), partition.train())) {
                long rare = part.stream()
                        .filter(sample -> sample.attributes().containsValue("b"))
                        .count();
                assertThat(3 * rare).as("fold " + fold).isEqualTo(part.size());
            }
        }
    }

    @Test
    void refusesFoldsThatThereAreNot() {
        assertThatThrownBy(() -> divide(Map.of("fold", 5), samples(20, 1)))
                .isInstanceOf(UserError.class)
                .hasMessage("arguments: fold: found 5, allowed with 5 folds are 0 to 4");
        assertThatThrownBy(() -> divide(Map.of("fold", 0), samples(4, 3)))
                .isInstanceOf(UserError.class)
                .hasMessage(
                        "arguments: folds: found 5, but the dataset has 4 groups; allowed is at most one fold for each");
        assertThatThrownBy(() -> divide(Map.of("fold", 0, "folds", 2), samples(2, 3)))
                .isInstanceOf(UserError.class)
                .hasMessage(
                        "arguments: of 2 groups, 1 is in fold 0 and 1 for validation, which leaves none for training;"
                                + " lower 'validation' or use more folds");
    }
}
