// SPDX-License-Identifier: Apache-2.0
package org.septum.engine.prediction;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.septum.api.Arguments;
import org.septum.api.Kind;
import org.septum.api.UserError;
import org.septum.api.data.Dataset;
import org.septum.api.data.Grid;
import org.septum.api.data.Image;
import org.septum.api.data.IntensityScaling;
import org.septum.api.data.LabelMap;
import org.septum.api.data.SampleInfo;
import org.septum.api.data.Volume;
import org.septum.api.data.VolumeFormat;
import org.septum.api.experiment.DataSection;
import org.septum.api.experiment.Experiment;
import org.septum.engine.evaluation.ImageLogits;
import org.septum.engine.evaluation.Inference;
import org.septum.engine.geometry.GridCut;
import org.septum.engine.geometry.GridPlacement;
import org.septum.engine.geometry.TrainingGeometry;
import org.septum.engine.geometry.VolumeCut;
import org.septum.engine.geometry.VolumeGeometry;
import org.septum.engine.network.BackendChoice;
import org.septum.engine.network.Network;
import org.septum.engine.network.OpenedModel;
import org.septum.engine.prediction.PredictionInputs.Input;
import org.septum.engine.reuse.LoadedRun;
import org.septum.engine.run.RunDirectory;
import org.septum.engine.sample.ActiveHead;
import org.septum.engine.sample.NativeSamples;
import org.septum.engine.sample.Resampler;
import org.septum.services.experiment.ExperimentReader;
import org.septum.services.graph.GraphCompiler;
import org.septum.services.plugin.Registry;
import org.septum.services.run.ChangePolicy;
import org.septum.services.run.Runner;

/** Segments images with a run's checkpoint, and writes masks in the images' own geometry. */
public final class RunPrediction {

    private final ExperimentReader reader;
    private final GraphCompiler compiler;
    private final Registry registry;
    private final Overlays overlays;
    private final List<VolumeFormat> formats;

    public RunPrediction(ExperimentReader reader, GraphCompiler compiler, Registry registry, Overlays overlays) {
        this.reader = reader;
        this.compiler = compiler;
        this.registry = registry;
        this.overlays = overlays;
        this.formats = registry.components().stream()
                .filter(entry -> entry.kind() == Kind.FORMAT)
                .map(entry -> (VolumeFormat)
                        entry.factory().create(Arguments.of(entry.factory().options(), Map.of())))
                .toList();
    }

    /** The trained network and all that a prediction needs beside the image. */
    private record Model(
            Experiment experiment,
            TrainingGeometry trained,
            List<ActiveHead> heads,
            Grid grid,
            List<IntensityScaling> scalings,
            int channels,
            List<Integer> levels,
            Inference inference,
            Path checkpoint) {

        /** The number that a mask stores for each class of a head: that of the class's first label in the data's own masks. */
        List<Integer> levels(ActiveHead head, VolumeFormat format) {
            Integer[] ofClass = new Integer[head.classes().size()];
            for (int label = levels.size() - 1; label >= 0; label--) {
                ofClass[head.classOfLabel()[label]] = levels.get(label);
            }
            return Arrays.asList(ofClass).contains(null) ? format.levels(ofClass.length) : List.of(ofClass);
        }
    }

    /** Segments a file or all files of a folder. */
    public Runner.Prediction predict(Runner.PredictionRequest request, ChangePolicy policy) {
        RunDirectory directory = RunDirectory.existing(request.run());
        LoadedRun run = LoadedRun.of(directory, reader, request.checkpoint(), policy);
        Experiment experiment = run.experiment();
        PredictionInputs inputs = PredictionInputs.of(request.input(), formats);
        if (request.overlays()) {
            overlays.painter();
        }
        BackendChoice choice = BackendChoice.of(experiment, registry);
        try (Dataset dataset = experiment.data().dataset().create(Dataset.class)) {
            List<ActiveHead> heads = ActiveHead.of(experiment.heads(), dataset.labels());
            PredictionOutputs outputs = PredictionOutputs.of(request, inputs.inputs(), heads, formats);
            Network network = new Network(compiler, experiment, dataset.channels(), heads);
            try (OpenedModel opened =
                    OpenedModel.forInference(network, choice, experiment.data().batchSize(), run.checkpoint())) {
                Model model = new Model(
                        experiment,
                        run.recorded().geometry(),
                        heads,
                        experiment.data().grid().create(Grid.class),
                        experiment.data().intensities().stream()
                                .map(component -> component.create(IntensityScaling.class))
                                .toList(),
                        dataset.channels(),
                        dataset.levels(),
                        new Inference(
                                opened,
                                heads,
                                dataset.channels(),
                                experiment.data().height(),
                                experiment.data().width(),
                                request.flip() || experiment.evaluation().flip()),
                        run.checkpoint());
                return new Work(model, run.unfinished(), request, outputs).on(inputs);
            }
        }
    }

    /** A request's files, one after another. */
    private final class Work {

        private final Model model;
        private final Optional<String> unfinished;
        private final Runner.PredictionRequest request;
        private final PredictionOutputs outputs;
        private final List<Path> written = new ArrayList<>();
        private final List<String> notes = new ArrayList<>();
        private final List<String> failures = new ArrayList<>();
        private final List<VolumeGeometry> geometries = new ArrayList<>();
        private final List<VolumeCut> cuts = new ArrayList<>();

        Work(Model model, Optional<String> unfinished, Runner.PredictionRequest request, PredictionOutputs outputs) {
            this.model = model;
            this.unfinished = unfinished;
            this.request = request;
            this.outputs = outputs;
        }

