// SPDX-License-Identifier: Apache-2.0
package org.septum.models.block;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.septum.models.TestModels.component;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.septum.api.Component;
import org.septum.api.Kind;
import org.septum.api.UserError;
import org.septum.api.graph.GraphBuilder;
import org.septum.api.graph.Mode;
import org.septum.api.graph.Role;
import org.septum.api.graph.Shape;
import org.septum.api.graph.Tensor;
import org.septum.api.model.Block;
import org.septum.api.plan.Plan;
import org.septum.graph.PlanningGraphCompiler;
import org.septum.models.ScriptValues;
import org.septum.models.norm.GroupNormFactory;
import org.septum.models.norm.NoNormFactory;
import org.septum.testkit.reference.ReferenceBackend;
import org.septum.testkit.reference.ReferenceProgram;
import org.septum.testkit.reference.ReferenceSession;

/** Self-attention against NumPy; self-attention.py computed the numbers. */
class SelfAttentionTest {

    private static Block block(int heads, String positions) {
        Component none = component(Kind.NORMALIZATION, new NoNormFactory(), Map.of());
        Component conv = component(Kind.BLOCK, new ConvFactory(), Map.of("norm", none));
        Component norm = component(Kind.NORMALIZATION, new GroupNormFactory(), Map.of("groups", 2));
        Map<String, Object> options = Map.of("heads", heads, "block", conv, "norm", norm, "positions", positions);
        return component(Kind.BLOCK, new SelfAttentionFactory(), options).create(Block.class);
    }

    private static Plan plan(Block block, Mode mode) {
        PlanningGraphCompiler compiler = new PlanningGraphCompiler();
        GraphBuilder graph = compiler.newGraph(mode);
        Tensor result = block.build(graph, graph.input("input", new Shape(2, 3, 4, 6)), 4);
        return compiler.plan(graph, graph.mean(result, EnumSet.allOf(Role.class)), Map.of("result", result));
    }

    static Stream<String> references() throws IOException {
        try (InputStream stream = SelfAttentionTest.class.getResourceAsStream("../self-attention.txt")) {
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8).lines();
        }
    }

    @ParameterizedTest
    @MethodSource("references")
    void computesWhatTheFormulasGive(String line) {
        String[] words = line.split(" ");
        Plan plan = plan(block(Integer.parseInt(words[0]), words[1]), Mode.TRAINING);
        ReferenceSession session = new ReferenceBackend().open(plan.parameters(), 1);
        ScriptValues.fill(session, plan.parameters());
        ReferenceProgram program = session.compile(plan);
        program.write("input", ScriptValues.cosines(2 * 3 * 4 * 6));
        program.run(1);
        double[] expected = Arrays.stream(words, 2, words.length)
                .mapToDouble(Double::parseDouble)
                .toArray();
        assertThat(program.read("result")).containsExactly(expected, within(1e-12));
    }

    @Test
    void refusesHeadsThatDoNotDivideTheChannels() {
        assertThatThrownBy(() -> plan(block(3, "learned"), Mode.TRAINING))
                .isExactlyInstanceOf(UserError.class)
                .hasMessage(
                        "self-attention: 3 heads cannot share 4 channels; choose a number of heads that divides them");
    }
}
