// SPDX-License-Identifier: Apache-2.0
package org.septum.backend.nd4j;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.septum.api.backend.Program;
import org.septum.api.backend.RuntimeSettings;
import org.septum.api.backend.Session;
import org.septum.api.graph.Mode;
import org.septum.api.graph.Op;
import org.septum.api.plan.Plan;
import org.septum.graph.PlanningGraphCompiler;
import org.septum.testkit.conformance.PlanRun;
import org.septum.testkit.conformance.SmallNetwork;

/** Whole planned networks, whose arrays share memory. */
class TrainingTest {

    private static final int[] SIZE = {2, 24, 16};

    @Test
    void programsOfDifferentSizesShareTheSession() {
        Plan training = plan(Mode.TRAINING, Op.Interpolation.NEAREST, SIZE);
        Plan larger = plan(Mode.EVALUATION, Op.Interpolation.NEAREST, 16, 32, 32);
        Map<String, float[]> data = data(training);
        Map<String, float[]> more = data(larger);
        try (Session session = open(training, 2)) {
            load(session, training, data);
            Program trains = session.compile(training);
            float[] before = logits(trains, training, data);
            Program evaluates = session.compile(larger);
            float[] evaluated = logits(evaluates, larger, more);
            assertThat(logits(trains, training, data)).isEqualTo(before);
            assertThat(layout(larger)).isGreaterThan(layout(training));
            try (Session alone = open(larger, 2)) {
                load(alone, larger, data);
                alone.state().write(0, stateOf(session));
                // The second training run has moved the running statistics that evaluation uses.
                assertThat(logits(evaluates, larger, more)).isEqualTo(logits(alone.compile(larger), larger, more));
            }
            assertThat(evaluated).hasSize(16 * 3 * 32 * 32);
        }
    }

    @Test
    void repeatsABitForBit() {
        Plan plan = plan(Mode.TRAINING, Op.Interpolation.BILINEAR, SIZE);
        Map<String, float[]> data = data(plan);
        RuntimeSettings settings = new RuntimeSettings("cpu", "float32", 2, 3);
        Map<String, float[]> first = PlanRun.results(Nd4jFactory.backend(), settings, plan, data, Comparison::poison);
        Map<String, float[]> second = PlanRun.results(Nd4jFactory.backend(), settings, plan, data, Comparison::poison);
        first.forEach((name, values) -> assertThat(second.get(name)).as(name).isEqualTo(values));
    }

    @Test
    void updatesAlikeOnAnyNumberOfThreads() {
        Plan plan = plan(Mode.TRAINING, Op.Interpolation.NEAREST, SIZE);
        Map<String, float[]> data = data(plan);
        float[] one = updated(plan, data, 1);
        assertThat(updated(plan, data, 3)).isEqualTo(one);
        float[] parameters = new float[one.length];
        try (Session session = open(plan, 1)) {
            load(session, plan, data);
            session.parameters().read(0, parameters);
        }
        assertThat(one).isNotEqualTo(parameters);
    }

    @Test
    void fiftyStepsDoNotGrowNativeMemory() {
        Plan plan = plan(Mode.TRAINING, Op.Interpolation.BILINEAR, SIZE);
        Map<String, float[]> data = data(plan);
        try (Session session = open(plan, 2)) {
            load(session, plan, data);
            Program program = session.compile(plan);
            logits(program, plan, data);
            long before = allocated();
            for (int step = 1; step <= 50; step++) {
                logits(program, plan, data);
                session.update((parameters, gradients, slots, length) -> {}, List.of("m"));
            }
            // One vector for the slot that the first update makes.
            long slot = session.parameters().size() * Float.BYTES;
            assertThat(allocated() - before).isLessThan(slot + 4096);
        }
    }

    private static long layout(Plan plan) {
        return Nd4jFactory.backend()
                .memory(List.of(plan), new RuntimeSettings("cpu", "float32", 2, 1))
                .activations();
    }

    private static long allocated() {
        return org.bytedeco.javacpp.Pointer.totalBytes()
                + org.nd4j.linalg.factory.Nd4j.getMemoryManager().allocatedMemory(0);
    }

    private static float[] updated(Plan plan, Map<String, float[]> data, int threads) {
        try (Session session = open(plan, threads)) {
            load(session, plan, data);
            float[] gradients = new float[(int) session.gradients().size()];
            SplittableRandom random = new SplittableRandom(1);
            for (int i = 0; i < gradients.length; i++) {
                gradients[i] = (float) random.nextGaussian();
            }
            session.gradients().write(0, gradients);
            for (int step = 0; step < 3; step++) {
                session.update(
                        (parameters, gradient, slots, length) -> {
                            for (int i = 0; i < length; i++) {
                                slots[0][i] = 0.9f * slots[0][i] + gradient[i];
                                slots[1][i] += gradient[i] * gradient[i];
                                parameters[i] -= 0.1f * slots[0][i] / (1 + slots[1][i]);
                            }
                        },
                        List.of("momentum", "squares"));
            }
            float[] result = new float[gradients.length];
            session.parameters().read(0, result);
            return result;
        }
    }

    private static Session open(Plan plan, int threads) {
        return Nd4jFactory.backend().open(plan.parameters(), new RuntimeSettings("cpu", "float32", threads, 1));
    }

    private static float[] stateOf(Session session) {
        float[] values = new float[(int) session.state().size()];
        session.state().read(0, values);
        return values;
    }

    private static void load(Session session, Plan plan, Map<String, float[]> data) {
        PlanRun.load(session, plan.parameters(), data);
    }

    private static float[] logits(Program program, Plan plan, Map<String, float[]> data) {
        plan.inputs().keySet().forEach(name -> program.write(name, data.get(name)));
        program.run(1);
        float[] logits = new float[(int) plan.outputs().get("logits").elements()];
        program.read("logits", logits);
        return logits;
    }

    private static Map<String, float[]> data(Plan plan) {
        return SmallNetwork.data(plan);
    }

    private static Plan plan(Mode mode, Op.Interpolation interpolation, int... size) {
        return SmallNetwork.plan(new PlanningGraphCompiler(), mode, interpolation, size);
    }
}
