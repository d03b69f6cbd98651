// SPDX-License-Identifier: Apache-2.0
package org.septum.losses;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.septum.api.Arguments;
import org.septum.api.UserError;
import org.septum.api.graph.GraphBuilder;
import org.septum.api.graph.Initializer;
import org.septum.api.graph.Mode;
import org.septum.api.graph.Shape;
import org.septum.api.graph.Tensor;
import org.septum.api.head.TargetEncoding;
import org.septum.api.loss.Loss;
import org.septum.api.loss.LossFactory;
import org.septum.api.plan.Plan;
import org.septum.api.plan.Region;
import org.septum.graph.PlanningGraphCompiler;
import org.septum.testkit.ReferenceBackend;
import org.septum.testkit.ReferenceProgram;
import org.septum.testkit.ReferenceSession;

/** Losses and their gradients against PyTorch; losses.py computed the numbers. */
class LossesTest {

    private static final Shape BINARY = new Shape(2, 1, 1, 3);
    private static final double[] BINARY_LOGITS = {-2, 0.5, 3, 1, -0.25, 40};
    private static final double[] MASK = {0, 1, 1, 0, 1, 0};
    private static final Shape MULTICLASS = new Shape(2, 3, 1, 2);
    private static final double[] MULTICLASS_LOGITS = {1, -2, 0.5, 3, -1.5, 0.25, 0, 30, 2, -1, 1, -4};
    private static final double[] CLASSES = {0, 2, 1, 1};

    private static Loss loss(LossFactory factory, Map<String, Object> options) {
        return factory.create(Arguments.of(factory.options(), options));
    }

    static Stream<String> references() throws IOException {
        try (InputStream stream = LossesTest.class.getResourceAsStream("losses.txt")) {
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8).lines();
        }
    }

    @ParameterizedTest
    @MethodSource("references")
    void computesWhatPyTorchComputes(String line) {
        String[] words = line.split(" ");
        boolean binary = words[0].equals("bce");
        Map<String, Object> options = new LinkedHashMap<>(Map.of("reduction", words[1]));
        if (!words[2].equals("-")) {
            List<Double> weights =
                    Stream.of(words[2].split(",")).map(Double::valueOf).toList();
            options.put(binary ? "positive-weight" : "class-weights", binary ? weights.get(0) : weights);
        }
        if (!words[3].equals("-")) {
            options.put("ignore-index", Integer.valueOf(words[3]));
        }
        double[] expected = Arrays.stream(words, 4, words.length)
                .mapToDouble(Double::parseDouble)
                .toArray();
        double[] found = binary
                ? valueAndGradient(loss(new BceFactory(), options), BINARY, BINARY_LOGITS, MASK)
                : valueAndGradient(loss(new CrossEntropyFactory(), options), MULTICLASS, MULTICLASS_LOGITS, CLASSES);
        assertThat(found).containsExactly(expected, within(1e-12));
    }

    /**
     * The logits are the weights of a 1 x 1 convolution whose input has one channel per pixel of the batch, 1 there and 0
     * elsewhere: so the gradient of the weights is that of the logits.
     */
    private static double[] valueAndGradient(Loss loss, Shape shape, double[] logits, double[] target) {
        int plane = shape.height() * shape.width();
        int pixels = shape.batch() * plane;
        ReferenceBackend backend = new ReferenceBackend();
        PlanningGraphCompiler compiler = new PlanningGraphCompiler();
        GraphBuilder graph = compiler.newGraph(Mode.TRAINING);
        Tensor image = graph.input("image", shape.withChannels(pixels));
        Tensor z = graph.conv2d(
                image,
                graph.parameter("logits", Initializer.constant(0), shape.channels(), pixels, 1, 1),
                null,
                1,
                0,
                1);
        Tensor scalar = loss.build(graph, z, graph.input("target", shape.withChannels(1)));
        Plan plan = compiler.plan(graph, scalar, Map.of(), backend);
        ReferenceSession session = backend.open(plan.parameters(), 1);
        ReferenceProgram program = session.compile(plan);

        double[] oneHot = new double[pixels * pixels];
        for (int pixel = 0; pixel < pixels; pixel++) {
            oneHot[(pixel / plane * pixels + pixel) * plane + pixel % plane] = 1;
        }
        program.write("image", oneHot);
        program.write("target", target);
        double[] weights = session.vector(Region.PARAMETERS);
        for (int i = 0; i < logits.length; i++) {
            weights[weightOf(i, shape)] = logits[i];
        }
        program.run(1);
        double[] result = new double[1 + logits.length];
        result[0] = program.read("loss")[0];
        for (int i = 0; i < logits.length; i++) {
            result[1 + i] = session.vector(Region.GRADIENTS)[weightOf(i, shape)];
        }
        return result;
    }

    private static int weightOf(int logit, Shape shape) {
        int plane = shape.height() * shape.width();
        int batch = logit / plane / shape.channels();
        int channel = logit / plane % shape.channels();
        return channel * shape.batch() * plane + batch * plane + logit % plane;
    }

    @Test
    void takesTheEncodingThatFitsIt() {
        Loss bce = loss(new BceFactory(), Map.of());
        Loss crossEntropy = loss(new CrossEntropyFactory(), Map.of());
        assertThat(bce.accepts(TargetEncoding.MASK)).isTrue();
        assertThat(bce.accepts(TargetEncoding.CLASS_INDEX)).isFalse();
        assertThat(crossEntropy.accepts(TargetEncoding.CLASS_INDEX)).isTrue();
        assertThat(crossEntropy.accepts(TargetEncoding.MASK)).isFalse();
    }

    @Test
    void explainsOptionsThatDoNotSuitTheClasses() {
        Loss twoWeights = loss(new CrossEntropyFactory(), Map.of("class-weights", List.of(1, 2)));
        assertThatThrownBy(() -> valueAndGradient(twoWeights, MULTICLASS, MULTICLASS_LOGITS, CLASSES))
                .isExactlyInstanceOf(UserError.class)
                .hasMessage("arguments: class-weights: found 2 weights for 3 classes; give one for each class");
        Loss outside = loss(new CrossEntropyFactory(), Map.of("ignore-index", 255));
        assertThatThrownBy(() -> valueAndGradient(outside, MULTICLASS, MULTICLASS_LOGITS, CLASSES))
                .isExactlyInstanceOf(UserError.class)
                .hasMessage("arguments: ignore-index: found 255, but the classes are numbered from 0 to 2");
        assertThatThrownBy(() -> loss(new CrossEntropyFactory(), Map.of("class-weights", List.of(0, 0))))
                .isExactlyInstanceOf(UserError.class)
                .hasMessage("arguments: class-weights: found only zeros, at least one weight must be positive");
    }
}
