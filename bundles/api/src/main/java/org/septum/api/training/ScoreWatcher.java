// SPDX-License-Identifier: Apache-2.0
package org.septum.api.training;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.septum.api.metric.Metric;

/** What looks at scores after each epoch: checkpoint policies, stopping rules, schedules and the optimizers that have them. */
public interface ScoreWatcher {

    /**
     * The {@link org.septum.api.metric.MetricValue#path paths} of the scores that it needs after every epoch; none by default.
     * An experiment that will not measure one of them is refused before it begins.
     */
    default Set<String> watches() {
        return Set.of();
    }

    /**
     * Which way it takes for the better one, by the paths of watched scores; nothing by default. A way that is not the
     * metric's own is warned of.
     */
    default Map<String, Metric.Direction> better() {
        return Map.of();
    }

    /**
     * What of its settings is allowed and yet seldom meant in a run of some length, such as a part that the run never comes
     * to; a sentence each, without its own name. Nothing by default.
     *
     * @param end the run's last step
     */
    default List<String> remarks(Progress end) {
        return List.of();
    }
}
