// SPDX-License-Identifier: Apache-2.0
package org.septum.engine.network;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.septum.api.backend.RuntimeSettings;
import org.septum.api.graph.ArrayFunction;
import org.septum.api.graph.Elements;
import org.septum.api.graph.GraphBuilder;
import org.septum.api.graph.Mode;
import org.septum.api.graph.Shape;
import org.septum.api.graph.Tensor;
import org.septum.api.graph.WritableElements;
import org.septum.api.plan.Plan;
import org.septum.graph.PlanningGraphCompiler;
import org.septum.testkit.reference.ReferenceBackend;

/** What a plugin's operation works on lies in Java's heap, where nobody else would count it. */
class MemoryEstimateTest {

    private record Same() implements ArrayFunction {
        @Override
        public Shape shape(List<Shape> inputs) {
            return inputs.get(0);
        }

        @Override
        public void forward(List<Elements> inputs, WritableElements result) {}

        @Override
        public void backward(
                List<Elements> inputs, Elements result, Elements gradient, List<WritableElements> gradients) {}
    }

    private static MemoryEstimate estimate(boolean custom) {
        PlanningGraphCompiler compiler = new PlanningGraphCompiler();
        GraphBuilder graph = compiler.newGraph(Mode.EVALUATION);
        Tensor x = graph.input("x", new Shape(4, 64, 256, 256));
        Plan plan = compiler.plan(graph, null, Map.of("y", custom ? graph.apply(new Same(), x) : graph.abs(x)));
        return MemoryEstimate.of(
                new ReferenceBackend(), new RuntimeSettings("cpu", "float32", 1, 1), List.of(plan, plan), 0);
    }

    @Test
    void copiesOfEachProgramAreCountedAndTold() {
        long elements = 4 * 64 * 256 * 256;
        assertThat(estimate(true).heap() - estimate(false).heap()).isEqualTo(2 * 2 * Float.BYTES * elements);
        assertThat(estimate(true).text()).endsWith(", copies for plugins' operations there 0.25 GB)");
        assertThat(estimate(false).text()).doesNotContain("copies");
    }
}
