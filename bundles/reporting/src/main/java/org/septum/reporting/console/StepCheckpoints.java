// SPDX-License-Identifier: Apache-2.0
package org.septum.reporting.console;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.septum.api.training.CheckpointPolicy;

/** The checkpoints that are written after steps, as the policies say: they do not wait for an epoch's end. */
final class StepCheckpoints {

    private static final int MOST_NAMED = 3;

    private final List<CheckpointPolicy> policies;
    private final Set<String> files = new LinkedHashSet<>();

    StepCheckpoints(List<CheckpointPolicy> policies) {
        this.policies = policies;
    }

    /** Notes what is written after a step. */
    void step(long step) {
        policies.stream()
                .map(policy -> policy.fileAfterStep(step))
                .flatMap(Optional::stream)
                .forEach(files::add);
    }

    /** What was written since the last time: each by its name, or of many the first, the last and how many they are. */
    List<String> take() {
        List<String> names = new ArrayList<>(files);
        files.clear();
        return names.size() <= MOST_NAMED
                ? names
                : List.of(names.get(0) + " to " + names.get(names.size() - 1) + " (" + names.size() + " checkpoints)");
    }
}
