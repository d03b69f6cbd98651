// SPDX-License-Identifier: Apache-2.0
package org.septum.example;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.septum.api.Kind;
import org.septum.graph.PlanningGraphCompiler;
import org.septum.testkit.rules.ComponentRules;
import org.septum.testkit.rules.Rule;
import org.septum.testkit.rules.Subject;

/** The loss with an operation of its own keeps Septum's rules, those for such operations (F-01, F-02) among them. */
class PresenceLossTest {

    @TestFactory
    Stream<DynamicTest> keepsTheRules() {
        Subject subject = Subject.of(Kind.LOSS, "presence", new PresenceLossFactory(), new PlanningGraphCompiler());
        return ComponentRules.of(subject).stream()
                .map(rule -> DynamicTest.dynamicTest(rule.id() + " " + rule.text(), () -> {
                    Rule.Verdict verdict = rule.run();
                    assertEquals(
                            Rule.Outcome.PASSED,
                            verdict.outcome(),
                            rule.id() + " " + rule.text() + ": " + verdict.reason());
                }));
    }
}
