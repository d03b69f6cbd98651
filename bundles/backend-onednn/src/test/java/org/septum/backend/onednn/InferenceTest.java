// SPDX-License-Identifier: Apache-2.0
package org.septum.backend.onednn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.septum.api.backend.ParameterSource;
import org.septum.api.backend.Program;
import org.septum.api.backend.RuntimeSettings;
import org.septum.api.backend.Session;
import org.septum.api.graph.Mode;
import org.septum.api.graph.Op;
import org.septum.api.plan.Plan;
import org.septum.backend.onednn.library.Library;
import org.septum.graph.PlanningGraphCompiler;
import org.septum.services.graph.GraphCompiler;
import org.septum.testkit.conformance.AxesNetwork;
import org.septum.testkit.conformance.GroupedNetwork;
import org.septum.testkit.conformance.PlanRun;
import org.septum.testkit.conformance.SmallNetwork;

/** A model that is read as it is needed computes what one computes whose parameters lie in the session. */
class InferenceTest {

    private static final int PIECE = 7;

    private static Stream<Arguments> networks() {
        GraphCompiler compiler = new PlanningGraphCompiler();
        return Stream.of(
                        SmallNetwork.plan(compiler, Mode.EVALUATION, Op.Interpolation.NEAREST, 2, 24, 16),
                        SmallNetwork.plan(compiler, Mode.EVALUATION, Op.Interpolation.BILINEAR, 3, 32, 32),
                        GroupedNetwork.plan(compiler, Mode.EVALUATION),
                        AxesNetwork.plan(compiler, Mode.EVALUATION))
                .flatMap(plan -> Stream.of("float32", "bfloat16").map(precision -> Arguments.of(plan, precision)));
    }

    @ParameterizedTest
    @MethodSource("networks")
    void computesTheSameBits(Plan plan, String precision) {
        assumeThat(precision.equals("float32") || Library.hasBfloat16()).isTrue();
        RuntimeSettings settings = new RuntimeSettings("cpu", precision, 2, 1);
        Map<String, float[]> data = SmallNetwork.data(plan);
        Map<String, Integer> reads = new HashMap<>();
        ParameterSource saved = (entry, to) -> {
            reads.merge(entry.name(), 1, Integer::sum);
            float[] values = data.get(entry.name());
            for (int at = 0; at < values.length; at += PIECE) {
                to.add(at, Arrays.copyOfRange(values, at, Math.min(values.length, at + PIECE)));
            }
        };
        try (Session whole = OnednnFactory.backend().open(plan.parameters(), settings);
                Session read = OnednnFactory.backend().openForInference(plan.parameters(), settings, saved)) {
            PlanRun.load(whole, plan.parameters(), data);
            Program expected = whole.compile(plan);
            Program found = read.compile(plan);
            for (int run = 0; run < 2; run++) {
                assertThat(outputs(found, plan, data)).isEqualTo(outputs(expected, plan, data));
            }
        }
        // Once, however often the program runs; a convolution of a concatenation once for each of its three parts.
        assertThat(reads.values()).allMatch(times -> times == 1 || times == 3);
    }

    private static Map<String, String> outputs(Program program, Plan plan, Map<String, float[]> data) {
        plan.inputs().keySet().forEach(name -> program.write(name, data.get(name)));
        program.run(0);
        Map<String, String> outputs = new HashMap<>();
        plan.outputs().forEach((name, value) -> {
            float[] values = new float[(int) value.elements()];
            program.read(name, values);
            outputs.put(name, Arrays.toString(values));
        });
        return outputs;
    }
}
