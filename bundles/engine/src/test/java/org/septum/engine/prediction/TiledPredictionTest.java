// SPDX-License-Identifier: Apache-2.0
package org.septum.engine.prediction;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.septum.api.backend.RuntimeSettings;
import org.septum.api.data.Image;
import org.septum.api.data.SampleInfo;
import org.septum.api.data.Volume;
import org.septum.engine.Samples;
import org.septum.engine.SmallTraining;
import org.septum.engine.TiledExperiment;
import org.septum.engine.inference.Inference;
import org.septum.engine.inference.PredictedSlice;
import org.septum.engine.inference.SliceDecision;
import org.septum.engine.inference.SliceInference;
import org.septum.engine.network.OpenedModel;
import org.septum.engine.sample.Preparation;
import org.septum.engine.sample.Randomness;
import org.septum.engine.setup.Setup;
import org.septum.graph.PlanningGraphCompiler;
import org.septum.testkit.reference.ReferenceBackend;

/** A file that is segmented in tiles becomes what an evaluation makes of it. */
class TiledPredictionTest {

    @Test
    void tilesOfAFileAreThoseOfTheSameSlicesInADataset() {
        Samples data = Samples.of(List.of("background", "a", "b"), 19, 22);
        for (int group = 0; group < 2; group++) {
            for (int slice = 0; slice < 3; slice++) {
                int[] map = new int[19 * 22];
                for (int i = 0; i < map.length; i++) {
                    map[i] = i * (5 + slice) / 7 % 3;
                }
                data.add("p" + group, "v", map);
            }
        }
        TiledExperiment experiment = new TiledExperiment(data, 8, 8);
        experiment.headAlone = false;
        experiment.trainingSamples = 3;
        RuntimeSettings settings = new RuntimeSettings("cpu", "float32", 1, 1);
        try (Setup setup = Setup.of(experiment.experiment(), new PlanningGraphCompiler());
                OpenedModel model = OpenedModel.forTraining(
                        setup.network(), SmallTraining.choice("reference", new ReferenceBackend(), settings), 2)) {
            model.weights().initialize(new Randomness(3));
            List<SampleInfo> known = data.infos().subList(3, 6);
            List<Image> slices =
                    known.stream().map(info -> data.load(info).image()).toList();
            VolumeSamples file = VolumeSamples.of(new Volume(Path.of("v.nii"), slices, Optional.empty(), List.of()));
            Preparation preparation = Preparation.of(setup.experiment(), file, List.of());
            SliceInference predicting =
                    new SliceInference(new Inference(model, true), preparation, setup.loaders(), 3, false);
            SliceInference evaluating = SliceInference.of(setup, model, true);
            assertThat(predicting.pieces(file.slices().get(0))).isEqualTo(4 * 5);
            List<SliceDecision> predicted = read(setup, predicting.over(file.slices(), (batch, result) -> {}));
            assertThat(predicted).hasSize(3);
            assertThat(predicted)
                    .usingRecursiveComparison()
                    .isEqualTo(read(setup, evaluating.over(known, (batch, result) -> {})));
            // Beyond the middle of 8 x 8 pixels too there is more than background.
            assertThat(predicted.get(0).probabilities().get("structures")[0]).isLessThan(1);
        }
    }

    private static List<SliceDecision> read(Setup setup, Iterator<PredictedSlice> slices) {
        List<SliceDecision> decisions = new ArrayList<>();
        slices.forEachRemaining(slice -> decisions.add(SliceDecision.of(slice, setup.heads(), true)));
        return decisions;
    }
}
