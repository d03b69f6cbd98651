// SPDX-License-Identifier: Apache-2.0
package org.septum.api.training;

import java.util.Set;

/** What looks at scores after each epoch: checkpoint policies, stopping rules, schedules and the optimizers that have them. */
public interface ScoreWatcher {

    /**
     * The {@link org.septum.api.report.MetricValue#path paths} of the scores that it needs after every epoch; none by default.
     * An experiment that will not measure one of them is refused before it begins.
     */
    default Set<String> watches() {
        return Set.of();
    }
}
