// SPDX-License-Identifier: Apache-2.0
package org.septum.engine.inference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.septum.api.UserError;
import org.septum.api.backend.RuntimeSettings;
import org.septum.api.data.Dataset;
import org.septum.api.data.Image;
import org.septum.api.data.LabelMap;
import org.septum.api.data.Sample;
import org.septum.api.data.SampleInfo;
import org.septum.engine.Samples;
import org.septum.engine.SmallTraining;
import org.septum.engine.TiledExperiment;
import org.septum.engine.geometry.GridPlacement;
import org.septum.engine.network.OpenedModel;
import org.septum.engine.sample.Preparation;
import org.septum.engine.sample.Randomness;
import org.septum.engine.setup.Setup;
import org.septum.graph.PlanningGraphCompiler;
import org.septum.testkit.reference.ReferenceBackend;

/** Tiles against a prediction of the whole image at once. */
class TiledInferenceTest {

    /** Three volumes of one slice of noise, all of one size. */
    private record Noise(int height, int width) implements Dataset {

        @Override
        public List<SampleInfo> samples() {
            return IntStream.range(0, 3)
                    .mapToObj(i -> Samples.info("v" + i, "p" + i, "v" + i, i))
                    .toList();
        }

        @Override
        public List<String> labels() {
            return List.of("background", "a", "b");
        }

        @Override
        public int channels() {
            return 1;
        }

        @Override
        public Sample load(SampleInfo info) {
            SplittableRandom random = new SplittableRandom(info.slice());
            float[] values = new float[height * width];
            int[] labels = new int[height * width];
            for (int i = 0; i < values.length; i++) {
                values[i] = (float) random.nextDouble(-1, 1);
                labels[i] = random.nextInt(3);
            }
            return new Sample(info, new Image(1, height, width, values), new LabelMap(height, width, labels));
        }
    }

    private interface Use {
        void with(Setup setup, OpenedModel model);
    }

    private static void use(TiledExperiment experiment, Use use) {
        RuntimeSettings settings = new RuntimeSettings("cpu", "float32", 1, 1);
        try (Setup setup = Setup.of(experiment.experiment(), new PlanningGraphCompiler());
                OpenedModel model = OpenedModel.forTraining(
                        setup.network(), SmallTraining.choice("reference", new ReferenceBackend(), settings), 2)) {
            model.weights().initialize(new Randomness(5));
            use.with(setup, model);
        }
    }

    /** What the head alone answers on all pixels of the network's at once, taken back to the image. */
    private static float[] whole(Setup setup, OpenedModel model, SampleInfo info) {
        Preparation preparation = setup.evaluating();
        Sample sample = preparation.load(info);
        GridPlacement extent = preparation.extent(info, sample.image());
        float[] image = preparation.place(sample, extent).image().values();
        int channels = model.channels("logits.structures");
        float[] parameters = new float[(int) model.session().parameters().size()];
        model.session().parameters().read(0, parameters);
        float[] logits = new float[channels * image.length];
        for (int channel = 0; channel < channels; channel++) {
            for (int i = 0; i < image.length; i++) {
                logits[channel * image.length + i] = parameters[channel] * image[i] + parameters[channels + channel];
            }
        }
        return ImageLogits.of(logits, extent).values();
    }

    private static float[] read(PredictedSlice slice, int rowsAtOnce) {
        int height = slice.height();
        int width = slice.width();
        float[] all = new float[3 * height * width];
        for (int row = 0; row < height; row += rowsAtOnce) {
            int rows = Math.min(rowsAtOnce, height - row);
            float[] values = slice.next(rows).get("structures").values();
            for (int channel = 0; channel < 3; channel++) {
                System.arraycopy(values, channel * rows * width, all, (channel * height + row) * width, rows * width);
            }
        }
        return all;
    }

    /**
     * Images of every relation to a tile of 8 x 6 pixels: as large, smaller, one pixel larger, larger along one axis alone, much
     * larger; pixel by pixel and resampled.
     */
    @ParameterizedTest
    @CsvSource({
        "8, 6, 1, 1, 0.5, gaussian, false",
        "5, 4, 1, 1, 0.5, gaussian, false",
        "9, 7, 1, 1, 0.5, gaussian, false",
        "9, 6, 1, 1, 0.5, gaussian, true",
        "5, 20, 1, 1, 0.5, gaussian, false",
        "21, 4, 1, 1, 0.5, gaussian, false",
        "23, 17, 1, 1, 0.5, gaussian, true",
        "23, 17, 1, 1, 0.5, uniform, false",
        "23, 17, 1, 1, 1, gaussian, false",
        "23, 17, 1, 1, 0.1, gaussian, false",
        "23, 17, 1.5, 0.8, 0.5, gaussian, false",
        "23, 17, 0.4, 2.5, 0.5, uniform, false",
        "40, 3, 1.25, 0.3, 0.3, gaussian, false"
    })
    void theMeanOfTilesIsThePredictionOfTheWhole(
            int height, int width, double rowPitch, double columnPitch, double step, String weights, boolean flip) {
        TiledExperiment experiment = new TiledExperiment(new Noise(height, width), 8, 6);
        experiment.rowPitch = rowPitch;
        experiment.columnPitch = columnPitch;
        experiment.evaluation.put("tile-step", step);
        experiment.evaluation.put("tile-weights", weights);
        use(experiment, (setup, model) -> {
            List<SampleInfo> infos = setup.dataset().samples();
            for (int rowsAtOnce : new int[] {1, 7, 1000}) {
                Iterator<PredictedSlice> slices =
                        SliceInference.of(setup, model, flip).over(infos, (batch, result) -> {});
                for (SampleInfo info : infos) {
                    float[] tiled = read(slices.next(), rowsAtOnce);
                    assertThat(tiled).containsExactly(whole(setup, model, info), within(1e-6f));
                }
                assertThat(slices.hasNext()).isFalse();
            }
        });
    }

