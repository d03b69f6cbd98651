// SPDX-License-Identifier: Apache-2.0
package org.septum.testkit.rules;

import java.util.ArrayList;
import java.util.List;
import org.septum.api.Kind;

/** The rules for a component: those of every kind, and those of its own. */
public final class ComponentRules {

    private ComponentRules() {}

    /** The rules in the order of their numbers. */
    public static List<Rule> of(Subject subject) {
        List<Rule> rules = new ArrayList<>(CommonRules.of(subject));
        if (subject.kind() == Kind.LOSS) {
            rules.addAll(LossRules.of(subject));
        }
        return rules;
    }
}
