// SPDX-License-Identifier: Apache-2.0
package org.septum.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.septum.api.Kind;
import org.septum.api.backend.Backend;
import org.septum.api.backend.FlatVector;
import org.septum.api.backend.Program;
import org.septum.api.backend.RuntimeSettings;
import org.septum.api.backend.Session;
import org.septum.api.graph.GraphBuilder;
import org.septum.api.graph.Mode;
import org.septum.api.graph.Shape;
import org.septum.api.graph.Tensor;
import org.septum.api.head.Head;
import org.septum.api.loss.Loss;
import org.septum.api.model.Model;
import org.septum.api.plan.ParameterTable;
import org.septum.api.plan.Plan;
import org.septum.api.plan.Value;
import org.septum.api.training.Optimizer;
import org.septum.api.training.Progress;
import org.septum.backend.nd4j.Nd4jFactory;
import org.septum.engine.checkpoint.Safetensors;
import org.septum.graph.PlanningGraphCompiler;
import org.septum.services.graph.GraphCompiler;
import org.septum.testkit.reference.ReferenceBackend;

/**
 * Three Adam steps of the U-Net against PyTorch 1.13 in float32. Tolerances are relative errors of whole tensors: the norm
 * of the difference over the norm of the reference.
 */
class ParityTest {

    private static final double TENSORS = 1e-4;
    private static final double LOSSES = 1e-5;

    /**
     * Biases ahead of a batch norm have a true gradient of zero: what PyTorch's file holds for them is rounding noise, and
     * Adam moves them by it. Their gradients are held to this absolute value instead.
     */
    private static final double ZERO_GRADIENT = 1e-6;

    /** The noise also shifts the evaluation logits through the running means. */
    private static final double EVALUATION_WITH_BIAS = 1e-3;

    private final TestComponents components = new TestComponents();

    static Stream<Parity> cases() throws Exception {
        List<Parity> cases = new ArrayList<>();
        Optional<Backend> onednn = OnednnBundle.backend();
        for (String name : List.of("unet-binary-d2", "unet-multiclass-d2", "unet-binary-d4-bias")) {
            cases.add(new Parity(name, "reference", new ReferenceBackend()));
            cases.add(new Parity(name, "nd4j", Nd4jFactory.backend()));
            onednn.ifPresent(backend -> cases.add(new Parity(name, "onednn", backend)));
        }
        return cases.stream();
    }

    /** A reference file and the backend that is held against it. */
    record Parity(String file, String backendName, Backend backend) {
        @Override
        public String toString() {
            return file + " on " + backendName;
        }
    }

    @ParameterizedTest
    @MethodSource("cases")
    void trainsLikePyTorch(Parity parity) throws Exception {
        Path file = Path.of(ParityTest.class
                .getResource("/parity/" + parity.file() + ".safetensors")
                .toURI());
        Safetensors reference = Safetensors.open(file);
        Plan training = plan(reference, Mode.TRAINING, parity.backend());
        RuntimeSettings settings = new RuntimeSettings("cpu", "float32", 2, 1);
        try (Session session = parity.backend().open(training.parameters(), settings)) {
            SoftAssertions softly = new SoftAssertions();
            Checks checks = new Checks(reference, training.parameters(), session, softly);
            checks.load();
            Program program = session.compile(training);
            Optimizer optimizer = components
                    .component(Kind.OPTIMIZER, "adam", Map.of("learning-rate", 1e-3))
                    .create(Optimizer.class);
            for (int step = 1; step <= 3; step++) {
                feed(program, reference);
                program.run(step);
                softly.assertThat((double) program.scalar("loss"))
                        .as("loss of step " + step)
                        .isCloseTo(checks.values("loss." + step)[0], within(LOSSES));
                if (step == 1) {
                    checks.output(program, training.outputs().get("logits"), "logits", "train.logits", TENSORS);
                    checks.gradients();
                }
                session.update(optimizer.step(new Progress(step, 3, 3), 1), optimizer.slots());
                if (step != 2) {
                    checks.after(step);
                }
            }
            Plan evaluation = plan(reference, Mode.EVALUATION, parity.backend());
            Program evaluating = session.compile(evaluation);
            feed(evaluating, reference);
            evaluating.run(0);
            checks.output(
                    evaluating,
                    evaluation.outputs().get("logits"),
                    "logits",
                    "eval.logits",
                    bias(reference) ? EVALUATION_WITH_BIAS : TENSORS);
            softly.assertAll();
        }
    }

