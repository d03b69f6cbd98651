// SPDX-License-Identifier: Apache-2.0
package org.septum.engine.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.septum.api.Component;
import org.septum.api.Factory;
import org.septum.api.Kind;
import org.septum.api.backend.Backend;
import org.septum.api.backend.Program;
import org.septum.api.backend.RuntimeSettings;
import org.septum.api.backend.Session;
import org.septum.api.experiment.HeadSection;
import org.septum.api.graph.GraphBuilder;
import org.septum.api.graph.Mode;
import org.septum.api.graph.Shape;
import org.septum.api.graph.Tensor;
import org.septum.api.model.Features;
import org.septum.api.model.Model;
import org.septum.api.plan.ParameterTable;
import org.septum.api.plan.Plan;
import org.septum.api.training.Optimizer;
import org.septum.api.training.Progress;
import org.septum.backend.nd4j.Nd4jFactory;
import org.septum.engine.OnednnBundle;
import org.septum.engine.sample.ActiveHead;
import org.septum.engine.sample.Labelling;
import org.septum.graph.PlanningGraphCompiler;
import org.septum.heads.MulticlassFactory;
import org.septum.losses.WeightedSumFactory;
import org.septum.losses.pixel.CrossEntropyFactory;
import org.septum.losses.region.DiceFactory;
import org.septum.models.block.DoubleConvFactory;
import org.septum.models.network.UnetFactory;
import org.septum.models.norm.InstanceNormFactory;
import org.septum.models.skip.ConcatSkipFactory;
import org.septum.models.upsampling.TransposedConvFactory;
import org.septum.testkit.reference.ReferenceBackend;
import org.septum.training.optimizer.SgdFactory;
import org.septum.training.schedule.ConstantFactory;

/** Four steps of nnU-Net's training on every backend against PyTorch; nnunet.py computed the numbers, and says of what. */
class NnunetParityTest {

    private static final int STEPS = 4;
    private static final int SIDE = 16;

    private static Component component(Kind kind, Factory<?> factory, Map<String, Object> options) {
        return Component.of(kind, "test", factory, org.septum.api.Arguments.of(factory.options(), options));
    }

    private static Model model() {
        Component norm = component(Kind.NORMALIZATION, new InstanceNormFactory(), Map.of());
        Map<String, Object> options = new LinkedHashMap<>();
        options.put("depth", 3);
        options.put("base-channels", 3);
        options.put("max-channels", 8);
        options.put("strides", List.of(2, List.of(2, 1), List.of(1, 2)));
        options.put("kernels", List.of(List.of(1, 3), 3, 3, 3));
        options.put("down", "strided-conv");
        options.put(
                "encoder",
                component(
                        Kind.BLOCK,
                        new DoubleConvFactory(),
                        Map.of("norm", norm, "activation", "leaky-relu", "bias", true)));
        options.put("up", component(Kind.UPSAMPLING, new TransposedConvFactory(), Map.of()));
        options.put("skip", component(Kind.SKIP, new ConcatSkipFactory(), Map.of()));
        options.put("deep-supervision", true);
        options.put("side-weights", "nnunet");
        options.put("side-resolution", "side");
        return component(Kind.MODEL, new UnetFactory(), options).create(Model.class);
    }

    private static ActiveHead head() {
        Component dice = component(Kind.LOSS, new DiceFactory(), Map.of("background", false, "over", "batch"));
        Component entropy = component(Kind.LOSS, new CrossEntropyFactory(), Map.of());
        Component loss = component(Kind.LOSS, new WeightedSumFactory(), Map.of("losses", List.of(dice, entropy)));
        Component head = component(Kind.HEAD, new MulticlassFactory(), Map.of());
        return ActiveHead.of(
                        List.of(new HeadSection("structures", head, Map.of("loss", loss))),
                        Labelling.of(List.of("background", "rv", "lv")))
                .get(0);
    }

