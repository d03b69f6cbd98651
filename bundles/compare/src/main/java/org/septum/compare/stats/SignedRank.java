// SPDX-License-Identifier: Apache-2.0
package org.septum.compare.stats;

import java.util.Arrays;
import org.apache.commons.statistics.inference.ContinuityCorrection;
import org.apache.commons.statistics.inference.PValueMethod;
import org.apache.commons.statistics.inference.WilcoxonSignedRankTest;

/**
 * Wilcoxon's signed-rank test of paired differences, two-sided (F. Wilcoxon, Individual comparisons by ranking methods,
 * Biometrics Bulletin 1(6), 1945). Differences of zero are left out, as he did. The p-value is exact for up to 50
 * differences without ties, and otherwise the normal approximation with corrections for ties and continuity.
 *
 * @param p 1 if every difference is zero
 * @param exact whether p is exact
 * @param nonZero how many differences are not zero
 * @param rankBiserial the effect size that belongs to the test: the share of the rank sum that speaks for a positive
 *     difference minus that for a negative one, -1 to 1 (D. S. Kerby, The simple difference formula, Comprehensive
 *     Psychology 3, 2014)
 */
public record SignedRank(double p, boolean exact, int nonZero, double rankBiserial) {

    private static final int MOST_EXACT = 50;

    /**
     * @param differences finite values
     */
    public static SignedRank of(double[] differences) {
        double[] values = Arrays.stream(differences).filter(value -> value != 0).toArray();
        if (values.length == 0) {
            return new SignedRank(1, true, 0, 0);
        }
        boolean exact = values.length <= MOST_EXACT && !hasTies(values);
        WilcoxonSignedRankTest.Result result = WilcoxonSignedRankTest.withDefaults()
                .with(exact ? PValueMethod.EXACT : PValueMethod.ASYMPTOTIC)
                .with(ContinuityCorrection.ENABLED)
                .test(values);
        double ranks = values.length * (values.length + 1) / 2.0;
        return new SignedRank(
                Math.min(1, result.getPValue()), exact, values.length, 2 * result.getStatistic() / ranks - 1);
    }

    private static boolean hasTies(double[] values) {
        return Arrays.stream(values).map(Math::abs).distinct().count() < values.length;
    }
}
