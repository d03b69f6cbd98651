// SPDX-License-Identifier: Apache-2.0
package org.septum.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.septum.api.graph.Activation;
import org.septum.api.graph.GraphBuilder;
import org.septum.api.graph.GraphError;
import org.septum.api.graph.Initializer;
import org.septum.api.graph.Mode;
import org.septum.api.graph.Op;
import org.septum.api.graph.Parameter;
import org.septum.api.graph.Role;
import org.septum.api.graph.Shape;
import org.septum.api.graph.Tensor;
import org.septum.api.plan.ParameterTable;
import org.septum.api.plan.Plan;
import org.septum.api.plan.Value;
import org.septum.backend.common.memory.PlanLayout;

class PlanTest {

    private final PlanningGraphCompiler compiler = new PlanningGraphCompiler();
    private final GraphBuilder graph = compiler.newGraph(Mode.TRAINING);

    @Test
    void noValueOfAUnetIsOverwrittenBeforeItsLastUse() {
        for (Mode mode : Mode.values()) {
            Plan plan = TestUnet.plan(mode, 64, 4, 256);

            int inPlace = MemoryCheck.check(
                    plan,
                    call -> call.op() instanceof Op.Conv2d || call.op() instanceof Op.Conv2dBackwardWeights
                            ? 100_003
                            : 0);

            // The gradients of the four skip connections are added up in place.
            assertThat(inPlace).isGreaterThanOrEqualTo(mode == Mode.TRAINING ? 4 : 0);
        }
    }

    @Test
    void trainingAUnetNeedsLittleMoreThanTheActivationsThatTheBackwardPassReads() {
        Plan plan = TestUnet.plan(Mode.TRAINING, 64, 4, 256);

        assertThat(1e-9 * new PlanLayout(plan, call -> 0).arenaBytes()).isLessThan(1.45);
        assertThat(plan.parameters().parameterFloats()).isEqualTo(31_036_481);
    }

    @Test
    void plansOfOneModelHaveTheSameParametersAndAreTheSameEachTime() {
        Plan training = TestUnet.plan(Mode.TRAINING, 8, 2, 32);
        Plan again = TestUnet.plan(Mode.TRAINING, 8, 2, 32);
        Plan evaluation = TestUnet.plan(Mode.EVALUATION, 8, 1, 64);

        assertThat(training.parameters().sameLayout(evaluation.parameters())).isTrue();
        assertThat(again.calls()).isEqualTo(training.calls());
        assertThat(again.outputs()).isEqualTo(training.outputs());
    }

    @Test
    void evaluationHasNoBackwardStepsAndLeavesOutWhatNothingReads() {
        GraphBuilder evaluation = compiler.newGraph(Mode.EVALUATION);
        Tensor x = evaluation.input("x", new Shape(1, 2, 4, 4));
        Parameter unused = evaluation.parameter("unused", Initializer.constant(1), 2);
        evaluation.exp(evaluation.multiply(x, evaluation.perChannel(unused)));
        Tensor y = evaluation.dropout(evaluation.sqrt(x), 0.5);

        Plan plan = compiler.plan(evaluation, null, Map.of("y", y));

        assertThat(plan.calls()).extracting(Plan.Call::op).containsExactly(new Op.Unary(Op.Unary.Function.SQRT));
        assertThat(plan.parameters().find("unused")).isPresent();
    }

    @Test
    void noGradientIsComputedForTheImage() {
        Plan plan = TestUnet.plan(Mode.TRAINING, 8, 1, 32);

        long forward = count(plan, call -> call.op() instanceof Op.Conv2d);
        assertThat(count(plan, call -> call.op() instanceof Op.Conv2dBackwardWeights))
                .isEqualTo(forward);
        assertThat(count(plan, call -> call.op() instanceof Op.Conv2dBackwardInput))
                .isEqualTo(forward - 1);
    }

    @Test
    void anActivationThatAloneFollowsABatchNormIsPartOfIt() {
        Plan plan = TestUnet.plan(Mode.TRAINING, 8, 1, 32);

        assertThat(plan.calls())
                .noneMatch(call -> call.op() instanceof Op.Activate)
                .filteredOn(call -> call.op() instanceof Op.BatchNorm)
                .allMatch(call -> ((Op.BatchNorm) call.op()).activation().equals(Activation.RELU))
                .hasSize(18);
    }