    private static Plan plan(Mode mode) {
        PlanningGraphCompiler compiler = new PlanningGraphCompiler();
        GraphBuilder graph = compiler.newGraph(mode);
        GraphBuilder scope = graph.scope("head");
        ActiveHead head = head();
        Features features = model().build(graph, graph.input("image", new Shape(2, 1, SIDE, SIDE)));
        Tensor logits = head.head().logits(scope, features.finest());
        Tensor target = graph.input("target", head.targetShape(2, SIDE, SIDE));
        HeadLoss whole = new HeadLoss(head, target, Optional.empty());
        Tensor own = whole.of(graph.scope("loss"), logits);
        Tensor loss = new DeepSupervision(graph, scope, whole).add(own, features.sides());
        return compiler.plan(graph, loss, Map.of("logits", logits));
    }

    static Stream<Arguments> backends() throws ReflectiveOperationException {
        List<Arguments> backends = new ArrayList<>();
        backends.add(Arguments.of("reference", new ReferenceBackend(), 1e-6));
        backends.add(Arguments.of("nd4j", Nd4jFactory.backend(), 1e-4));
        OnednnBundle.backend().ifPresent(backend -> backends.add(Arguments.of("onednn", backend, 1e-4)));
        return backends.stream();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("backends")
    void trainsLikePyTorch(String name, Backend backend, double tolerance) throws IOException {
        double[] expected = numbers();
        Component constant = component(Kind.SCHEDULE, new ConstantFactory(), Map.of());
        Optimizer optimizer = component(
                        Kind.OPTIMIZER,
                        new SgdFactory(),
                        Map.of(
                                "learning-rate",
                                1e-2,
                                "momentum",
                                0.99,
                                "nesterov",
                                true,
                                "weight-decay",
                                3e-5,
                                "schedule",
                                constant))
                .create(Optimizer.class);
        Plan training = plan(Mode.TRAINING);
        try (Session session = backend.open(training.parameters(), new RuntimeSettings("cpu", "float32", 2, 1))) {
            training.parameters()
                    .entries()
                    .forEach(entry -> session.parameters().write(entry.offset(), filled(entry)));
            Program program = session.compile(training);
            for (int step = 1; step <= STEPS; step++) {
                feed(program);
                program.run(step);
                assertThat((double) program.scalar("loss"))
                        .as("loss of step " + step)
                        .isCloseTo(expected[step - 1], within(tolerance));
                session.update(optimizer.step(new Progress(step, STEPS, STEPS), 1), optimizer.slots());
            }
            Program evaluation = session.compile(plan(Mode.EVALUATION));
            feed(evaluation);
            evaluation.run(0);
            float[] logits = new float[2 * 3 * SIDE * SIDE];
            evaluation.read("logits", logits);
            for (int i = 0; i < 12; i++) {
                assertThat((double) logits[new Shape(2, 3, SIDE, SIDE).index(1, i / 4, 5, 3 + i % 4)])
                        .as("logit " + i)
                        .isCloseTo(expected[STEPS + i], within(10 * tolerance));
            }
        }
    }

    private static double[] numbers() throws IOException {
        try (InputStream stream = NnunetParityTest.class.getResourceAsStream("nnunet.txt")) {
            String text = new String(stream.readAllBytes(), StandardCharsets.UTF_8);
            return Stream.of(text.trim().split(" "))
                    .mapToDouble(Double::parseDouble)
                    .toArray();
        }
    }

    private static float[] filled(ParameterTable.Entry entry) {
        String name = entry.name();
        boolean aroundOne = name.endsWith("bias") || name.contains("norm");
        float[] values = new float[(int) entry.elements()];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) (Math.sin(i + 3 * name.length()) / 2 + (aroundOne ? 1 : 0));
        }
        return values;
    }

    private static void feed(Program program) {
        float[] image = new float[2 * SIDE * SIDE];
        float[] target = new float[image.length];
        for (int i = 0; i < image.length; i++) {
            image[i] = (float) Math.cos(i);
            target[i] = i / 3 % 3;
        }
        program.write("image", image);
        program.write("target", target);
    }
}
