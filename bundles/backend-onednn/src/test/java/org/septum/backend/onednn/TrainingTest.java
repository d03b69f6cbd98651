// SPDX-License-Identifier: Apache-2.0
package org.septum.backend.onednn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.septum.api.backend.MemoryNeed;
import org.septum.api.backend.Operation;
import org.septum.api.backend.Program;
import org.septum.api.backend.RuntimeSettings;
import org.septum.api.backend.Session;
import org.septum.api.graph.Mode;
import org.septum.api.graph.Op;
import org.septum.api.plan.Plan;
import org.septum.api.training.ParameterUpdate;
import org.septum.backend.onednn.library.Library;
import org.septum.graph.PlanningGraphCompiler;
import org.septum.testkit.conformance.Conformance;
import org.septum.testkit.conformance.PlanRun;
import org.septum.testkit.conformance.SmallNetwork;

/** Whole planned networks, whose arrays share memory. */
class TrainingTest {

    private static final int[] SIZE = {2, 24, 16};

    /** Gradient descent. */
    private static final ParameterUpdate DESCENT = (parameters, gradients, slots, length) -> {
        for (int i = 0; i < length; i++) {
            slots[0][i] = 0.9f * slots[0][i] + gradients[i];
            parameters[i] -= 0.05f * slots[0][i];
        }
    };

    /** The evaluation program computes with the statistics and weights that training leaves, normalization folded. */
    @ParameterizedTest
    @ValueSource(strings = {"float32", "bfloat16"})
    void evaluationFollowsTraining(String precision) {
        assumeThat(precision.equals("float32") || Library.hasBfloat16()).isTrue();
        Plan training = plan(Mode.TRAINING, Op.Interpolation.NEAREST, SIZE);
        Plan evaluation = plan(Mode.EVALUATION, Op.Interpolation.NEAREST, 3, 32, 32);
        Map<String, float[]> data = SmallNetwork.data(training);
        Map<String, float[]> other = SmallNetwork.data(evaluation);
        try (Session session = open(training, precision, 2);
                Session reference =
                        new org.septum.testkit.reference.ReferenceBackend().open(training.parameters(), 1)) {
            PlanRun.load(session, training.parameters(), data);
            Program trains = session.compile(training);
            Program evaluates = session.compile(evaluation);
            for (int step = 1; step <= 3; step++) {
                logits(trains, training, data);
                session.update(DESCENT, List.of("momentum"));
                float[] parameters = new float[(int) session.parameters().size()];
                session.parameters().read(0, parameters);
                reference.parameters().write(0, parameters);
                float[] state = new float[(int) session.state().size()];
                session.state().read(0, state);
                reference.state().write(0, state);
                float[] expected = logits(reference.compile(evaluation), evaluation, other);
                assertThat(Conformance.ofNorms(logits(evaluates, evaluation, other), expected))
                        .isLessThan(precision.equals("float32") ? 1e-5 : 2e-2);
            }
        }
    }

    @Test
    void programsOfDifferentSizesShareTheSession() {
        Plan training = plan(Mode.TRAINING, Op.Interpolation.NEAREST, SIZE);
        Plan larger = plan(Mode.EVALUATION, Op.Interpolation.NEAREST, 16, 32, 32);
        Map<String, float[]> data = SmallNetwork.data(training);
        try (Session session = open(training, "float32", 2)) {
            PlanRun.load(session, training.parameters(), data);
            Program trains = session.compile(training);
            float[] before = logits(trains, training, data);
            logits(session.compile(larger), larger, SmallNetwork.data(larger));
            assertThat(logits(trains, training, data)).isEqualTo(before);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"float32", "bfloat16"})
    void repeatsTrainingBitForBit(String precision) {
        assumeThat(precision.equals("float32") || Library.hasBfloat16()).isTrue();
        Plan plan = plan(Mode.TRAINING, Op.Interpolation.BILINEAR, SIZE);
        assertThat(trained(plan, precision, 2)).isEqualTo(trained(plan, precision, 2));
    }

