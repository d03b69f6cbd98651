// SPDX-License-Identifier: Apache-2.0
package org.septum.example;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.septum.api.Kind;
import org.septum.graph.PlanningGraphCompiler;
import org.septum.testkit.rules.ComponentRules;
import org.septum.testkit.rules.Rule;
import org.septum.testkit.rules.Subject;

/** The component keeps Septum's rules. */
class ExampleLossTest {

    @TestFactory
    Stream<DynamicTest> keepsTheRules() {
        Subject subject = Subject.of(Kind.LOSS, "example-loss", new ExampleLossFactory(), new PlanningGraphCompiler());
        return ComponentRules.of(subject).stream()
                .map(rule -> DynamicTest.dynamicTest(rule.id() + " " + rule.text(), () -> {
                    Rule.Verdict verdict = rule.run();
                    Assumptions.assumeTrue(verdict.outcome() != Rule.Outcome.SKIPPED, verdict.reason());
                    assertEquals(
                            Rule.Outcome.PASSED,
                            verdict.outcome(),
                            rule.id() + " " + rule.text() + ": " + verdict.reason());
                }));
    }
}
