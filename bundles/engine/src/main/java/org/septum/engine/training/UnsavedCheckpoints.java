// SPDX-License-Identifier: Apache-2.0
package org.septum.engine.training;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.Predicate;
import org.septum.api.metric.MetricValue;
import org.septum.api.training.CheckpointPolicy;

/** Policies that were to select the model and never saved one, so that another checkpoint was tested. */
final class UnsavedCheckpoints {

    private UnsavedCheckpoints() {}

    /**
     * A warning for each of them.
     *
     * @param isThere whether a checkpoint of a name was saved
     * @param history the scores of every epoch
     * @param epochs how many there were
     * @param tested the name of the checkpoint that was tested
     */
    static List<String> warnings(
            Collection<CheckpointPolicy> policies,
            Predicate<String> isThere,
            List<MetricValue> history,
            int epochs,
            String tested) {
        List<String> warnings = new ArrayList<>();
        for (CheckpointPolicy policy : policies) {
            if (policy.selectsModel() && !isThere.test(policy.selected())) {
                warnings.add(policy.fileName() + " was never saved: " + reason(policy, history, epochs) + "; " + tested
                        + " was tested");
            }
        }
        return warnings;
    }

    private static String reason(CheckpointPolicy policy, List<MetricValue> history, int epochs) {
        List<MetricValue> watched = history.stream()
                .filter(value -> policy.watches().contains(value.path()))
                .toList();
        boolean undefined = !watched.isEmpty() && watched.stream().allMatch(value -> Double.isNaN(value.value()));
        return undefined
                ? "its monitor, " + String.join(" and ", policy.watches()) + ", was undefined in "
                        + (epochs == 1 ? "the only epoch" : "all " + epochs + " epochs")
                : "its condition was met in no epoch";
    }
}
