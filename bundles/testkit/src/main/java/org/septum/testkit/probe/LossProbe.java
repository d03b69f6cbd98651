// SPDX-License-Identifier: Apache-2.0
package org.septum.testkit.probe;

import java.util.Arrays;
import java.util.Map;
import org.septum.api.graph.GraphBuilder;
import org.septum.api.graph.Initializer;
import org.septum.api.graph.Mode;
import org.septum.api.graph.Shape;
import org.septum.api.graph.Tensor;
import org.septum.api.loss.Loss;
import org.septum.api.plan.Plan;
import org.septum.services.graph.GraphCompiler;
import org.septum.testkit.reference.ReferenceBackend;
import org.septum.testkit.reference.ReferenceProgram;
import org.septum.testkit.reference.ReferenceSession;

/**
 * Computes a loss and its gradient for given logits, in double precision. The logits are the weights of a 1 x 1 convolution
 * whose input has one channel per pixel of the batch, 1 there and 0 elsewhere: so the gradient of the weights is that of the
 * logits.
 *
 * @param compiler Septum's own
 * @param shape of the logits; the target has one channel
 */
public record LossProbe(Loss loss, GraphCompiler compiler, Shape shape) {

    /**
     * The loss.
     *
     * @param logits in the order batch, channel, height, width
     * @param target in the order batch, height, width; for masks of several regions in the order of the logits
     * @throws org.septum.api.graph.GraphError if the loss is no scalar
     */
    public double value(double[] logits, double[] target) {
        return compute(logits, target)[0];
    }

    /** The loss's gradient at the same logits, in their order. */
    public double[] gradient(double[] logits, double[] target) {
        double[] both = compute(logits, target);
        return Arrays.copyOfRange(both, 1, both.length);
    }

    private double[] compute(double[] logits, double[] target) {
        int plane = shape.height() * shape.width();
        int pixels = shape.batch() * plane;
        ReferenceBackend backend = new ReferenceBackend();
        GraphBuilder graph = compiler.newGraph(Mode.TRAINING);
        Tensor image = graph.input("image", shape.withChannels(pixels));
        Tensor z = graph.conv2d(
                image,
                graph.parameter("logits", Initializer.constant(0), shape.channels(), pixels, 1, 1),
                null,
                1,
                0,
                1);
        Tensor scalar = loss.build(graph, z, graph.input("target", shape.withChannels(target.length / pixels)));
        Plan plan = compiler.plan(graph, scalar, Map.of());
        try (ReferenceSession session = backend.open(plan.parameters(), 1)) {
            ReferenceProgram program = session.compile(plan);
            double[] oneHot = new double[pixels * pixels];
            for (int pixel = 0; pixel < pixels; pixel++) {
                oneHot[(pixel / plane * pixels + pixel) * plane + pixel % plane] = 1;
            }
            program.write("image", oneHot);
            if (plan.inputs().containsKey("target")) {
                program.write("target", target);
            }
            double[] weights = session.parameterValues();
            for (int i = 0; i < logits.length; i++) {
                weights[weightOf(i)] = logits[i];
            }
            program.run(1);
            double[] result = new double[1 + logits.length];
            result[0] = program.read("loss")[0];
            for (int i = 0; i < logits.length; i++) {
                result[1 + i] = session.gradientValues()[weightOf(i)];
            }
            return result;
        }
    }

    private int weightOf(int logit) {
        int plane = shape.height() * shape.width();
        int batch = logit / plane / shape.channels();
        int channel = logit / plane % shape.channels();
        return channel * shape.batch() * plane + batch * plane + logit % plane;
    }
}
