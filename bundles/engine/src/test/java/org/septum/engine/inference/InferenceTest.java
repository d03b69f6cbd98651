// SPDX-License-Identifier: Apache-2.0
package org.septum.engine.inference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.septum.api.backend.FlatVector;
import org.septum.api.backend.RuntimeSettings;
import org.septum.api.data.Partition;
import org.septum.api.plan.ParameterTable;
import org.septum.engine.Samples;
import org.septum.engine.SmallTraining;
import org.septum.engine.TestExperiment;
import org.septum.engine.network.OpenedModel;
import org.septum.engine.sample.Batch;
import org.septum.engine.sample.Randomness;
import org.septum.engine.setup.Setup;
import org.septum.graph.PlanningGraphCompiler;
import org.septum.testkit.reference.ReferenceBackend;

/** Averaging over mirror images. The reference backend computes in double. */
class InferenceTest {

    private static final int HEIGHT = 6;
    private static final int WIDTH = 4;
    private static final int PIXELS = HEIGHT * WIDTH;

    private Setup setup;
    private OpenedModel model;
    private final float[] images = new float[2 * PIXELS];

    @BeforeEach
    void open() {
        Samples data =
                Samples.of(List.of("background", "a", "b"), HEIGHT, WIDTH).add("p", "v", new int[PIXELS]);
        setup = Setup.of(
                new TestExperiment(
                                data,
                                (samples, random) -> new Partition(samples, List.of(), List.of()),
                                HEIGHT,
                                WIDTH,
                                true,
                                List.of())
                        .experiment(),
                new PlanningGraphCompiler());
        RuntimeSettings settings = new RuntimeSettings("cpu", "float32", 1, 1);
        model = OpenedModel.forTraining(
                setup.network(), SmallTraining.choice("reference", new ReferenceBackend(), settings), 2);
        model.weights().initialize(new Randomness(1));
        SplittableRandom random = new SplittableRandom(7);
        for (int i = 0; i < images.length; i++) {
            images[i] = (float) random.nextDouble(-1, 1);
        }
    }

    @AfterEach
    void close() {
        model.close();
        setup.close();
    }

    private float[] logits(boolean flip, float[] image) {
        return new Inference(model, flip).run(batch(image)).logits().get("structures");
    }

    private static Batch batch(float[] image) {
        int size = image.length / PIXELS;
        return new Batch(Collections.nCopies(size, null), image, Map.of("structures", new int[size * PIXELS]));
    }

    /** Makes every kernel its own mirror image, and with it the whole network equivariant. */
    private void mirrorKernels() {
        for (ParameterTable.Entry entry : model.table().entries()) {
            List<Integer> dimensions = entry.dimensions();
            if (dimensions.size() == 4) {
                FlatVector parameters = model.session().parameters();
                float[] values = new float[(int) entry.elements()];
                parameters.read(entry.offset(), values);
                float[] sum = new float[values.length];
                for (int mirror = 0; mirror < 4; mirror++) {
                    float[] other = mirrored(values, dimensions.get(2), dimensions.get(3), mirror);
                    for (int i = 0; i < sum.length; i++) {
                        sum[i] += other[i] / 4;
                    }
                }
                parameters.write(entry.offset(), sum);
            }
        }
    }

    /** Planes upside down (1), left to right (2), or both (3). */
    private static float[] mirrored(float[] planes, int height, int width, int mirror) {
        float[] result = new float[planes.length];
        for (int i = 0; i < planes.length; i++) {
            int row = i / width % height;
            int column = i % width;
            int fromRow = (mirror & 1) == 0 ? row : height - 1 - row;
            int fromColumn = (mirror & 2) == 0 ? column : width - 1 - column;
            result[i] = planes[i / (height * width) * height * width + fromRow * width + fromColumn];
        }
        return result;
    }

    @Test
    void anEquivariantNetworkGivesTheSameLogitsWithAndWithoutFlips() {
        mirrorKernels();
        assertThat(logits(true, images)).containsExactly(logits(false, images), within(1e-5f));
        assertThat(logits(false, images)).isNotEqualTo(logits(false, new float[images.length]));
    }

    @Test
    void theLogitsOfAnyOtherAreTheAverageOfTheMirrorImagesTakenBack() {
        float[] expected = new float[2 * 3 * PIXELS];
        for (int mirror = 0; mirror < 4; mirror++) {
            float[] back = mirrored(logits(false, mirrored(images, HEIGHT, WIDTH, mirror)), HEIGHT, WIDTH, mirror);
            for (int i = 0; i < expected.length; i++) {
                expected[i] += back[i] / 4;
            }
        }
        float[] flipped = logits(true, images);
        assertThat(flipped).containsExactly(expected, within(1e-5f));
        float[] plain = logits(false, images);
        double difference = 0;
        for (int i = 0; i < plain.length; i++) {
            difference = Math.max(difference, Math.abs(plain[i] - flipped[i]));
        }
        assertThat(difference).isGreaterThan(0.01);
    }

    @Test
    void theLossIsThatOfTheImageAsItIs() {
        double plain = new Inference(model, false).run(batch(images)).loss();
        double flipped = new Inference(model, true).run(batch(images)).loss();
        assertThat(flipped).isEqualTo(plain).isPositive();
    }
}
