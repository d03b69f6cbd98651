// SPDX-License-Identifier: Apache-2.0
package org.septum.engine.prediction;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.septum.api.data.Image;
import org.septum.api.data.Part;
import org.septum.api.data.Volume;
import org.septum.engine.MadeData;
import org.septum.engine.SmallTraining;
import org.septum.engine.inference.Inference;
import org.septum.engine.inference.PredictedSlice;
import org.septum.engine.inference.SliceDecision;
import org.septum.engine.inference.SliceInference;
import org.septum.engine.network.OpenedModel;
import org.septum.engine.sample.Preparation;
import org.septum.engine.sample.Randomness;
import org.septum.engine.setup.Setup;
import org.septum.graph.PlanningGraphCompiler;

/** A volume that is predicted has the neighbours that it had when it was evaluated. */
class ContextPredictionTest {

    @Test
    void probabilitiesOfAVolumeAreTheSameToTheBitInEvaluationAndPrediction() {
        SmallTraining small = new SmallTraining();
        small.context = 2;
        MadeData data = MadeData.volumes(1);
        for (int slice = 2; slice < 12; slice++) {
            data.add(slice < 8 ? "patient0" : "p" + slice, slice < 8 ? "v0" : "v" + slice, slice, Optional.empty());
        }
        small.dataset = data;
        try (Setup setup = Setup.of(small.experiment(), new PlanningGraphCompiler());
                OpenedModel model = OpenedModel.forTraining(setup.network(), small.backend(), 2)) {
            model.weights().initialize(new Randomness(3));
            List<Image> slices = setup.parts().get(Part.TRAIN).stream()
                    .map(info -> data.load(info).image())
                    .toList();
            assertThat(slices).hasSize(8);
            VolumeSamples volume = VolumeSamples.of(new Volume(Path.of("v0.nii"), slices, Optional.empty(), List.of()));
            Preparation preparation = Preparation.of(setup.experiment(), volume, List.of());
            SliceInference predicting =
                    new SliceInference(new Inference(model, false), preparation, setup.loaders(), 3, false);
            SliceInference evaluating = SliceInference.of(setup, model, false);
            List<float[]> predicted = probabilities(setup, predicting.over(volume.slices(), (batch, result) -> {}));
            assertThat(predicted)
                    .usingRecursiveComparison()
                    .isEqualTo(probabilities(
                            setup, evaluating.over(setup.parts().get(Part.TRAIN), (batch, result) -> {})));
            assertThat(predicted.get(0)).isNotEqualTo(predicted.get(1));
        }
    }

    private static List<float[]> probabilities(Setup setup, Iterator<PredictedSlice> slices) {
        List<float[]> probabilities = new ArrayList<>();
        slices.forEachRemaining(slice -> probabilities.add(
                SliceDecision.of(slice, setup.heads(), true).probabilities().get("structures")));
        return probabilities;
    }
}
