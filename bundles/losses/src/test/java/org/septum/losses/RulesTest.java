// SPDX-License-Identifier: Apache-2.0
package org.septum.losses;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.septum.api.Arguments;
import org.septum.api.Kind;
import org.septum.api.Option;
import org.septum.api.OptionType;
import org.septum.api.Options;
import org.septum.api.graph.GraphBuilder;
import org.septum.api.graph.Role;
import org.septum.api.graph.Tensor;
import org.septum.api.head.TargetEncoding;
import org.septum.api.loss.Loss;
import org.septum.api.loss.LossFactory;
import org.septum.graph.PlanningGraphCompiler;
import org.septum.testkit.rules.ComponentRules;
import org.septum.testkit.rules.Rule;
import org.septum.testkit.rules.Subject;

/** Every loss keeps the test kit's rules, and losses made to break one are told so. */
class RulesTest {

    private static final EnumSet<Role> ALL = EnumSet.allOf(Role.class);

    private static Subject subject(String type, LossFactory factory) {
        return Subject.of(Kind.LOSS, type, factory, new PlanningGraphCompiler());
    }

    @TestFactory
    Stream<DynamicTest> ownLossesKeepTheRules() {
        Map<String, LossFactory> losses = Map.of(
                "bce", new BceFactory(),
                "boundary", new BoundaryFactory(),
                "cross-entropy", new CrossEntropyFactory(),
                "dice", new DiceFactory(),
                "focal", new FocalFactory(),
                "focal-tversky", new FocalTverskyFactory(),
                "generalized-dice", new GeneralizedDiceFactory(),
                "jaccard", new JaccardFactory(),
                "lovasz", new LovaszFactory(),
                "tversky", new TverskyFactory());
        return losses.entrySet().stream()
                .flatMap(entry -> ComponentRules.of(subject(entry.getKey(), entry.getValue())).stream()
                        .map(rule -> DynamicTest.dynamicTest(
                                entry.getKey() + " " + rule.id() + " " + rule.text(), () -> check(rule))));
    }

    private static void check(Rule rule) {
        Rule.Verdict verdict = rule.run();
        Assumptions.assumeTrue(verdict.outcome() != Rule.Outcome.SKIPPED, verdict.reason());
        assertThat(verdict.outcome()).as(verdict.reason()).isEqualTo(Rule.Outcome.PASSED);
    }

    /** Which rules a loss breaks. */
    private static List<String> broken(String summary, Options options, LossGraph graph) {
        return broken(new MadeLoss(summary, options, graph));
    }

    private static List<String> broken(LossFactory factory) {
        return ComponentRules.of(subject("made", factory)).stream()
                .filter(rule -> rule.run().outcome() == Rule.Outcome.FAILED)
                .map(Rule::id)
                .toList();
    }

    @FunctionalInterface
    private interface LossGraph {
        Tensor build(GraphBuilder graph, Tensor bce, Tensor logits);
    }

    /** Built from the mean binary cross-entropy, which keeps all rules. */
    private record MadeLoss(String summary, Options options, LossGraph graph) implements LossFactory {
        @Override
        public Loss create(Arguments arguments) {
            return new Loss() {
                @Override
                public boolean accepts(TargetEncoding encoding) {
                    return encoding == TargetEncoding.MASK;
                }

                @Override
                public Tensor build(GraphBuilder builder, Tensor logits, Tensor target) {
                    return graph.build(builder, builder.bceWithLogits(logits, target, 1), logits);
                }
            };
        }
    }

    @Test
    void eachRuleCanFail() {
        LossGraph good = (graph, bce, logits) -> graph.mean(bce, ALL);
        assertThat(broken("made", Options.none(), good)).isEmpty();
        assertThat(broken("Made.", Options.none(), good)).containsExactly("C-01");
        assertThat(broken(
                        "made",
                        Options.of(new Option(
                                "x", new OptionType.Real(0, 1), Option.Necessity.DEFAULTED, 2.0, "out of range")),
                        good))
                .contains("C-02");
        assertThat(broken(
                        "made",
                        Options.of(Option.whole("no-such-option", 0, 5, "is").or(1)),
                        good))
                .containsExactly("C-04");
        assertThat(broken("made", Options.none(), (graph, bce, logits) -> bce)).contains("L-01");
        assertThat(broken("made", Options.none(), (graph, bce, logits) -> graph.affine(graph.mean(bce, ALL), -1, 0)))
                .containsExactly("L-02");
        assertThat(broken("made", Options.none(), (graph, bce, logits) -> graph.sum(bce, ALL)))
                .containsExactly("L-03");
        assertThat(broken(
                        "made",
                        Options.none(),
                        (graph, bce, logits) -> graph.add(
                                graph.mean(bce, ALL),
                                graph.affine(graph.mean(graph.exp(graph.affine(logits, 1, -20)), ALL), 1, 0))))
                .containsExactly("L-05");
    }

    @Test
    void aFactoryWithStateBreaksTheRules() {
        AtomicInteger calls = new AtomicInteger();
        LossFactory counting = new LossFactory() {
            @Override
            public String summary() {
                return "made";
            }

            @Override
            public Options options() {
                return Options.of(Option.flag("x" + calls.incrementAndGet(), "another name at each call")
                        .or(true));
            }

            @Override
            public Loss create(Arguments arguments) {
                return new BceFactory().create(Arguments.of(new BceFactory().options(), Map.of()));
            }
        };
        assertThat(broken(counting)).contains("C-03", "C-05");
    }
}
