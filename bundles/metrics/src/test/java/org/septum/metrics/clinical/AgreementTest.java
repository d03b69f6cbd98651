// SPDX-License-Identifier: Apache-2.0
package org.septum.metrics.clinical;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class AgreementTest {

    /** The peak flows in l/min with two meters, table 1 of the paper, which states a bias of -2.1 and a deviation of 38.8. */
    @Test
    void agreesWithBlandAndAltman() {
        int[] large = {494, 395, 516, 434, 476, 557, 413, 442, 650, 433, 417, 656, 267, 478, 178, 423, 427};
        int[] mini = {512, 430, 520, 428, 500, 600, 364, 380, 658, 445, 432, 626, 260, 477, 259, 350, 451};
        List<Double> differences = IntStream.range(0, large.length)
                .mapToObj(subject -> (double) large[subject] - mini[subject])
                .toList();
        Map<String, Double> figures = Agreement.of(differences);
        assertThat(figures.get("bias")).isCloseTo(-2.1, within(0.05));
        assertThat(figures.get("lower-limit-of-agreement")).isCloseTo(-2.1 - 1.96 * 38.8, within(0.2));
        assertThat(figures.get("upper-limit-of-agreement")).isCloseTo(-2.1 + 1.96 * 38.8, within(0.2));
    }

    @Test
    void fewCasesHaveNoLimits() {
        assertThat(Agreement.of(List.of())).isEmpty();
        assertThat(Agreement.of(List.of(3.0))).containsExactly(Map.entry("bias", 3.0));
    }
}
