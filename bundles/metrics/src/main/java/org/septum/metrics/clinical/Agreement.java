// SPDX-License-Identifier: Apache-2.0
package org.septum.metrics.clinical;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * How well a measured quantity agrees with its reference over all cases (J. M. Bland and D. G. Altman, "Statistical
 * methods for assessing agreement between two methods of clinical measurement", The Lancet 327(8476), 1986).
 */
final class Agreement {

    /** The standard deviations that hold 95 % of a normal distribution. */
    private static final double DEVIATIONS = 1.96;

    private Agreement() {}

    /**
     * The mean difference and, from two cases on, the limits within which 95 % of differences are expected.
     *
     * @param differences measured less reference, one for each case
     */
    static Map<String, Double> of(List<Double> differences) {
        Map<String, Double> figures = new LinkedHashMap<>();
        if (!differences.isEmpty()) {
            double bias = differences.stream()
                    .mapToDouble(Double::doubleValue)
                    .average()
                    .orElseThrow();
            figures.put("bias", bias);
            if (differences.size() > 1) {
                double squares = differences.stream()
                        .mapToDouble(difference -> (difference - bias) * (difference - bias))
                        .sum();
                double deviation = Math.sqrt(squares / (differences.size() - 1));
                figures.put("lower-limit-of-agreement", bias - DEVIATIONS * deviation);
                figures.put("upper-limit-of-agreement", bias + DEVIATIONS * deviation);
            }
        }
        return figures;
    }
}
