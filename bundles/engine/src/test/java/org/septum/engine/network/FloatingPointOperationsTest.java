// SPDX-License-Identifier: Apache-2.0
package org.septum.engine.network;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.septum.api.backend.RuntimeSettings;
import org.septum.api.data.Partition;
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
}
