// SPDX-License-Identifier: Apache-2.0
package org.septum.compare.stats;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The mean of a metric over the classes of a case. */
public final class ClassMean {

    private ClassMean() {}

    /**
     * For each case the mean over the classes that are defined there.
     *
     * @param classes of each class the scores by case; NaN where undefined
     * @return without the cases where no class is defined
     */
    public static <C> Map<C, Double> of(List<Map<C, Double>> classes) {
        Map<C, List<Double>> byCase = new LinkedHashMap<>();
        classes.forEach(scores -> scores.forEach((id, value) -> {
            if (!Double.isNaN(value)) {
                byCase.computeIfAbsent(id, key -> new ArrayList<>()).add(value);
            }
        }));
        Map<C, Double> means = new LinkedHashMap<>();
        byCase.forEach((id, values) -> means.put(
                id, values.stream().mapToDouble(Double::doubleValue).average().orElseThrow()));
        return means;
    }
}
