// SPDX-License-Identifier: Apache-2.0
package org.septum.api.report;

import java.util.List;
import java.util.Map;
import org.septum.api.metric.MetricValue;

/**
 * What was done to masks after the network, and what came of it.
 *
 * @param learnedOn the cases that decided which steps are kept, in words; empty where all are kept without being asked
 * @param steps every step of every head in the order in which they are tried and applied
 * @param before the scores of the tested part without any step; empty where none is kept, or nothing was tested
 * @param casesBefore the scores of its cases without any step, in the order of those with them; empty as {@code before} is
 */
public record PostProcessed(String learnedOn, List<Step> steps, List<MetricValue> before, List<CaseValue> casesBefore) {

    /**
     * A step and whether it is applied.
     *
     * @param name as the post-processing calls it
     * @param kept whether the mean over the classes rose with it and no class fell
     * @param before the Dice of each class without it and with the steps kept before it, the mean over volumes, where a class
     *     that neither truth nor prediction has counts 1; empty where nothing was learnt
     * @param after the same with it
     */
    public record Step(String head, String name, boolean kept, Map<String, Double> before, Map<String, Double> after) {

        /** The mean over the classes. */
        public static double mean(Map<String, Double> classes) {
            return classes.values().stream()
                    .mapToDouble(Double::doubleValue)
                    .average()
                    .orElse(Double.NaN);
        }
    }

    /** The steps that are applied. */
    public List<Step> kept() {
        return steps.stream().filter(Step::kept).toList();
    }

    /** The same with the scores of the tested part without any step. */
    public PostProcessed tested(List<MetricValue> without, List<CaseValue> casesWithout) {
        return new PostProcessed(learnedOn, steps, without, casesWithout);
    }
}
