// SPDX-License-Identifier: Apache-2.0
package org.septum.engine.prediction;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.function.IntConsumer;
import org.septum.api.UserError;
import org.septum.api.data.Grid;
import org.septum.api.data.Image;
import org.septum.api.data.IntensityScaling;
import org.septum.api.data.Volume;
import org.septum.api.experiment.DataSection;
import org.septum.api.experiment.Experiment;
import org.septum.common.text.Words;
import org.septum.engine.data.DatasetFacts;
import org.septum.engine.geometry.GridCut;
import org.septum.engine.geometry.GridPlacement;
import org.septum.engine.geometry.VolumeCut;
import org.septum.engine.geometry.VolumeGeometry;
import org.septum.engine.inference.Inference;
import org.septum.engine.inference.PredictedSlice;
import org.septum.engine.inference.SliceInference;
import org.septum.engine.network.BackendChoice;
import org.septum.engine.network.Network;
import org.septum.engine.network.OpenedModel;
import org.septum.engine.prediction.PredictionInputs.Input;
import org.septum.engine.reuse.LoadedRun;
import org.septum.engine.sample.ActiveHead;
import org.septum.engine.sample.Loaders;
import org.septum.engine.sample.NativeSamples;
import org.septum.engine.sample.Preparation;
import org.septum.engine.sample.Scalings;
import org.septum.services.graph.GraphCompiler;
import org.septum.services.plugin.Registry;

/** A run's model that predicts the slices of files: it scales their intensities and puts them onto its grid in its own way. */
final class MemberPrediction implements AutoCloseable {

    private final LoadedRun run;
    private final DataSection data;
    private final Grid grid;
    private final List<IntensityScaling> scalings;
    private final Network network;
    private final OpenedModel model;
    private final Inference inference;
    private final Loaders loaders;
    private final List<VolumeGeometry> geometries = new ArrayList<>();
    private final List<VolumeCut> cuts = new ArrayList<>();
    private final List<String> single = new ArrayList<>();

    /**
     * @param trained the dataset that it was trained on
     * @param flip whether to average over mirror images even where the run's experiment does not
     */
    MemberPrediction(LoadedRun run, DatasetFacts trained, GraphCompiler compiler, Registry registry, boolean flip) {
        Experiment experiment = run.experiment();
        this.run = run;
        this.data = experiment.data();
        this.grid = data.grid().create(Grid.class);
        Scalings plain = Scalings.of(data, trained.channels(), trained.channelNames());
        this.scalings =
                run.recorded().figuresFor(plain).map(plain::with).orElse(plain).all();
        BackendChoice choice = BackendChoice.of(experiment, registry);
        List<ActiveHead> heads = ActiveHead.of(experiment.heads(), trained.labels());
        this.network = new Network(compiler, experiment, trained.channels(), heads);
        this.model = OpenedModel.forInference(network, choice, data.batchSize(), run.checkpoint());
        this.inference = new Inference(model, flip || experiment.evaluation().flip());
        this.loaders = Loaders.of(experiment.runtime().loaderThreads());
    }

    List<ActiveHead> heads() {
        return network.heads();
    }

    /**
     * A file as this model sees it.
     *
     * @param volume with intensities scaled for this model
     * @param placement of its slices, which are all alike
     * @param predictor predicts them
     * @param pieces how often the network is asked
     */
    record Seen(Volume volume, GridPlacement placement, VolumeSamples samples, SliceInference predictor, int pieces) {}

    /**
     * Reads a file, and looks at how this model's grid lies on it.
     *
     * @throws UserError if it cannot be read, or not be put onto the grid
     */
    Seen see(Input input) {
        Volume volume = input.read(network.channels());
        GridPlacement placement = placement(volume);
        geometries.add(VolumeGeometry.of(VolumeSamples.info(volume, 0), placement));
        VolumeSamples samples = VolumeSamples.of(volume);
        Preparation preparation = Preparation.of(run.experiment(), samples, List.of());
        cuts.add(cut(
                volume,
                preparation.extent(
                        VolumeSamples.info(volume, 0), volume.slices().get(0))));
        if (volume.slices().size() == 1) {
            single.add(input.name());
        }
        NativeSamples.scale(scalings, volume.slices(), input.file().toString());
        SliceInference predictor = new SliceInference(inference, preparation, loaders, data.batchSize(), false);
        // All slices of a file have one size.
        int pieces = Math.multiplyExact(
                samples.slices().size(), predictor.pieces(samples.slices().get(0)));
        return new Seen(volume, placement, samples, predictor, pieces);
    }

    /** @param predicted told how many pieces the network has just seen */
    Iterator<PredictedSlice> over(Seen seen, IntConsumer predicted) {
        return seen.predictor().over(seen.samples().slices(), (batch, result) -> {
            result.requireFinite(run.checkpoint());
            predicted.accept(batch.size());
        });
    }

    /** What a user of the masks must know. */
    List<String> warnings() {
        List<String> warnings = new ArrayList<>(run.unfinished().stream().toList());
        GridCut.uncovered(cuts, data.height(), data.width()).ifPresent(warnings::add);
        warnings.addAll(
                run.recorded().geometry().warnings(geometries, data.grid().type()));
        if (data.context() > 0 && !single.isEmpty()) {
            warnings.add(
                    "the network sees " + data.context() + " neighbouring slices on each side, but there are none in "
                            + Words.some(single, 10) + ", so that the slice itself was repeated in their place");
        }
        return warnings;
    }

    /** All slices have one size. */
    private GridPlacement placement(Volume volume) {
        Image slice = volume.slices().get(0);
        try {
            return GridPlacement.of(
                    grid, VolumeSamples.info(volume, 0), slice.height(), slice.width(), data.height(), data.width());
        } catch (UserError e) {
            throw new UserError(volume.file() + ": " + e.getMessage(), e);
        }
    }

    /** How much of a volume is not reached. */
    private static VolumeCut cut(Volume volume, GridPlacement placement) {
        VolumeCut cut = VolumeCut.none(volume.file().getFileName().toString(), 1);
        volume.slices().forEach(slice -> cut.add(placement));
        return cut;
    }

    @Override
    public void close() {
        loaders.close();
        model.close();
    }
}
