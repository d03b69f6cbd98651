// SPDX-License-Identifier: Apache-2.0
package org.septum.planning.text;

import java.util.ArrayList;
import java.util.List;
import org.septum.services.plan.Planner.Plan;

/** A planned experiment as a file, with the reason of each decision above it. */
public final class PlanText {

    private PlanText() {}

    /** @param head lines of the comment at the top */
    public static String of(Plan plan, List<String> head) {
        ExperimentText text = new ExperimentText(ExperimentTree.of(plan.experiment()));
        plan.decisions().forEach(decision -> text.put(decision.path(), decision.value(), decision.reason()));
        List<String> top = new ArrayList<>(head);
        plan.measured().forEach(line -> top.add("Measured: " + line));
        plan.warnings().forEach(line -> top.add("Look at this: " + line));
        return text.text(top);
    }
}
