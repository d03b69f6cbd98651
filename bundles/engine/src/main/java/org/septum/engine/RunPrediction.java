// SPDX-License-Identifier: Apache-2.0
package org.septum.engine;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
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
import org.septum.api.experiment.Experiment;
import org.septum.api.experiment.ExperimentReader;
import org.septum.api.graph.GraphCompiler;
import org.septum.api.run.ChangePolicy;
import org.septum.api.run.Registry;
import org.septum.api.run.Runner;

/** Segments images with a run's checkpoint, and writes masks in the images' own geometry. */
final class RunPrediction {

    private final ExperimentReader reader;
    private final GraphCompiler compiler;
    private final Registry registry;
    private final Overlays overlays;
    private final List<VolumeFormat> formats;

    RunPrediction(ExperimentReader reader, GraphCompiler compiler, Registry registry, Overlays overlays) {
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
            List<ActiveHead> heads,
            Grid grid,
            List<IntensityScaling> scalings,
            int channels,
            Inference inference) {}

    /** One file to be segmented and the format that reads it. */
    private record Input(Path file, VolumeFormat format) {}

    /** Segments a file or all files of a folder and returns what was written. */
    List<Path> predict(Runner.PredictionRequest request, ChangePolicy policy) {
        RunDirectory directory = RunDirectory.existing(request.run());
        LoadedRun run = LoadedRun.of(directory, reader, request.checkpoint(), policy);
        Experiment experiment = run.experiment();
        List<Input> inputs = inputs(request.input());
        if (request.overlays()) {
            overlays.painter();
        }
        BackendChoice choice = BackendChoice.of(experiment.runtime(), experiment.seed(), registry);
        try (Dataset dataset = experiment.data().dataset().create(Dataset.class)) {
            List<ActiveHead> heads = ActiveHead.of(experiment.heads(), dataset.labels());
            Network network = new Network(compiler, experiment, dataset.channels(), heads);
            try (Programs programs =
                    new Programs(network, choice, experiment.data().batchSize())) {
                new Weights(programs.table(), programs.session()).load(run.checkpoint());
                Model model = new Model(
                        experiment,
                        heads,
                        experiment.data().grid().create(Grid.class),
                        experiment.data().intensities().stream()
                                .map(component -> component.create(IntensityScaling.class))
                                .toList(),
                        dataset.channels(),
                        new Inference(
                                programs,
                                heads,
                                dataset.channels(),
                                experiment.data().height(),
                                experiment.data().width(),
                                request.flip() || experiment.evaluation().flip()));
                List<Path> written = new ArrayList<>();
                for (Input input : inputs) {
                    written.addAll(predict(model, input, request));
                }
                return written;
            }
        }
    }

    private List<Input> inputs(Path input) {
        if (Files.isDirectory(input)) {
            try (Stream<Path> files = Files.list(input)) {
                List<Input> found = files.filter(Files::isRegularFile)
                        .sorted()
                        .flatMap(file -> format(file).map(format -> new Input(file, format)).stream())
                        .toList();
                if (found.isEmpty()) {
                    throw new UserError(input + ": this folder holds no image of a known format");
                }
                return found;
            } catch (IOException e) {
                throw new UserError(input + ": the folder cannot be read: " + e.getMessage(), e);
            }
        }
        if (!Files.isRegularFile(input)) {
            throw new UserError(input + ": there is no such file or folder");
        }
        return List.of(
                new Input(
                        input,
                        format(input)
                                .orElseThrow(
                                        () -> new UserError(
                                                input
                                                        + ": no installed format reads a file of this name; 'septum plugins' lists the volume formats"))));
    }

    private Optional<VolumeFormat> format(Path file) {
        return formats.stream().filter(format -> format.accepts(file)).findFirst();
    }

    private List<Path> predict(Model model, Input input, Runner.PredictionRequest request) {
        Volume volume = input.format().read(input.file(), model.channels());
        NativeSamples.scale(model.scalings(), volume.slices(), input.file().toString());
        Map<ActiveHead, List<ImageLogits>> logits = logits(model, volume);
        List<Path> written = new ArrayList<>();
        for (ActiveHead head : model.heads()) {
            int pixels =
                    volume.slices().get(0).height() * volume.slices().get(0).width();
            List<int[]> decisions = logits.get(head).stream()
                    .map(slice -> slice.decide(head, pixels))
                    .toList();
            String suffix = model.heads().size() > 1 ? "-" + head.name() : "";
            Path file = output(request, input, suffix);
            input.format().writeLabels(volume, decisions, head.classes().size(), file);
            written.add(file);
            if (request.probabilities()) {
                written.addAll(writeProbabilities(head, logits.get(head), volume, input, request, suffix));
            }
            if (request.overlays()) {
                String stem = input.format().stem(file);
                written.addAll(overlays.write(volume.slices(), decisions, file, stem));
            }
        }
        return written;
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

    /** Moves a slice onto the grid and into its place in the batch. */
    private static GridPlacement place(Model model, Volume volume, Image slice, int number, float[] images, int index) {
        int height = model.experiment().data().height();
        int width = model.experiment().data().width();
        String name = volume.file().getFileName().toString();
        SampleInfo info = new SampleInfo(
                name,
                name,
                name,
                number,
                volume.spacing(),
                Optional.empty(),
                volume.file().toString(),
                Map.of());
        GridPlacement placement = GridPlacement.of(model.grid(), info, slice.height(), slice.width(), height, width);
        float[] onGrid = new float[model.channels() * height * width];
        LabelMap none = new LabelMap(slice.height(), slice.width(), new int[slice.height() * slice.width()]);
        new Resampler(List.of(), placement).resample(slice, none, onGrid, new int[height * width]);
        System.arraycopy(onGrid, 0, images, index * onGrid.length, onGrid.length);
        return placement;
    }

    private static List<Path> writeProbabilities(
            ActiveHead head,
            List<ImageLogits> logits,
            Volume volume,
            Input input,
            Runner.PredictionRequest request,
            String suffix) {
        int pixels = volume.slices().get(0).height() * volume.slices().get(0).width();
        List<float[]> all =
                logits.stream().map(slice -> slice.probabilities(head, pixels)).toList();
        List<Path> written = new ArrayList<>();
        for (int index = 1; index < head.classes().size(); index++) {
            int from = index * pixels;
            List<float[]> ofClass = all.stream()
                    .map(slice -> Arrays.copyOfRange(slice, from, from + pixels))
                    .toList();
            Path file = output(
                    request, input, suffix + "-probability-" + head.classes().get(index));
            input.format().writeProbabilities(volume, ofClass, file);
            written.add(file);
        }
        return written;
    }

    /**
     * The file for a result: the output itself where it is named like one and the input is a single file, otherwise a file
     * in the output folder, named after the input.
     */
    private static Path output(Runner.PredictionRequest request, Input input, String suffix) {
        VolumeFormat format = input.format();
        boolean single = !Files.isDirectory(request.input())
                && !Files.isDirectory(request.output())
                && format.accepts(request.output());
        Path folder = single ? request.output().toAbsolutePath().getParent() : request.output();
        String stem = format.stem(single ? request.output() : input.file());
        Path file = single && suffix.isEmpty() ? request.output() : folder.resolve(stem + suffix + format.ending());
        try {
            Files.createDirectories(folder);
            if (Files.exists(file) && Files.isSameFile(file, input.file())) {
                throw new UserError(file + ": the mask would replace its own image; choose another output");
            }
        } catch (IOException e) {
            throw new UserError(folder + ": the folder cannot be made: " + e.getMessage(), e);
        }
        return file;
    }
}
