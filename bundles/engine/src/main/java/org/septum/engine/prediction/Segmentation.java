// SPDX-License-Identifier: Apache-2.0
package org.septum.engine.prediction;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.septum.api.UserError;
import org.septum.api.data.Grid;
import org.septum.api.data.Image;
import org.septum.api.data.IntensityScaling;
import org.septum.api.data.SampleInfo;
import org.septum.api.data.Volume;
import org.septum.api.data.VolumeFormat;
import org.septum.api.experiment.DataSection;
import org.septum.api.postprocessing.DecidedVolume;
import org.septum.common.files.OutputFolder;
import org.septum.common.text.Words;
import org.septum.engine.geometry.GridCut;
import org.septum.engine.geometry.GridPlacement;
import org.septum.engine.geometry.VolumeCut;
import org.septum.engine.geometry.VolumeGeometry;
import org.septum.engine.inference.Inference;
import org.septum.engine.inference.SliceDecision;
import org.septum.engine.inference.SliceInference;
import org.septum.engine.inference.SlicePredictor;
import org.septum.engine.network.Network;
import org.septum.engine.network.OpenedModel;
import org.septum.engine.postprocessing.MaskSteps;
import org.septum.engine.prediction.PredictionInputs.Input;
import org.septum.engine.reuse.LoadedRun;
import org.septum.engine.sample.ActiveHead;
import org.septum.engine.sample.Loaders;
import org.septum.engine.sample.NativeSamples;
import org.septum.engine.sample.Preparation;
import org.septum.services.run.Runner;

/** Segments a request's files, one after another, and writes masks in the images' own geometry. */
final class Segmentation {

    private final LoadedRun run;
    private final Runner.PredictionRequest request;
    private final PredictionOutputs outputs;
    private final Overlays overlays;
    private final Network network;
    private final Inference inference;
    private final Loaders loaders;
    private final Runner.PredictionProgress progress;
    private final List<Integer> levels;
    private final DataSection data;
    private final Grid grid;
    private final List<IntensityScaling> scalings;
    private final MaskSteps steps;
    private final List<Path> written = new ArrayList<>();
    private final List<String> notes = new ArrayList<>();
    private final List<String> failures = new ArrayList<>();
    private final List<VolumeGeometry> geometries = new ArrayList<>();
    private final List<VolumeCut> cuts = new ArrayList<>();
    private final List<String> single = new ArrayList<>();

    /**
     * @param model the run's, opened for inference
     * @param loaders prepare batches ahead of their use
     * @param scalings with what they have learned
     * @param progress told how far each image is
     * @param levels the number of each label in the masks of the run's data
     */
    Segmentation(
            LoadedRun run,
            Runner.PredictionRequest request,
            PredictionOutputs outputs,
            Overlays overlays,
            OpenedModel model,
            Loaders loaders,
            List<IntensityScaling> scalings,
            Runner.PredictionProgress progress,
            List<Integer> levels) {
        this.run = run;
        this.request = request;
        this.outputs = outputs;
        this.overlays = overlays;
        this.network = model.network();
        this.inference = new Inference(
                model, request.flip() || run.experiment().evaluation().flip());
        this.loaders = loaders;
        this.progress = progress;
        this.levels = levels;
        this.data = run.experiment().data();
        this.grid = data.grid().create(Grid.class);
        this.scalings = scalings;
        this.steps = run.recorded()
                .postProcessed()
                .map(learned -> MaskSteps.of(run.experiment(), network.heads()).kept(learned))
                .orElse(MaskSteps.NONE);
    }

    Runner.Prediction of(PredictionInputs inputs) {
        notes.addAll(inputs.notes());
        notes.addAll(outputs.notes());
        failures.addAll(inputs.failures());
        boolean folder = Files.isDirectory(request.input());
        for (Input input : inputs.inputs()) {
            try {
                segment(input);
            } catch (UserError e) {
                if (!folder) {
                    throw e;
                }
                failures.add(e.getMessage());
            }
        }
        if (!steps.isEmpty()) {
            notes.add("post-processed by what the run has learnt: " + String.join(", ", steps.names()));
        }
        warnings().forEach(warning -> notes.add("warning: " + warning));
        return new Runner.Prediction(List.copyOf(written), List.copyOf(notes), List.copyOf(failures));
    }

    private List<String> warnings() {
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

    private void segment(Input input) {
        Volume volume = input.read(network.channels());
        volume.notes().forEach(note -> notes.add(input.name() + ": " + note));
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
        List<SliceDecision> slices = decisions(preparation, samples.slices(), input);
        OutputFolder.make(outputs.folder());
        int pixels = placement.imageHeight() * placement.imageWidth();
        for (ActiveHead head : network.heads()) {
            List<int[]> decisions = slices.stream()
                    .map(slice -> slice.classes().get(head.name()))
                    .toList();
            steps.apply(
                    head,
                    new DecidedVolume(
                            input.name(),
                            placement.imageHeight(),
                            placement.imageWidth(),
                            volume.spacing(),
                            decisions));
            Path file = outputs.mask(input, head);
            input.format().writeLabels(volume, decisions, levels(head, input.format()), file);
            written.add(file);
            if (request.probabilities()) {
                List<float[]> probabilities = slices.stream()
                        .map(slice -> slice.probabilities().get(head.name()))
                        .toList();
                writeProbabilities(head, probabilities, pixels, volume, input);
            }
            if (request.overlays()) {
                written.addAll(overlays.write(volume.slices(), decisions, file, outputs.stem(input, head)));
            }
        }
    }

    /** The decisions about each slice of a volume whose intensities are scaled. */
    private List<SliceDecision> decisions(Preparation preparation, List<SampleInfo> slices, Input input) {
        SliceInference predictor = new SliceInference(inference, preparation, loaders, data.batchSize(), false);
        // All slices of a file have one size.
        int all = Math.multiplyExact(slices.size(), predictor.pieces(slices.get(0)));
        AtomicInteger done = new AtomicInteger();
        SlicePredictor.Watcher watcher = (batch, result) -> {
            result.requireFinite(run.checkpoint());
            progress.predicted(input.name(), done.addAndGet(batch.size()), all);
        };
        List<SliceDecision> decisions = new ArrayList<>();
        predictor
                .over(slices, watcher)
                .forEachRemaining(
                        slice -> decisions.add(SliceDecision.of(slice, network.heads(), request.probabilities())));
        return decisions;
    }

    /** The number that a mask stores for each class of a head: that of the class's first label in the data's own masks. */
    private List<Integer> levels(ActiveHead head, VolumeFormat format) {
        Integer[] ofClass = new Integer[head.classes().size()];
        for (int label = levels.size() - 1; label >= 0; label--) {
            int index = head.classOfLabel()[label];
            if (index != ActiveHead.IGNORED) {
                ofClass[index] = levels.get(label);
            }
        }
        return Arrays.asList(ofClass).contains(null) ? format.levels(ofClass.length) : List.of(ofClass);
    }

    private void writeProbabilities(ActiveHead head, List<float[]> slices, int pixels, Volume volume, Input input) {
        for (int index = 1; index < head.classes().size(); index++) {
            int from = index * pixels;
            List<float[]> ofClass = slices.stream()
                    .map(slice -> Arrays.copyOfRange(slice, from, from + pixels))
                    .toList();
            Path file = outputs.probabilities(input, head, index);
            input.format().writeProbabilities(volume, ofClass, file);
            written.add(file);
        }
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
}
