// SPDX-License-Identifier: Apache-2.0
package org.septum.testkit.rules;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.septum.api.graph.GraphBuilder;
import org.septum.api.graph.Initializer;
import org.septum.api.graph.Mode;
import org.septum.api.graph.Parameter;
import org.septum.api.graph.Role;
import org.septum.api.graph.Shape;
import org.septum.api.graph.Tensor;
import org.septum.api.plan.ParameterTable;
import org.septum.api.plan.Plan;
import org.septum.services.graph.GraphCompiler;
import org.septum.testkit.reference.ReferenceBackend;
import org.septum.testkit.reference.ReferenceProgram;
import org.septum.testkit.reference.ReferenceSession;

/**
 * Builds and runs a part of a network on the reference backend. The part's last input comes out of a 1 x 1 convolution, so
 * that a gradient must pass through the part; all parameters are drawn at random, so that none is without influence by chance.
 */
final class GraphProbe implements AutoCloseable {

    private static final String OUTPUT = "output";
    private static final Set<Role> ALL = Set.of(Role.values());

    private final Plan plan;
    private final Shape shape;
    private final ReferenceSession session;
    private final ReferenceProgram program;

    GraphProbe(GraphCompiler compiler, GraphCase part, Mode mode) {
        ReferenceBackend backend = new ReferenceBackend();
        GraphBuilder graph = compiler.newGraph(mode);
        Map<String, Tensor> inputs = new LinkedHashMap<>();
        part.inputs().forEach((name, size) -> inputs.put(name, graph.input(name, size)));
        String last = inputs.keySet().stream().reduce((a, b) -> b).orElseThrow();
        int channels = part.inputs().get(last).channels();
        Parameter before = graph.parameter("before", Initializer.constant(0), channels, channels, 1, 1);
        inputs.put(last, graph.conv2d(inputs.get(last), before, null, 1, 0, 1));
        Tensor output = part.build().apply(graph.scope("part"), inputs);
        shape = output.shape();
        Tensor loss = null;
        if (mode == Mode.TRAINING) {
            Tensor weights = graph.input("weights-of-output", shape);
            loss = graph.mean(graph.multiply(output, weights), ALL);
        }
        plan = compiler.plan(graph, loss, Map.of(OUTPUT, output));
        session = backend.open(plan.parameters(), 1);
        program = session.compile(plan);
        draw(11);
    }

    /** Gives all parameters other random values. */
    void draw(long seed) {
        Random random = new Random(seed);
        double[] parameters = session.parameterValues();
        for (int i = 0; i < parameters.length; i++) {
            parameters[i] = random.nextDouble() - 0.5;
        }
        double[] state = session.stateValues();
        for (ParameterTable.Entry entry : plan.parameters().entries()) {
            if (!entry.trainable()) {
                float[] values = new float[(int) entry.elements()];
                entry.initializer().fill(values, random);
                for (int i = 0; i < values.length; i++) {
                    state[(int) entry.offset() + i] = values[i];
                }
            }
        }
    }

    Shape shape() {
        return shape;
    }

    ParameterTable parameters() {
        return plan.parameters();
    }

    /** Runs on random inputs, of which those of each sample have a seed of their own; a constant is added to all. */
    double[] run(double offset, double scale, long... seeds) {
        plan.inputs().forEach((name, value) -> {
            int perSample = (int) value.elements() / seeds.length;
            double[] values = new double[(int) value.elements()];
            for (int sample = 0; sample < seeds.length; sample++) {
                Random random = new Random(31 * seeds[sample] + name.hashCode());
                for (int i = 0; i < perSample; i++) {
                    values[sample * perSample + i] = offset + scale * random.nextGaussian();
                }
            }
            program.write(name, values);
        });
        program.run(1);
        return program.read(OUTPUT);
    }

    /** The largest size of a parameter's gradient after a run in training mode. */
    double largestGradient(ParameterTable.Entry entry) {
        double[] gradients = session.gradientValues();
        double largest = 0;
        for (long i = 0; i < entry.elements(); i++) {
            largest = Math.max(largest, Math.abs(gradients[(int) (entry.offset() + i)]));
        }
        return largest;
    }

    @Override
    public void close() {
        session.close();
    }
}
