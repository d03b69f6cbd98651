// SPDX-License-Identifier: Apache-2.0
package org.septum.reporting.html;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.septum.api.data.Part;
import org.septum.api.metric.Metric.Direction;
import org.septum.api.report.CaseValue;

class CaseScoresTest {

    @Test
    void ranksCasesByTheMeanOverTheirDefinedClasses() {
        CaseScores scores = CaseScores.of(List.of(
                        value("rv", "a", 3),
                        value("rv", "b", Double.NaN),
                        value("rv", "c", Double.NaN),
                        value("lv", "a", 1),
                        value("lv", "b", 1.5),
                        value("lv", "c", Double.NaN)))
                .get(0);

        assertThat(scores.ranked(Direction.LOWER))
                .containsExactly(new CaseScores.Ranked("b", 1.5), new CaseScores.Ranked("a", 2));
        assertThat(scores.ranked(Direction.HIGHER))
                .containsExactly(new CaseScores.Ranked("a", 2), new CaseScores.Ranked("b", 1.5));
    }

    /** Reference: Python's statistics.mean, stdev and median of [0.1, 0.4, 0.35, 0.8]. */
    @Test
    void describesADistribution() {
        Distribution four = Distribution.of(new double[] {0.1, 0.4, Double.NaN, 0.35, 0.8});

        assertThat(four.mean()).isCloseTo(0.4125, within(1e-12));
        assertThat(four.standardDeviation()).isCloseTo(0.28975564417856187, within(1e-12));
        assertThat(four.median()).isCloseTo(0.375, within(1e-12));
        assertThat(four.undefined()).isOne();
        assertThat(Distribution.of(new double[] {1}).standardDeviation()).isNaN();
        assertThat(Distribution.of(new double[] {}).median()).isNaN();
    }

    private static CaseValue value(String className, String caseId, double value) {
        return new CaseValue(Part.TEST, "head", "hausdorff", className, "volume", caseId, "group", value, false);
    }
}
