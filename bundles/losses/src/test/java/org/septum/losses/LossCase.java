// SPDX-License-Identifier: Apache-2.0
package org.septum.losses;

import java.util.Arrays;
import java.util.Map;
import java.util.stream.IntStream;
import org.septum.api.graph.GraphBuilder;
import org.septum.api.graph.Initializer;
import org.septum.api.graph.Mode;
import org.septum.api.graph.Shape;
import org.septum.api.graph.Tensor;
import org.septum.api.head.TargetEncoding;
import org.septum.api.loss.Loss;
import org.septum.api.plan.Plan;
import org.septum.api.plan.Region;
import org.septum.graph.PlanningGraphCompiler;
import org.septum.testkit.ReferenceBackend;
import org.septum.testkit.ReferenceProgram;
import org.septum.testkit.ReferenceSession;

/** Logits and a target, the same as in losses.py. */
record LossCase(TargetEncoding encoding, Shape shape, double[] logits, double[] target) {

    static final LossCase MASK = new LossCase(
            TargetEncoding.MASK,
            new Shape(2, 1, 2, 3),
            new double[] {-2, 0.5, 3, 1, -0.25, 40, 0.75, -1.5, 0.1, -0.6, 2.25, -3},
            new double[] {0, 1, 1, 0, 1, 0, 1, 0, 0, 0, 1, 0});

    static final LossCase CLASSES = new LossCase(
            TargetEncoding.CLASS_INDEX,
            new Shape(2, 3, 2, 3),
            IntStream.range(0, 36)
                    .mapToDouble(i -> i == 20 ? 30 : (7 * i * i + 3 * i) % 41 / 8.0 - 2.5)
                    .toArray(),
            new double[] {0, 2, 1, 1, 0, 2, 0, 0, 1, 1, 0, 1});

    /** Logits of one size and alternating sign, and one target everywhere. */
    LossCase constant(double size, double everywhere) {
        double[] alternating = IntStream.range(0, logits.length)
                .mapToDouble(i -> i % 2 == 0 ? size : -size)
                .toArray();
        double[] same = new double[target.length];
        Arrays.fill(same, everywhere);
        return new LossCase(encoding, shape, alternating, same);
    }

    /**
     * The loss, then its gradient. The logits are the weights of a 1 x 1 convolution whose input has one channel per pixel of
     * the batch, 1 there and 0 elsewhere: so the gradient of the weights is that of the logits.
     */
    double[] valueAndGradient(Loss loss) {
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
            weights[weightOf(i)] = logits[i];
        }
        program.run(1);
        double[] result = new double[1 + logits.length];
        result[0] = program.read("loss")[0];
        for (int i = 0; i < logits.length; i++) {
            result[1 + i] = session.vector(Region.GRADIENTS)[weightOf(i)];
        }
        return result;
    }

    private int weightOf(int logit) {
        int plane = shape.height() * shape.width();
        int batch = logit / plane / shape.channels();
        int channel = logit / plane % shape.channels();
        return channel * shape.batch() * plane + batch * plane + logit % plane;
    }
}