    /** A tile's spline goes through the part of the image around it alone. */
    @ParameterizedTest
    @CsvSource({"100, 90, 1.5, 0.8", "61, 130, 0.7, 1.2", "9, 5, 0.6, 1.4", "70, 70, 1, 1"})
    void tilesOfASplineAreThoseOfTheWhole(int height, int width, double rowPitch, double columnPitch) {
        TiledExperiment experiment = new TiledExperiment(new Noise(height, width), 8, 6);
        experiment.interpolation = "cubic";
        experiment.rowPitch = rowPitch;
        experiment.columnPitch = columnPitch;
        use(experiment, (setup, model) -> {
            List<SampleInfo> infos = setup.dataset().samples();
            float[] tiled = read(
                    SliceInference.of(setup, model, false)
                            .over(infos, (batch, result) -> {})
                            .next(),
                    height);
            assertThat(tiled).containsExactly(whole(setup, model, infos.get(0)), within(2e-6f));
        });
    }

    /** A network that looks around gives each tile what it gives the image of a tile's size. */
    @Test
    void anImageOfOneTileIsPredictedToTheBitAsWithoutTiles() {
        List<float[]> found = new ArrayList<>();
        for (String tiles : List.of("always", "never")) {
            TiledExperiment experiment = new TiledExperiment(new Noise(7, 9), 8, 10);
            experiment.headAlone = false;
            experiment.evaluation.put("tiles", tiles);
            use(
                    experiment,
                    (setup, model) -> SliceInference.of(setup, model, true)
                            .over(setup.dataset().samples(), (batch, result) -> {})
                            .forEachRemaining(slice -> found.add(read(slice, 4))));
        }
        for (int slice = 0; slice < 3; slice++) {
            assertThat(found.get(slice)).containsExactly(found.get(3 + slice));
        }
    }

    @Test
    void aSliceThatIsNotReadToItsEndDoesNotShiftTheNext() {
        use(new TiledExperiment(new Noise(23, 17), 8, 6), (setup, model) -> {
            List<SampleInfo> infos = setup.dataset().samples();
            Iterator<PredictedSlice> slices =
                    SliceInference.of(setup, model, false).over(infos, (batch, result) -> {});
            slices.next();
            slices.next().next(10);
            assertThat(read(slices.next(), 23)).containsExactly(whole(setup, model, infos.get(2)), within(1e-6f));
        });
    }

    /** 23 x 17 pixels take 5 x 5 tiles; three slices are 75 tiles, in batches of 3 whatever the slice. */
    @Test
    void batchesAreFullAcrossSlices() {
        use(new TiledExperiment(new Noise(23, 17), 8, 6), (setup, model) -> {
            AtomicInteger batches = new AtomicInteger();
            AtomicInteger tiles = new AtomicInteger();
            SliceInference.of(setup, model, false)
                    .over(setup.dataset().samples(), (batch, result) -> {
                        batches.incrementAndGet();
                        tiles.addAndGet(batch.size());
                    })
                    .forEachRemaining(slice -> SliceDecision.of(slice, setup.heads(), false));
            assertThat(tiles).hasValue(75);
            assertThat(batches).hasValue(25);
        });
    }

    /** 10 pixels of the image are 10 / 1e-5 of the network's. */
    @Test
    void anExtentBeyondMeasureIsRefusedBeforeAnythingIsComputed() {
        TiledExperiment experiment = new TiledExperiment(new Noise(10, 10), 8, 6);
        experiment.rowPitch = 1e-5;
        experiment.columnPitch = 1e-3;
        assertThatThrownBy(() -> use(experiment, (setup, model) -> {}))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("v0.png: an image of 10 x 10 pixels has 1000000 x 10000 of the network's");
        experiment.rowPitch = 1e-9;
        assertThatThrownBy(() -> use(experiment, (setup, model) -> {}))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("allowed are 268435456 in all")
                .hasMessageContaining("a larger spacing");
    }
}
