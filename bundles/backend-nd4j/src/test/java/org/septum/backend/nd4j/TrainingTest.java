// SPDX-License-Identifier: Apache-2.0
package org.septum.backend.nd4j;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.septum.api.backend.Program;
import org.septum.api.backend.RuntimeSettings;
import org.septum.api.backend.Session;
import org.septum.api.graph.Activation;
import org.septum.api.graph.GraphBuilder;
import org.septum.api.graph.Initializer;
import org.septum.api.graph.Mode;
import org.septum.api.graph.Op;
import org.septum.api.graph.Parameter;
import org.septum.api.graph.Role;
import org.septum.api.graph.Shape;
import org.septum.api.graph.Tensor;
import org.septum.api.plan.ParameterTable;
import org.septum.api.plan.Plan;
import org.septum.graph.PlanningGraphCompiler;

/** Whole planned networks, whose arrays share memory. */
class TrainingTest {

    private static final int[] SIZE = {2, 24, 16};

    @ParameterizedTest
    @EnumSource
    void aTrainingStepAgreesWithTheReferenceBackend(Op.Interpolation interpolation) {
        Plan plan = plan(Mode.TRAINING, interpolation, SIZE);
        Comparison.run(plan, data(plan), 2, 2e-5);
    }

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
            assertThat(larger.arenaFloats()).isGreaterThan(training.arenaFloats());
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
        Map<String, float[]> first = Comparison.results(Nd4jFactory.backend(), plan, data, 2);
        Map<String, float[]> second = Comparison.results(Nd4jFactory.backend(), plan, data, 2);
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
        for (ParameterTable.Entry entry : plan.parameters().entries()) {
            (entry.trainable() ? session.parameters() : session.state())
                    .write(entry.value().offset(), data.get(entry.name()));
        }
    }

    private static float[] logits(Program program, Plan plan, Map<String, float[]> data) {
        plan.inputs().keySet().forEach(name -> program.write(name, data.get(name)));
        program.run(1);
        float[] logits = new float[(int) plan.outputs().get("logits").elements()];
        program.read("logits", logits);
        return logits;
    }

    private static Map<String, float[]> data(Plan plan) {
        Map<String, float[]> data = new HashMap<>();
        SplittableRandom random = new SplittableRandom(11);
        for (ParameterTable.Entry entry : plan.parameters().entries()) {
            float[] values = new float[(int) entry.value().elements()];
            entry.initializer().fill(values, random);
            data.put(entry.name(), values);
        }
        plan.inputs().forEach((name, value) -> {
            float[] values = new float[(int) value.elements()];
            for (int i = 0; i < values.length; i++) {
                values[i] = name.equals("target") ? random.nextInt(3) : (float) random.nextGaussian();
            }
            data.put(name, values);
        });
        return data;
    }

    /** One level of a U-Net with dropout, a weight used twice and a mean weighted by class. */
    private static Plan plan(Mode mode, Op.Interpolation interpolation, int... size) {
        PlanningGraphCompiler compiler = new PlanningGraphCompiler();
        GraphBuilder graph = compiler.newGraph(mode);
        Tensor image = graph.input("image", new Shape(size[0], 2, size[1], size[2]));
        Tensor target = graph.input("target", new Shape(size[0], 1, size[1], size[2]));
        Tensor skip = block(graph.scope("encoder"), image, 6);
        Tensor low = block(graph.scope("bottom"), graph.maxPool2d(skip, 2), 8);
        low = graph.dropout(low, 0.25);
        Parameter shared = graph.parameter("shared", Initializer.fanIn(8 * 9), 8, 8, 3, 3);
        low = graph.activate(graph.conv2d(low, shared, null, 1, 1, 1), Activation.leakyRelu(0.1));
        low = graph.add(low, graph.conv2d(low, shared, null, 1, 2, 2));
        Parameter up = graph.parameter("up", Initializer.fanIn(8 * 4), 8, 4, 2, 2);
        Tensor joined = graph.concat(
                List.of(skip, graph.transposedConv2d(low, up, null, 2), graph.upsample(low, 2, interpolation)));
        Tensor high = block(graph.scope("decoder"), joined, 6);
        Parameter weight = graph.parameter("head", Initializer.fanIn(6), 3, 6, 1, 1);
        Parameter bias = graph.parameter("head bias", Initializer.uniform(0.1), 3);
        Tensor logits = graph.conv2d(high, weight, bias, 1, 0, 1);
        List<Double> weights = List.of(0.5, 2.0, 1.0);
        Tensor loss = graph.divide(
                graph.sum(graph.nll(graph.logSoftmax(logits), target, weights, -100), EnumSet.allOf(Role.class)),
                graph.sum(graph.nllWeight(target, weights, -100), EnumSet.allOf(Role.class)));
        return compiler.plan(graph, loss, Map.of("logits", logits), Nd4jFactory.backend());
    }

    private static Tensor block(GraphBuilder graph, Tensor x, int channels) {
        int in = x.shape().channels();
        Parameter weight = graph.parameter("weight", Initializer.fanIn(in * 9), channels, in, 3, 3);
        Tensor y = graph.batchNorm(
                graph.conv2d(x, weight, null, 1, 1, 1),
                graph.parameter("scale", Initializer.constant(1), channels),
                graph.parameter("shift", Initializer.constant(0), channels),
                graph.state("mean", 0, channels),
                graph.state("variance", 1, channels),
                0.1,
                1e-5);
        return graph.activate(y, Activation.RELU);
    }
}