    private static boolean bias(Safetensors reference) {
        return reference.metadata().get("bias").equals("True");
    }

    private static void feed(Program program, Safetensors reference) {
        program.write("image", reference.values(reference.entries().get("input.image")));
        program.write("target", reference.values(reference.entries().get("input.target")));
    }

    private Plan plan(Safetensors reference, Mode mode, Backend backend) {
        GraphCompiler compiler = new PlanningGraphCompiler();
        List<Integer> size = reference.entries().get("input.image").dimensions();
        boolean binary = reference.metadata().get("task").equals("binary");
        GraphBuilder graph = compiler.newGraph(mode);
        Tensor image = graph.input("image", new Shape(size.get(0), size.get(1), size.get(2), size.get(3)));
        Tensor target = graph.input("target", new Shape(size.get(0), 1, size.get(2), size.get(3)));
        Tensor features = components
                .component(Kind.MODEL, "unet", options(reference))
                .create(Model.class)
                .build(graph, image)
                .finest();
        Tensor logits = components
                .component(Kind.HEAD, binary ? "binary" : "multiclass", Map.of())
                .create(Head.class)
                .bind(binary ? List.of("background", "lv") : List.of("background", "rv", "myocardium", "lv"))
                .logits(graph.scope("head"), features);
        Tensor loss = components
                .component(Kind.LOSS, binary ? "bce" : "cross-entropy", Map.of())
                .create(Loss.class)
                .build(graph, logits, target);
        return compiler.plan(graph, loss, Map.of("logits", logits));
    }

    private Map<String, Object> options(Safetensors reference) {
        Map<String, Object> block = bias(reference) ? Map.of("bias", true) : Map.of();
        return Map.of(
                "base-channels",
                Integer.parseInt(reference.metadata().get("base")),
                "depth",
                Integer.parseInt(reference.metadata().get("depth")),
                "encoder",
                components.component(Kind.BLOCK, "double-conv", block));
    }

    /** Compares what a session holds with what the reference file says. */
    private record Checks(Safetensors reference, ParameterTable table, Session session, SoftAssertions softly) {

        float[] values(String name) {
            return reference.values(reference.entries().get(name));
        }

        void load() {
            for (ParameterTable.Entry entry : table.entries()) {
                vector(entry).write(entry.offset(), values("init." + entry.name()));
            }
        }

        void gradients() {
            for (ParameterTable.Entry entry : table.entries()) {
                if (!entry.trainable()) {
                    continue;
                }
                float[] actual = read(session.gradients(), entry);
                if (movedByNoise(entry.name())) {
                    for (float element : actual) {
                        softly.assertThat((double) element)
                                .as("grad." + entry.name())
                                .isCloseTo(0, within(ZERO_GRADIENT));
                    }
                } else {
                    compare("grad." + entry.name(), actual, TENSORS);
                }
            }
        }

        void after(int step) {
            for (ParameterTable.Entry entry : table.entries()) {
                if (!movedByNoise(entry.name())
                        && !(bias(reference) && entry.name().endsWith("running_mean"))) {
                    compare("after" + step + "." + entry.name(), read(vector(entry), entry), TENSORS);
                }
            }
        }

        void output(Program program, Value value, String output, String name, double tolerance) {
            float[] actual = new float[(int) value.elements()];
            program.read(output, actual);
            compare(name, actual, tolerance);
        }

        private static boolean movedByNoise(String name) {
            return name.matches(".*\\.conv[12]\\.bias");
        }

        private FlatVector vector(ParameterTable.Entry entry) {
            return entry.trainable() ? session.parameters() : session.state();
        }

        private static float[] read(FlatVector vector, ParameterTable.Entry entry) {
            float[] values = new float[(int) entry.elements()];
            vector.read(entry.offset(), values);
            return values;
        }

        private void compare(String name, float[] actual, double tolerance) {
            float[] expected = values(name);
            assertThat(actual).as(name).hasSameSizeAs(expected);
            double difference = 0;
            double norm = 0;
            for (int i = 0; i < expected.length; i++) {
                difference += Math.pow((double) actual[i] - expected[i], 2);
                norm += Math.pow(expected[i], 2);
            }
            softly.assertThat(Math.sqrt(difference / norm))
                    .as("relative error of " + name)
                    .isLessThan(tolerance);
        }
    }
}
