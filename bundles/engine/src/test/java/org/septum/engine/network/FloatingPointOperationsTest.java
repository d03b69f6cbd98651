// SPDX-License-Identifier: Apache-2.0
package org.septum.engine.network;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.septum.api.backend.RuntimeSettings;
import org.septum.api.data.Partition;
import org.septum.api.graph.GraphBuilder;
import org.septum.api.graph.Initializer;
import org.septum.api.graph.Mode;
import org.septum.api.graph.Parameter;
import org.septum.api.graph.Role;
import org.septum.api.graph.Shape;
import org.septum.api.graph.Tensor;
import org.septum.api.plan.Plan;
import org.septum.engine.Samples;
import org.septum.engine.SmallTraining;
import org.septum.engine.TestExperiment;
import org.septum.engine.setup.Setup;
import org.septum.graph.PlanningGraphCompiler;
import org.septum.testkit.reference.ReferenceBackend;

class FloatingPointOperationsTest {

    /**
     * The test's U-Net on two images of 6 x 4 pixels, by hand, in products for each pixel: on 48 pixels the encoder's
     * convolutions 9 (1 2 + 2 2), the decoder's 9 (4 2 + 2 2) and the head's 2 3; on 12 pixels the deepest 9 (2 4 + 4 4)
     * and the transposed convolution's 4 4 2. Going back costs as much for the inputs, except for the image, and as much
     * again for the weights.
     */
    @Test
    void countsATrainingStep() {
        Samples data = Samples.of(List.of("background", "a", "b"), 6, 4).add("p", "v", new int[24]);
        TestExperiment experiment = new TestExperiment(
                data, (samples, random) -> new Partition(samples, List.of(), List.of()), 6, 4, true, List.of());
        BackendChoice choice =
                SmallTraining.choice("reference", new ReferenceBackend(), new RuntimeSettings("cpu", "float32", 1, 1));

        try (Setup setup = Setup.of(experiment.experiment(), new PlanningGraphCompiler());
                OpenedModel model = OpenedModel.forTraining(setup.network(), choice, 2)) {
            int forward = 48 * (9 * 6 + 9 * 12 + 6) + 12 * (9 * 24 + 32);
            int noImageGradient = 48 * 9 * 2;
            assertThat(FloatingPointOperations.of(model.plan())).isEqualTo(2.0 * (3 * forward - noImageGradient));
        }
    }

    /**
     * On two images of 20 pixels a 1 x 1 convolution of 3 to 8 channels, and back for its weights alone; between all pixels two
     * products of the 8 channels of both heads together, and going back two for each.
     */
    @Test
    void countsTheMatrixProductsOfAttention() {
        PlanningGraphCompiler compiler = new PlanningGraphCompiler();
        GraphBuilder graph = compiler.newGraph(Mode.TRAINING);
        Parameter weight = graph.parameter("weight", Initializer.constant(1), 8, 3, 1, 1);
        Tensor x = graph.conv2d(graph.input("x", new Shape(2, 3, 4, 5)), weight, null, 1, 0, 1);
        Tensor attended = graph.pixelSums(graph.softmax(graph.pixelProducts(x, x, 2)), x, 4, 5);
        Plan plan = compiler.plan(graph, graph.mean(attended, EnumSet.allOf(Role.class)), Map.of());
        assertThat(FloatingPointOperations.of(plan)).isEqualTo(2.0 * (2 * 40 * 24 + 6 * 2 * 20 * 20 * 8));
    }
}
