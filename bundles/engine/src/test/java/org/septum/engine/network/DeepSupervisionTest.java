// SPDX-License-Identifier: Apache-2.0
package org.septum.engine.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.septum.api.Arguments;
import org.septum.api.Component;
import org.septum.api.Kind;
import org.septum.api.Options;
import org.septum.api.experiment.HeadSection;
import org.septum.api.graph.GraphBuilder;
import org.septum.api.graph.Mode;
import org.septum.api.graph.Role;
import org.septum.api.graph.Shape;
import org.septum.api.graph.Tensor;
import org.septum.api.head.TargetEncoding;
import org.septum.api.loss.Loss;
import org.septum.api.loss.LossFactory;
import org.septum.api.model.Features;
import org.septum.api.plan.ParameterTable;
import org.septum.api.plan.Plan;
import org.septum.engine.TestComponents;
import org.septum.engine.sample.ActiveHead;
import org.septum.graph.PlanningGraphCompiler;
import org.septum.testkit.reference.ReferenceBackend;
import org.septum.testkit.reference.ReferenceProgram;
import org.septum.testkit.reference.ReferenceSession;

class DeepSupervisionTest {

    private static final ReferenceBackend BACKEND = new ReferenceBackend();

    /** The mean of the logits, whatever the target. */
    private static final class MeanOfLogits implements LossFactory, Loss {

        @Override
        public String summary() {
            return "the mean of the logits";
        }

        @Override
        public Options options() {
            return Options.none();
        }

        @Override
        public Loss create(Arguments arguments) {
            return this;
        }

        @Override
        public boolean accepts(TargetEncoding encoding) {
            return true;
        }

        @Override
        public Tensor build(GraphBuilder graph, Tensor logits, Tensor target) {
            assertThat(logits.shape()).isEqualTo(target.shape());
            return graph.mean(logits, EnumSet.allOf(Role.class));
        }
    }

    private static Plan plan(Mode mode) {
        Component head = new TestComponents().component(Kind.HEAD, "binary", Map.of());
        LossFactory factory = new MeanOfLogits();
        Component loss = Component.of(Kind.LOSS, "mean", factory, Arguments.of(factory.options(), Map.of()));
        ActiveHead active = ActiveHead.of(
                        List.of(new HeadSection("lv", head, Map.of("loss", loss))), List.of("background", "lv"))
                .get(0);
        PlanningGraphCompiler compiler = new PlanningGraphCompiler();
        GraphBuilder graph = compiler.newGraph(mode);
        GraphBuilder scope = graph.scope("head");
        Tensor target = graph.input("target", active.targetShape(1, 8, 8));
        Tensor logits = active.head().logits(scope, graph.input("fine", new Shape(1, 3, 8, 8)));
        Tensor own = active.loss().build(graph, logits, target);
        Tensor coarse = graph.input("coarse", new Shape(1, 5, 4, 4));
        Tensor total = new DeepSupervision(graph, scope, active, target)
                .add(own, List.of(new Features.Side("1", coarse, 0.5)));
        return compiler.plan(graph, total, Map.of());
    }

    /** The loss where the biases are the only parameters that are not zero. */
    private static double loss(Plan plan) {
        ReferenceSession session = BACKEND.open(plan.parameters(), 1);
        Map.of("head.bias", 1.0, "head.side.1.bias", 4.0).forEach((name, value) -> {
            ParameterTable.Entry entry = plan.parameters().find(name).orElseThrow();
            session.parameterValues()[(int) entry.offset()] = value;
        });
        ReferenceProgram program = session.compile(plan);
        plan.inputs().forEach((name, value) -> program.write(name, new double[(int) value.elements()]));
        program.run(1);
        return program.read("loss")[0];
    }

    @Test
    void averagesTheLossesOfAllSidesInTrainingOnly() {
        Plan training = plan(Mode.TRAINING);
        Plan evaluation = plan(Mode.EVALUATION);
        assertThat(training.parameters().sameLayout(evaluation.parameters())).isTrue();
        assertThat(loss(training)).isCloseTo((1 + 0.5 * 4) / 1.5, within(1e-12));
        assertThat(loss(evaluation)).isCloseTo(1, within(1e-12));
    }
}
