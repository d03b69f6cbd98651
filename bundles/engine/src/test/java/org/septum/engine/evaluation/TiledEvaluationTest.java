// SPDX-License-Identifier: Apache-2.0
package org.septum.engine.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.septum.api.backend.RuntimeSettings;
import org.septum.api.data.Part;
import org.septum.api.metric.MetricValue;
import org.septum.api.report.CaseView;
import org.septum.engine.Samples;
import org.septum.engine.SmallTraining;
import org.septum.engine.TiledExperiment;
import org.septum.engine.inference.SliceInference;
import org.septum.engine.network.OpenedModel;
import org.septum.engine.postprocessing.MaskSteps;
import org.septum.engine.sample.Randomness;
import org.septum.engine.setup.Setup;
import org.septum.graph.PlanningGraphCompiler;
import org.septum.testkit.reference.ReferenceBackend;

/** What an evaluation in tiles scores. */
class TiledEvaluationTest {

    private static final int HEIGHT = 12;
    private static final int WIDTH = 16;

    private static Samples data() {
        Samples data = Samples.of(List.of("background", "a", "b"), HEIGHT, WIDTH);
        for (int volume = 0; volume < 4; volume++) {
            int[] map = new int[HEIGHT * WIDTH];
            for (int i = 0; i < map.length; i++) {
                map[i] = i * (7 + volume) / 13 % 5 % 3;
            }
            data.add("p" + volume, "v", map);
        }
        return data;
    }

    private static Map<String, Double> scores(TiledExperiment experiment, List<Integer> batches) {
        RuntimeSettings settings = new RuntimeSettings("cpu", "float32", 1, 1);
        try (Setup setup = Setup.of(experiment.experiment(), new PlanningGraphCompiler());
                OpenedModel model = OpenedModel.forTraining(
                        setup.network(), SmallTraining.choice("reference", new ReferenceBackend(), settings), 2)) {
            model.weights().initialize(new Randomness(5));
            VolumeScoring scoring = new VolumeScoring(setup, Part.VALIDATION, 1, MaskSteps.NONE, Optional.empty());
            return new EvaluationPass(setup, Part.VALIDATION, 1, scoring, result -> {}, batches::add)
                    .run(SliceInference.of(setup, model, false)).values().stream()
                            .collect(Collectors.toMap(
                                    value -> value.path() + "/" + value.className(), MetricValue::value));
        }
    }

    /** Tiles that meet and do not overlap hold every pixel once, and the loss is a mean over pixels. */
    @ParameterizedTest
    @ValueSource(strings = {"image", "grid"})
    void lossAndScoresAreThoseOfTheWholeWhereTilesMeet(String resolution) {
        TiledExperiment whole = new TiledExperiment(data(), HEIGHT, WIDTH);
        TiledExperiment tiled = new TiledExperiment(data(), HEIGHT / 2, WIDTH / 4);
        tiled.evaluation.put("tile-step", 1.0);
        whole.evaluation.put("resolution", resolution);
        tiled.evaluation.put("resolution", resolution);
        List<Integer> progress = new ArrayList<>();
        Map<String, Double> expected = scores(whole, new ArrayList<>());
        Map<String, Double> found = scores(tiled, progress);
        assertThat(found.keySet()).isEqualTo(expected.keySet());
        assertThat(expected).containsKey("validation/loss/all").hasSizeGreaterThan(3);
        expected.forEach((path, value) -> assertThat(found.get(path)).as(path).isCloseTo(value, within(1e-5)));
        // Three slices are a batch, however many tiles they have.
        assertThat(progress).containsExactly(0, 1);
    }

    /** Without tiles the grid of 6 x 4 pixels reaches the middle alone, and the rest is background. */
    @Test
    void withoutTilesTheRestIsBackground() {
        TiledExperiment tiled = new TiledExperiment(data(), HEIGHT / 2, WIDTH / 4);
        TiledExperiment middle = new TiledExperiment(data(), HEIGHT / 2, WIDTH / 4);
        middle.evaluation.put("tiles", "never");
        String dice = "validation/structures/dice/b/b";
        assertThat(scores(tiled, new ArrayList<>()).get(dice))
                .isNotEqualTo(scores(middle, new ArrayList<>()).get(dice));
    }

    /** The grid's classes lie in the image's middle, whether pixels of the image are scored or those of all tiles. */
    @Test
    void baselinesOfTheGridLieInTheMiddle() {
        List<List<Double>> found = new ArrayList<>();
        for (String tiles : List.of("always", "never")) {
            for (String resolution : List.of("image", "grid")) {
                TiledExperiment experiment = new TiledExperiment(data(), HEIGHT / 2, WIDTH / 4);
                experiment.evaluation.put("tiles", tiles);
                experiment.evaluation.put("resolution", resolution);
                try (Setup setup = Setup.of(experiment.experiment(), new PlanningGraphCompiler())) {
                    found.add(new Baselines(setup)
                            .scores(Part.VALIDATION, 1).stream()
                                    .flatMap(scores -> scores.values().stream())
                                    .map(MetricValue::value)
                                    .toList());
                }
            }
        }
        assertThat(found.get(1)).isEqualTo(found.get(0));
        assertThat(found.get(2)).isEqualTo(found.get(0));
        assertThat(found.get(3)).isNotEqualTo(found.get(0));
    }

    @Test
    void aPictureShowsTheWholeImage() {
        TiledExperiment experiment = new TiledExperiment(data(), HEIGHT / 2, WIDTH / 4);
        RuntimeSettings settings = new RuntimeSettings("cpu", "float32", 1, 1);
        try (Setup setup = Setup.of(experiment.experiment(), new PlanningGraphCompiler());
                OpenedModel model = OpenedModel.forTraining(
                        setup.network(), SmallTraining.choice("reference", new ReferenceBackend(), settings), 2)) {
            model.weights().initialize(new Randomness(5));
            CaseView view = new CaseViewer(
                            setup, SliceInference.of(setup, model, false).forPictures(), Part.VALIDATION)
                    .of("structures", "p1/v/0")
                    .get(0);
            assertThat(view.image().height()).isEqualTo(HEIGHT);
            assertThat(view.image().width()).isEqualTo(WIDTH);
            assertThat(view.truth()).containsExactly(data().maps().get(1));
            assertThat(view.prediction()).hasSize(HEIGHT * WIDTH);
        }
    }

    @Test
    void aLargePictureIsReduced() {
        int[] numbers = new int[5 * 7];
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = i;
        }
        Reduction reduction = Reduction.to(3, 5, 7);
        assertThat(reduction).isEqualTo(new Reduction(5, 7, 3));
        assertThat(reduction.of(numbers)).containsExactly(0, 3, 6, 21, 24, 27);
        assertThat(new Reduction(5, 7, 1).of(numbers)).isSameAs(numbers);
    }
}