    @Test
    void theGradientOfAParameterIsWrittenStraightIntoItsPlace() {
        Plan plan = TestUnet.plan(Mode.TRAINING, 8, 1, 32);

        PlanLayout layout = new PlanLayout(plan, call -> 0);
        for (ParameterTable.Entry entry : plan.parameters().entries()) {
            List<Value> made = plan.calls().stream()
                    .flatMap(call -> call.outputs().stream())
                    .filter(value -> entry.equals(layout.gradientOf(value)))
                    .toList();
            assertThat(made)
                    .describedAs(entry.name())
                    .isEqualTo(entry.trainable() ? List.of(plan.gradients().get(entry.name())) : List.of());
        }
    }

    @Test
    void theGradientsOfAParameterThatIsUsedTwiceAreAddedUpInItsPlace() {
        Tensor x = graph.input("x", new Shape(1, 2, 4, 4));
        Parameter weight = graph.parameter("weight", Initializer.constant(1), 2, 2, 3, 3);
        Tensor twice = graph.conv2d(graph.conv2d(x, weight, null, 1, 1, 1), weight, null, 1, 1, 1);

        Plan plan = compiler.plan(graph, graph.sum(twice, EnumSet.allOf(Role.class)), Map.of());

        PlanLayout layout = new PlanLayout(plan, call -> 0);
        assertThat(plan.calls())
                .flatExtracting(Plan.Call::outputs)
                .filteredOn(value -> layout.gradientOf(value) != null)
                .hasSize(2);
        assertThat(MemoryCheck.check(plan, call -> 0)).isNotNegative();
    }

    private static long count(Plan plan, Predicate<Plan.Call> predicate) {
        return plan.calls().stream().filter(predicate).count();
    }

    @Test
    void elementwiseStepsWorkInPlaceUnlessTheirInputIsStillNeeded() {
        Tensor x = graph.input("x", new Shape(1, 1, 4, 4));
        Tensor shifted = graph.affine(x, 1, 2);
        Tensor kept = graph.affine(shifted, 3, 0);
        Tensor read = graph.exp(kept);
        Tensor joined = graph.subtract(graph.log(read), read);
        Tensor factor = graph.perChannel(graph.parameter("factor", Initializer.constant(1), 1));
        Tensor loss = graph.multiply(graph.mean(joined, EnumSet.allOf(Role.class)), factor);

        Plan plan = compiler.plan(graph, loss, Map.of("kept", kept));

        PlanLayout layout = new PlanLayout(plan, call -> 0);
        assertThat(plan.calls().subList(0, 5))
                .extracting(call -> layout.place(call.output(0)) == layout.place(call.input(0)))
                .describedAs("input kept; result dies; output kept; result read again; result dies")
                .containsExactly(false, true, false, false, true);
        assertThat(MemoryCheck.check(plan, call -> 0)).isPositive();
    }

    @Test
    void aTrainedParameterWithoutInfluenceOnTheLossIsNamed() {
        Tensor used = graph.perChannel(graph.parameter("used", Initializer.constant(1), 1));
        graph.scope("decoder").parameter("weight", Initializer.constant(1), 3);
        graph.state("mean", 0, 3);

        assertThatThrownBy(() -> compiler.plan(graph, used, Map.of()))
                .isInstanceOf(GraphError.class)
                .hasMessage(
                        "trained parameters without influence on the loss: decoder.weight; use them on the way to the"
                                + " loss, or leave them out");
    }

    @Test
    void theLossIsAScalar() {
        Tensor x = graph.input("x", new Shape(2, 1, 4, 4));

        assertThatThrownBy(() -> compiler.plan(graph, graph.exp(x), Map.of()))
                .isInstanceOf(GraphError.class)
                .hasMessage(
                        "loss = exp [batch 2, channels 1, height 4, width 4]: the loss must be a scalar; take the mean"
                                + " over the roles that are larger than 1");
        assertThatThrownBy(() -> compiler.plan(graph, null, Map.of("x", x)))
                .isInstanceOf(GraphError.class)
                .hasMessage("a graph in training mode needs a loss");
    }
}
