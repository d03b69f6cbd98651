// SPDX-License-Identifier: Apache-2.0
package org.septum.training.checkpoint;

import java.util.Map;
import org.septum.api.training.CheckpointPolicy;

/** A policy that saves without regard to scores: its checkpoint is not the one to test. Most remember nothing. */
interface RegularPolicy extends CheckpointPolicy {

    @Override
    default boolean selectsModel() {
        return false;
    }

    @Override
    default Map<String, Double> state() {
        return Map.of();
    }

    @Override
    default void restore(Map<String, Double> state) {}
}