    private static float[] trained(Plan plan, String precision, int threads) {
        Map<String, float[]> data = SmallNetwork.data(plan);
        try (Session session = open(plan, precision, threads)) {
            PlanRun.load(session, plan.parameters(), data);
            Program program = session.compile(plan);
            for (int step = 1; step <= 10; step++) {
                plan.inputs().keySet().forEach(name -> program.write(name, data.get(name)));
                program.run(step);
                session.update(DESCENT, List.of("momentum"));
            }
            float[] parameters = new float[(int) session.parameters().size()];
            session.parameters().read(0, parameters);
            return parameters;
        }
    }

    /** The concatenation and the slices of its gradient, and in evaluation the normalizations, are gone. */
    @Test
    void fusesWhatItCan() {
        Plan training = plan(Mode.TRAINING, Op.Interpolation.NEAREST, SIZE);
        Plan evaluation = plan(Mode.EVALUATION, Op.Interpolation.NEAREST, SIZE);
        try (Session session = open(training, "float32", 1)) {
            assertThat(labels(session.compile(training))).doesNotContain("Copy").contains("BatchNorm");
            assertThat(labels(session.compile(evaluation)))
                    .doesNotContain("Copy", "BatchNorm")
                    .contains("FoldNormalization");
        }
    }

    private static List<String> labels(Program program) {
        return program.operations().stream()
                .filter(operation -> !operation.implementation().isEmpty()
                        || operation.label().startsWith("Fold"))
                .map(Operation::label)
                .toList();
    }

    @ParameterizedTest
    @ValueSource(strings = {"float32", "bfloat16"})
    void tellsBeforehandWhatItWillHold(String precision) {
        assumeThat(precision.equals("float32") || Library.hasBfloat16()).isTrue();
        Plan training = plan(Mode.TRAINING, Op.Interpolation.NEAREST, SIZE);
        Plan evaluation = plan(Mode.EVALUATION, Op.Interpolation.NEAREST, 3, 32, 32);
        MemoryNeed need = OnednnFactory.backend()
                .memory(List.of(training, evaluation), new RuntimeSettings("cpu", precision, 2, 1));
        try (Session session = open(training, precision, 2)) {
            session.compile(training);
            session.compile(evaluation);
            Map<String, Long> held = session.memory();
            long arena = held.entrySet().stream()
                    .filter(part -> part.getKey().startsWith("arena"))
                    .mapToLong(Map.Entry::getValue)
                    .sum();
            long state = session.state().size() * Float.BYTES;
            assertThat(need.activations()).isEqualTo(arena);
            assertThat(need.parameters())
                    .isEqualTo(held.get("parameters") + held.get("gradients") + held.get("prepared weights") + state);
        }
    }

    @Test
    void trainingDoesNotGrowNativeMemory() {
        Plan plan = plan(Mode.TRAINING, Op.Interpolation.BILINEAR, SIZE);
        Map<String, float[]> data = SmallNetwork.data(plan);
        try (Session session = open(plan, "float32", 2)) {
            PlanRun.load(session, plan.parameters(), data);
            Program program = session.compile(plan);
            logits(program, plan, data);
            session.update(DESCENT, List.of("momentum"));
            long before = session.memory().values().stream()
                    .mapToLong(Long::longValue)
                    .sum();
            for (int step = 1; step <= 20; step++) {
                logits(program, plan, data);
                session.update(DESCENT, List.of("momentum"));
            }
            assertThat(session.memory().values().stream()
                            .mapToLong(Long::longValue)
                            .sum())
                    .isEqualTo(before);
        }
    }

    private static Session open(Plan plan, String precision, int threads) {
        return OnednnFactory.backend().open(plan.parameters(), new RuntimeSettings("cpu", precision, threads, 1));
    }

    private static float[] logits(Program program, Plan plan, Map<String, float[]> data) {
        plan.inputs().keySet().forEach(name -> program.write(name, data.get(name)));
        program.run(1);
        float[] logits = new float[(int) plan.outputs().get("logits").elements()];
        program.read("logits", logits);
        return logits;
    }

    private static Plan plan(Mode mode, Op.Interpolation interpolation, int... size) {
        return SmallNetwork.plan(new PlanningGraphCompiler(), mode, interpolation, size);
    }
}
