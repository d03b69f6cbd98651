// SPDX-License-Identifier: Apache-2.0
package org.septum.engine.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntBinaryOperator;
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
import org.septum.engine.sample.Labelling;
import org.septum.graph.PlanningGraphCompiler;
import org.septum.testkit.reference.ReferenceBackend;
import org.septum.testkit.reference.ReferenceProgram;
import org.septum.testkit.reference.ReferenceSession;

class DeepSupervisionTest {

    private static final ReferenceBackend BACKEND = new ReferenceBackend();

    /** The mean of the logits times the target. */
    private static final class MeanOfProducts implements LossFactory, Loss {

        @Override
        public String summary() {
            return "the mean of the logits times the target";
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
            return graph.mean(graph.multiply(logits, target), EnumSet.allOf(Role.class));
        }
    }

    private static Component multilabel() {
        Map<String, Object> regions = new LinkedHashMap<>();
        regions.put("lv", List.of("lv"));
        regions.put("heart", List.of("lv", "rv"));
        return new TestComponents().component(Kind.HEAD, "multilabel", Map.of("regions", regions));
    }

    /** An image of 8 x 8 with one side of the given height and width. */
    private static Plan plan(Mode mode, Component head, int height, int width, Features.Resolution resolution) {
        LossFactory factory = new MeanOfProducts();
        Component loss = Component.of(Kind.LOSS, "mean", factory, Arguments.of(factory.options(), Map.of()));
        ActiveHead active = ActiveHead.of(
                        List.of(new HeadSection("h", head, Map.of("loss", loss))),
                        Labelling.of(List.of("background", "lv", "rv")))
                .get(0);
        PlanningGraphCompiler compiler = new PlanningGraphCompiler();
        GraphBuilder graph = compiler.newGraph(mode);
        GraphBuilder scope = graph.scope("head");
        Tensor target = graph.input("target", active.targetShape(1, 8, 8));
        Tensor logits = active.head().logits(scope, graph.input("fine", new Shape(1, 3, 8, 8)));
        Tensor own = active.loss().build(graph, logits, target);
        Tensor coarse = graph.input("coarse", new Shape(1, 5, height, width));
        Tensor total = new DeepSupervision(graph, scope, new HeadLoss(active, target, Optional.empty()))
                .add(own, List.of(new Features.Side("1", coarse, 0.5, resolution)));
        return compiler.plan(graph, total, Map.of());
    }

    /** The loss where all logits are 1, those of the side 4, and the target is what a function of row and column says. */
    private static double loss(Plan plan, IntBinaryOperator target) {
        ReferenceSession session = BACKEND.open(plan.parameters(), 1);
        Map.of("head.bias", 1.0, "head.side.1.bias", 4.0).forEach((name, value) -> {
            ParameterTable.Entry entry = plan.parameters().find(name).orElseThrow();
            int from = (int) entry.offset();
            Arrays.fill(session.parameterValues(), from, from + (int) entry.elements(), value);
        });
        ReferenceProgram program = session.compile(plan);
        plan.inputs().forEach((name, value) -> {
            double[] values = new double[(int) value.elements()];
            if (name.equals("target")) {
                Arrays.setAll(values, i -> i / 64 * 1000 + target.applyAsInt(i / 8 % 8, i % 8));
            }
            program.write(name, values);
        });
        program.run(1);
        return program.read("loss")[0];
    }

    private static Component binary() {
        return new TestComponents().component(Kind.HEAD, "binary", Map.of("positive", List.of("lv")));
    }

    @Test
    void averagesTheLossesOfAllSidesInTrainingOnly() {
        Plan training = plan(Mode.TRAINING, binary(), 4, 4, Features.Resolution.IMAGE);
        Plan evaluation = plan(Mode.EVALUATION, binary(), 4, 4, Features.Resolution.IMAGE);
        assertThat(training.parameters().sameLayout(evaluation.parameters())).isTrue();
        assertThat(loss(training, (row, column) -> 1)).isCloseTo((1 + 0.5 * 4) / 1.5, within(1e-12));
        assertThat(loss(evaluation, (row, column) -> 1)).isCloseTo(1, within(1e-12));
    }

    /** Windows of 2 x 4 leave rows 1, 3, 5, 7 (mean 4) and columns 2, 6 (mean 4); all have the mean 3.5 along both. */
    @Test
    void reducesTheTargetToTheSideOrEnlargesItsLogits() {
        IntBinaryOperator target = (row, column) -> 10 * row + column;
        double own = 38.5;
        Plan side = plan(Mode.TRAINING, binary(), 4, 2, Features.Resolution.SIDE);
        assertThat(loss(side, target)).isCloseTo((own + 0.5 * 4 * 44) / 1.5, within(1e-12));
        Plan image = plan(Mode.TRAINING, binary(), 4, 2, Features.Resolution.IMAGE);
        assertThat(loss(image, target)).isCloseTo((own + 0.5 * 4 * own) / 1.5, within(1e-12));
    }

    @Test
    void reducesEachRegionOfATarget() {
        Plan plan = plan(Mode.TRAINING, multilabel(), 4, 2, Features.Resolution.SIDE);
        // The second region's target is the first's plus 1000.
        assertThat(loss(plan, (row, column) -> 10 * row + column))
                .isCloseTo((538.5 + 0.5 * 4 * 544) / 1.5, within(1e-12));
    }
}
