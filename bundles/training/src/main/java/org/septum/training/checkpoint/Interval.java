// SPDX-License-Identifier: Apache-2.0
package org.septum.training.checkpoint;

import java.util.List;
import org.septum.api.training.CheckpointDecision;
import org.septum.api.training.CheckpointPolicy;

/**
 * From one checkpoint to the next.
 *
 * @param unit epochs or steps
 */
record Interval(int length, String unit) {

    String rule() {
        return "it saves every " + length + " " + unit;
    }

    /** Saves whenever the number of what is done is a multiple of the interval. */
    CheckpointDecision decide(CheckpointPolicy policy, long done, String file) {
        return done % length == 0
                ? CheckpointDecision.save(policy, file, rule())
                : CheckpointDecision.nothing(policy, rule());
    }

    List<String> remarks(long all) {
        return length <= all ? List.of() : List.of(rule() + ", and the run has " + all + ": it never saves");
    }
}
