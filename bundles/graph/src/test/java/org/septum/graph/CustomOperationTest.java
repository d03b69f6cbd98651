// SPDX-License-Identifier: Apache-2.0
package org.septum.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.septum.api.PluginFailure;
import org.septum.api.graph.ArrayFunction;
import org.septum.api.graph.CustomOp;
import org.septum.api.graph.Elements;
import org.septum.api.graph.GraphBuilder;
import org.septum.api.graph.GraphError;
import org.septum.api.graph.Initializer;
import org.septum.api.graph.Mode;
import org.septum.api.graph.Role;
import org.septum.api.graph.Shape;
import org.septum.api.graph.Tensor;
import org.septum.api.graph.WritableElements;
import org.septum.api.plan.Plan;
import org.septum.testkit.reference.ReferenceBackend;
import org.septum.testkit.reference.ReferenceProgram;
import org.septum.testkit.reference.ReferenceSession;

/** What a graph takes as an operation of a plugin's own, what it refuses, and how plans with one are compared. */
class CustomOperationTest {

    private final PlanningGraphCompiler compiler = new PlanningGraphCompiler();
    private final GraphBuilder graph = compiler.newGraph(Mode.EVALUATION);
    private final Tensor x = graph.input("x", new Shape(2, 3, 4, 5));

    /** Makes NaN of everything. */
    private record Nothing() implements ArrayFunction {
        @Override
        public Shape shape(List<Shape> inputs) {
            return inputs.get(0);
        }

        @Override
        public void forward(List<Elements> inputs, WritableElements result) {
            result.set(7, Double.NaN);
        }

        @Override
        public void backward(
                List<Elements> inputs, Elements result, Elements gradient, List<WritableElements> gradients) {}
    }

    private record Named(String name) implements ArrayFunction {
        @Override
        public Shape shape(List<Shape> inputs) {
            throw new IllegalArgumentException();
        }

        @Override
        public void forward(List<Elements> inputs, WritableElements result) {}

        @Override
        public void backward(
                List<Elements> inputs, Elements result, Elements gradient, List<WritableElements> gradients) {}
    }

    private ReferenceProgram program(Tensor output) {
        Plan plan = compiler.plan(graph, null, Map.of("y", output));
        ReferenceSession session = new ReferenceBackend().open(plan.parameters(), 1);
        return session.compile(plan);
    }

    @Test
    void inputsThatItRefusesAreNamedWithItsReason() {
        assertThatThrownBy(() -> graph.scope("head").apply(new LogSumExp(1), x, x))
                .isInstanceOf(GraphError.class)
                .hasMessage("LogSumExp in head of input 0 = x " + x.shape() + ", input 1 = x " + x.shape()
                        + ": there must be two inputs, the second with one number per channel");
        assertThatThrownBy(() -> graph.apply(new Named("any"), x))
                .hasMessage("any of input 0 = x " + x.shape() + ": refused (java.lang.IllegalArgumentException)");
    }

    @Test
    void whatCannotBeComparedIsRefused() {
        ArrayFunction same = new ArrayFunction() {
            @Override
            public Shape shape(List<Shape> inputs) {
                return inputs.get(0);
            }

            @Override
            public void forward(List<Elements> inputs, WritableElements result) {}

            @Override
            public void backward(
                    List<Elements> inputs, Elements result, Elements gradient, List<WritableElements> gradients) {}
        };
        assertThatThrownBy(() -> graph.apply(same, x))
                .isInstanceOf(GraphError.class)
                .hasMessageMatching("apply: .*CustomOperationTest\\$\\d+ must be a record or an enum.*");
        assertThatThrownBy(() -> graph.apply(new Nothing()))
                .isInstanceOf(GraphError.class)
                .hasMessageContaining("at least one input");
        assertThatThrownBy(() -> graph.apply(null, x)).isInstanceOf(GraphError.class);
        for (String name : new String[] {null, "", " ", "two\nlines", "a/b"}) {
            assertThatThrownBy(() -> graph.apply(new Named(name), x))
                    .isInstanceOf(GraphError.class)
                    .hasMessageContaining("the name of " + Named.class.getName() + " must be letters");
        }
        Tensor other = compiler.newGraph(Mode.EVALUATION).input("x", x.shape());
        assertThatThrownBy(() -> graph.apply(new Nothing(), other))
                .isInstanceOf(GraphError.class)
                .hasMessageContaining("belongs to another graph");
    }

    @Test
    void plansWithEqualOperationsAreEqual() {
        assertThat(calls(1)).isEqualTo(calls(1)).isNotEqualTo(calls(2));
    }

    private List<Plan.Call> calls(double fault) {
        GraphBuilder fresh = compiler.newGraph(Mode.EVALUATION);
        Tensor image = fresh.input("x", new Shape(2, 3, 4, 5));
        Tensor shift = fresh.input("shift", Shape.perChannel(3));
        return compiler.plan(fresh, null, Map.of("y", fresh.apply(new LogSumExp(fault), image, shift)))
                .calls();
    }

    @Test
    void nanOutOfFiniteNumbersIsAFailureThatNamesTheOperation() {
        ReferenceProgram program = program(graph.apply(new Nothing(), x));
        program.write("x", new double[120]);
        assertThatThrownBy(() -> program.run(1))
                .isInstanceOf(PluginFailure.class)
                .hasMessage("the operation 'Nothing' (" + Nothing.class.getName()
                        + ") made NaN of finite numbers, in element 7 of its result, " + x.shape());
        double[] diverged = new double[120];
        diverged[3] = Double.NaN;
        program.write("x", diverged);
        program.run(1);
        assertThat(program.read("y")[7]).isNaN();
    }

    @Test
    void gradientsOfInputsThatNeedNoneAreDropped() {
        CustomOp.Backward backward = new CustomOp.Backward(new CustomOp.Forward(new LogSumExp(1)), List.of(1));
        assertThat(backward.label()).isEqualTo("LogSumExpBackward");
        GraphBuilder training = compiler.newGraph(Mode.TRAINING);
        Tensor image = training.input("x", new Shape(1, 3, 4, 5));
        Tensor shift = training.perChannel(training.parameter("shift", Initializer.constant(0), 3));
        Tensor y = training.mean(training.apply(new LogSumExp(1), image, shift), EnumSet.allOf(Role.class));
        Plan plan = compiler.plan(training, y, Map.of());
        assertThat(plan.calls())
                .filteredOn(call -> call.op().equals(backward))
                .singleElement()
                .satisfies(call -> assertThat(call.outputs()).hasSize(1));
    }

    @Test
    void oneHotHasOneChannelForEachClass() {
        Tensor target = graph.input("target", new Shape(1, 1, 1, 5));
        ReferenceProgram program = program(graph.oneHot(target, 1, 2));
        program.write("x", new double[120]);
        program.write("target", new double[] {0, 1, 2, 3, -100});
        program.run(1);
        assertThat(program.read("y")).containsExactly(0, 1, 0, 0, 0, 0, 0, 1, 0, 0);
        assertThatThrownBy(() -> graph.oneHot(x, 0, 2))
                .isInstanceOf(GraphError.class)
                .hasMessageContaining("1 channel");
        assertThatThrownBy(() -> graph.oneHot(target, 0, 0)).isInstanceOf(GraphError.class);
    }
}
