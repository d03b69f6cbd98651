// SPDX-License-Identifier: Apache-2.0
package org.septum.compare.model;

import java.util.Arrays;
import java.util.Optional;
import org.septum.compare.stats.PairedDifference;

/**
 * One score of one variant.
 *
 * @param variant its number
 * @param difference to the baseline, on the cases that both have; empty for the baseline itself
 * @param adjusted the test's p-value after Holm's correction over all comparisons; NaN for the baseline
 */
public record Row(Joined joined, int variant, Optional<PairedDifference> difference, double adjusted) {

    /** How many runs it has. */
    public int runs() {
        return joined.runMeans()[variant].length;
    }

    /** The mean over the tests. */
    public double mean() {
        return joined.means()[variant];
    }

    /** The standard deviation of the runs' means; NaN for one run. */
    public double seedSpread() {
        return PairedDifference.deviation(joined.runMeans()[variant]);
    }

    /** The standard deviation over the cases, each the mean over the runs; NaN for one case. */
    public double caseSpread() {
        return PairedDifference.deviation(joined.byCase(variant));
    }

    /** How many different cases have a defined score. */
    public int cases() {
        return joined.byCase(variant).length;
    }

    /** How many tests have one: a case is tested once by each division of the data that has it in the test. */
    public int tests() {
        return joined.cases().size() - undefined();
    }

    /** How many tests have none. */
    public int undefined() {
        return (int)
                Arrays.stream(joined.values()[variant]).filter(Double::isNaN).count();
    }
}
