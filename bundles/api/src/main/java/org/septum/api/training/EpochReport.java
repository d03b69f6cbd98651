// SPDX-License-Identifier: Apache-2.0
package org.septum.api.training;

import java.util.List;
import java.util.Optional;
import org.septum.api.metric.MetricValue;

/**
 * One finished epoch.
 *
 * @param epoch counted from 1
 * @param values training and validation scores
 * @param seconds its duration, validation included
 * @param checkpoints what the checkpoint policies have decided, in the experiment's order; files that are to be written are
 *     complete before the next epoch's are begun. Empty while they are being asked
 */
public record EpochReport(int epoch, List<MetricValue> values, double seconds, List<CheckpointDecision> checkpoints) {

    /** The value with this {@link MetricValue#path path}. */
    public Optional<Double> value(String path) {
        return values.stream()
                .filter(value -> value.path().equals(path))
                .map(MetricValue::value)
                .findFirst();
    }
}
