// SPDX-License-Identifier: Apache-2.0
package org.septum.compare.model;

import java.util.Optional;
import org.septum.compare.stats.PairedDifference;

/**
 * One score of one variant.
 *
 * @param variant its number
 * @param runs how many runs it has
 * @param mean over the tests
 * @param seedSpread the standard deviation of the runs' means; NaN for one run
 * @param caseSpread the standard deviation over the cases, each the mean over the runs; NaN for one case
 * @param cases different ones with a defined score
 * @param tests with a defined score: a case is tested once by each division of the data that has it in the test
 * @param undefined tests without
 * @param difference to the baseline, on the cases that both have; empty for the baseline itself
 * @param adjusted the test's p-value after Holm's correction over all comparisons; NaN for the baseline
 */
public record Row(
        Joined joined,
        int variant,
        int runs,
        double mean,
        double seedSpread,
        double caseSpread,
        int cases,
        int tests,
        int undefined,
        Optional<PairedDifference> difference,
        double adjusted) {

    Row adjusted(double p) {
        return new Row(joined, variant, runs, mean, seedSpread, caseSpread, cases, tests, undefined, difference, p);
    }
}
