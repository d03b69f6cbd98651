// SPDX-License-Identifier: Apache-2.0
package org.septum.backend.onednn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.util.EnumSet;
import java.util.HashMap;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.septum.api.graph.GraphBuilder;
import org.septum.api.graph.Initializer;
import org.septum.api.graph.Mode;
import org.septum.api.graph.Op;
import org.septum.api.graph.Parameter;
import org.septum.api.graph.Role;
import org.septum.api.graph.Shape;
import org.septum.api.graph.Tensor;
import org.septum.api.plan.Plan;
import org.septum.backend.onednn.library.Library;
import org.septum.graph.PlanningGraphCompiler;
import org.septum.testkit.conformance.Conformance;
import org.septum.testkit.reference.ReferenceBackend;

/** Which arrays keep float32 in a session that mixes precisions. */
class PrecisionTest {

    private static final int CHANNELS = 6;

    /**
     * The enlarged logits of deep supervision, for which a loss of their own stands in. The convolution's arguments are exact in
     * bfloat16 and its results are not.
     */
    @ParameterizedTest
    @EnumSource
    void enlargedLogitsKeepFloat32(Op.Interpolation interpolation) {
        assumeThat(Library.hasBfloat16())
                .as("the processor multiplies bfloat16")
                .isTrue();
        PlanningGraphCompiler compiler = new PlanningGraphCompiler();
        GraphBuilder graph = compiler.newGraph(Mode.EVALUATION);
        Tensor image = graph.input("image", new Shape(2, CHANNELS, 8, 4));
        Parameter weight = graph.parameter("weight", Initializer.constant(0), 3, CHANNELS, 1, 1);
        Tensor logits = graph.conv2d(image, weight, null, 1, 0, 1);
        Tensor enlarged = graph.upsample(logits, 2, interpolation);
        Tensor twice = graph.affine(enlarged, 2, 0);
        Tensor loss = graph.sum(twice, EnumSet.allOf(Role.class));
        Plan plan = compiler.plan(graph, loss, Map.of("twice", twice));
        Map<String, float[]> data = new HashMap<>();
        data.put("image", exactInBfloat16(2 * CHANNELS * 8 * 4));
        data.put("weight", exactInBfloat16(3 * CHANNELS));
        Map<String, float[]> expected = Comparison.results(new ReferenceBackend(), plan, data, "float32", 2);
        Map<String, float[]> actual = Comparison.results(OnednnFactory.backend(), plan, data, "bfloat16", 2);
        assertThat(Conformance.ofElements(actual.get("twice"), expected.get("twice")))
                .isLessThan(1e-6);
    }

    private static float[] exactInBfloat16(int length) {
        SplittableRandom random = new SplittableRandom(5);
        float[] values = new float[length];
        for (int i = 0; i < length; i++) {
            values[i] = (random.nextInt(256) - 128) / 32f;
        }
        return values;
    }
}