        Runner.Prediction on(PredictionInputs inputs) {
            notes.addAll(inputs.notes());
            notes.addAll(outputs.notes());
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
            warnings().forEach(warning -> notes.add("warning: " + warning));
            return new Runner.Prediction(List.copyOf(written), List.copyOf(notes), List.copyOf(failures));
        }

        private List<String> warnings() {
            DataSection data = model.experiment().data();
            List<String> warnings = new ArrayList<>(unfinished.stream().toList());
            GridCut.uncovered(cuts, data.height(), data.width()).ifPresent(warnings::add);
            warnings.addAll(model.trained().warnings(geometries, data.grid().type()));
            return warnings;
        }

        private void segment(Input input) {
            Volume volume = input.format().read(input.file(), model.channels());
            volume.notes().forEach(note -> notes.add(input.name() + ": " + note));
            geometries.add(VolumeGeometry.of(info(volume, 0), placement(model, volume, 0)));
            cuts.add(cut(model, volume));
            NativeSamples.scale(model.scalings(), volume.slices(), input.file().toString());
            Map<ActiveHead, List<ImageLogits>> logits = logits(model, volume);
            outputs.makeFolder();
            for (ActiveHead head : model.heads()) {
                int pixels =
                        volume.slices().get(0).height() * volume.slices().get(0).width();
                List<int[]> decisions = logits.get(head).stream()
                        .map(slice -> slice.decide(head, pixels))
                        .toList();
                Path file = outputs.mask(input, head);
                input.format().writeLabels(volume, decisions, model.levels(head, input.format()), file);
                written.add(file);
                if (request.probabilities()) {
                    writeProbabilities(head, logits.get(head), volume, input);
                }
                if (request.overlays()) {
                    written.addAll(overlays.write(volume.slices(), decisions, file, outputs.stem(input, head)));
                }
            }
        }

        private void writeProbabilities(ActiveHead head, List<ImageLogits> logits, Volume volume, Input input) {
            int pixels =
                    volume.slices().get(0).height() * volume.slices().get(0).width();
            List<float[]> all = logits.stream()
                    .map(slice -> slice.probabilities(head, pixels))
                    .toList();
            for (int index = 1; index < head.classes().size(); index++) {
                int from = index * pixels;
                List<float[]> ofClass = all.stream()
                        .map(slice -> Arrays.copyOfRange(slice, from, from + pixels))
                        .toList();
                Path file = outputs.probabilities(input, head, index);
                input.format().writeProbabilities(volume, ofClass, file);
                written.add(file);
            }
        }
    }

    private static Map<ActiveHead, List<ImageLogits>> logits(Model model, Volume volume) {
        Map<ActiveHead, List<ImageLogits>> all = new LinkedHashMap<>();
        model.heads().forEach(head -> all.put(head, new ArrayList<>()));
        int batchSize = model.experiment().data().batchSize();
        int height = model.experiment().data().height();
        int width = model.experiment().data().width();
        List<Image> slices = volume.slices();
        for (int first = 0; first < slices.size(); first += batchSize) {
            int size = Math.min(batchSize, slices.size() - first);
            float[] images = new float[size * model.channels() * height * width];
            List<GridPlacement> placements = new ArrayList<>();
            for (int i = 0; i < size; i++) {
                placements.add(place(model, volume, slices.get(first + i), first + i, images, i));
            }
            Inference.Result result = model.inference().run(images);
            result.requireFinite(model.checkpoint());
            all.forEach((head, list) -> {
                float[] logits = result.logits().get(head.name());
                int each = logits.length / size;
                for (int i = 0; i < size; i++) {
                    float[] ofSlice = Arrays.copyOfRange(logits, i * each, (i + 1) * each);
                    list.add(ImageLogits.of(ofSlice, placements.get(i)));
                }
            });
        }
        return all;
    }

    private static SampleInfo info(Volume volume, int slice) {
        String name = volume.file().getFileName().toString();
        return new SampleInfo(
                name,
                name,
                name,
                slice,
                volume.spacing(),
                volume.affine(),
                volume.file().toString(),
                Map.of());
    }

    private static GridPlacement placement(Model model, Volume volume, int slice) {
        Image image = volume.slices().get(slice);
        try {
            return GridPlacement.of(
                    model.grid(),
                    info(volume, slice),
                    image.height(),
                    image.width(),
                    model.experiment().data().height(),
                    model.experiment().data().width());
        } catch (UserError e) {
            throw new UserError(volume.file() + ": " + e.getMessage(), e);
        }
    }

    /** How much of a volume the grid does not reach; no pixel has a label. */
    private static VolumeCut cut(Model model, Volume volume) {
        VolumeCut cut = VolumeCut.none(volume.file().getFileName().toString(), 1);
        for (int i = 0; i < volume.slices().size(); i++) {
            Image slice = volume.slices().get(i);
            int[] unlabelled = new int[slice.height() * slice.width()];
            cut.add(new LabelMap(slice.height(), slice.width(), unlabelled), placement(model, volume, i));
        }
        return cut;
    }

    /** Moves a slice onto the grid and into its place in the batch. */
    private static GridPlacement place(Model model, Volume volume, Image slice, int number, float[] images, int index) {
        int height = model.experiment().data().height();
        int width = model.experiment().data().width();
        GridPlacement placement = placement(model, volume, number);
        float[] onGrid = new float[model.channels() * height * width];
        LabelMap none = new LabelMap(slice.height(), slice.width(), new int[slice.height() * slice.width()]);
        new Resampler(List.of(), placement).resample(slice, none, onGrid, new int[height * width]);
        System.arraycopy(onGrid, 0, images, index * onGrid.length, onGrid.length);
        return placement;
    }
}
