// SPDX-License-Identifier: Apache-2.0
package org.septum.reporting.console;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.septum.api.training.StepReport;

/** The checkpoints that were written after steps: they do not wait for an epoch's end. */
final class StepCheckpoints {

    private static final int MOST_NAMED = 3;

    private final Set<String> files = new LinkedHashSet<>();

    /** Notes what is written after a step. */
    void add(StepReport step) {
        step.checkpoints().forEach(decision -> decision.save().ifPresent(files::add));
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
