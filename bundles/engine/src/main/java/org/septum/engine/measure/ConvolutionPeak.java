// SPDX-License-Identifier: Apache-2.0
package org.septum.engine.measure;

import java.util.Map;
import java.util.SplittableRandom;
import org.septum.api.backend.Program;
import org.septum.api.backend.Session;
import org.septum.api.graph.GraphBuilder;
import org.septum.api.graph.Initializer;
import org.septum.api.graph.Mode;
import org.septum.api.graph.Op;
import org.septum.api.graph.Shape;
import org.septum.api.graph.Tensor;
import org.septum.api.plan.Plan;
import org.septum.engine.checkpoint.Weights;
import org.septum.engine.network.BackendChoice;
import org.septum.engine.sample.Randomness;
import org.septum.services.graph.GraphCompiler;

/** How fast this machine convolves at best: the measure of all other convolutions. */
record ConvolutionPeak(GraphCompiler compiler, BackendChoice choice) {

    private static final int CHANNELS = 256;
    private static final int SIZE = 64;
    private static final int BATCH = 4;
    private static final int KERNEL = 3;
    private static final int RUNS = 10;

    /** Multiplications and additions per second of the fastest of a few forward convolutions, each between two others. */
    double flops() {
        Plan plan = plan();
        float[] image = new float[BATCH * CHANNELS * SIZE * SIZE];
        SplittableRandom random = new SplittableRandom(1);
        for (int i = 0; i < image.length; i++) {
            image[i] = (float) random.nextDouble();
        }
        try (Session session = choice.backend().open(plan.parameters(), choice.settings())) {
            new Weights(plan.parameters(), session).initialize(new Randomness(1));
            Program program = session.compile(plan);
            OperationTimes times = new OperationTimes(plan, program);
            program.write("image", image);
            for (int i = 0; i < RUNS; i++) {
                program.run(0, times);
                times.runFinished("", 0);
            }
            return times.fastest(new Op.Conv2d(1, 1, 1).label());
        }
    }

    /** Three in a row, so that the middle one reads and writes what convolutions leave each other. */
    private Plan plan() {
        GraphBuilder graph = compiler.newGraph(Mode.EVALUATION);
        Tensor x = graph.input("image", new Shape(BATCH, CHANNELS, SIZE, SIZE));
        for (int i = 0; i < 3; i++) {
            x = graph.conv2d(
                    x,
                    graph.parameter(
                            "weight" + i,
                            Initializer.fanIn(CHANNELS * KERNEL * KERNEL),
                            CHANNELS,
                            CHANNELS,
                            KERNEL,
                            KERNEL),
                    null,
                    1,
                    1,
                    1);
        }
        return compiler.plan(graph, null, Map.of("features", x));
    }
}
