// SPDX-License-Identifier: Apache-2.0
package org.septum.engine.setup;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.septum.api.UserError;
import org.septum.api.data.Dataset;
import org.septum.api.data.Part;
import org.septum.api.data.SampleInfo;
import org.septum.api.experiment.Experiment;
import org.septum.api.report.RunStart;
import org.septum.engine.data.DataCheck;
import org.septum.engine.data.HashedDataset;
import org.septum.engine.geometry.GridCut;
import org.septum.engine.geometry.Reach;
import org.septum.engine.geometry.VolumeGeometry;
import org.septum.engine.network.Network;
import org.septum.engine.network.OpenedModel;
import org.septum.engine.postprocessing.MaskSteps;
import org.septum.engine.sample.ActiveHead;
import org.septum.engine.sample.BatchStream;
import org.septum.engine.sample.Division;
import org.septum.engine.sample.EpochSamples;
import org.septum.engine.sample.Labelling;
import org.septum.engine.sample.Loaders;
import org.septum.engine.sample.NativeSamples;
import org.septum.engine.sample.Preparation;
import org.septum.engine.sample.Randomness;
import org.septum.engine.sample.SampleUse;
import org.septum.engine.sample.Scalings;
import org.septum.services.data.DataInspector;
import org.septum.services.graph.GraphCompiler;

/**
 * An experiment's data, heads and network, checked as far as possible without computing.
 *
 * @param parts the samples of train, validation and test
 * @param order the training samples of each epoch
 * @param training prepares samples with augmentation
 * @param evaluating prepares samples without
 * @param loaders prepare batches ahead of their use
 * @param warnings what a reader of the scores must know
 * @param gridCut what the network's grid leaves out
 * @param scalings the intensity scalings with what they have learned
 * @param geometries how all volumes lie in space
 */
public record Setup(
        Experiment experiment,
        Randomness randomness,
        HashedDataset dataset,
        Map<Part, List<SampleInfo>> parts,
        EpochSamples order,
        List<ActiveHead> heads,
        Network network,
        Preparation training,
        Preparation evaluating,
        Loaders loaders,
        List<String> warnings,
        GridCut gridCut,
        Scalings scalings,
        List<VolumeGeometry> geometries)
        implements AutoCloseable {

    /** For what reads the data without telling how far it is. */
    public static final DataInspector.Progress UNWATCHED = (samples, all) -> {};

    /**
     * Finds the data, divides them, builds the graph, and reads every sample once.
     *
     * @throws UserError if any of it is wrong
     */
    public static Setup of(Experiment experiment, GraphCompiler compiler) {
        return of(
                experiment,
                compiler,
                dataset(experiment),
                samples -> Division.of(experiment, samples),
                Optional.empty(),
                UNWATCHED);
    }

    /**
     * The same with a division that need not be the experiment's own.
     *
     * @param dataset the experiment's; it is closed if anything is wrong
     * @param division of all samples that are there
     * @param learned what intensity scalings have learned: what a run has recorded of its own; empty to learn from the training part now
     * @param progress told of each sample that is read
     * @throws UserError if any of it is wrong
     */
    public static Setup of(
            Experiment experiment,
            GraphCompiler compiler,
            HashedDataset dataset,
            Function<List<SampleInfo>, Division> division,
            Optional<List<Map<String, Double>>> learned,
            DataInspector.Progress progress) {
        try {
            Division divided = division.apply(dataset.samples());
            divided.requireTraining(experiment);
            return of(experiment, compiler, dataset, divided.parts(), divided.leaks(experiment), learned, progress);
        } catch (RuntimeException | Error e) {
            dataset.close();
            throw e;
        }
    }

    /**
     * The same without a split: every sample is in the test part.
     *
     * @param learned what the intensity scalings of the run have learned
     * @throws UserError if the data are wrong
     */
    public static Setup allForTest(
            Experiment experiment, GraphCompiler compiler, Optional<List<Map<String, Double>>> learned) {
        HashedDataset dataset = dataset(experiment);
        Map<Part, List<SampleInfo>> parts =
                Map.of(Part.TRAIN, List.of(), Part.VALIDATION, List.of(), Part.TEST, dataset.samples());
        return of(experiment, compiler, dataset, parts, List.of(), learned, UNWATCHED);
    }

    /** The experiment's dataset, not yet read. */
    public static HashedDataset dataset(Experiment experiment) {
        return new HashedDataset(experiment.data().dataset().create(Dataset.class));
    }

    private static Setup of(
            Experiment experiment,
            GraphCompiler compiler,
            HashedDataset dataset,
            Map<Part, List<SampleInfo>> parts,
            List<String> warnings,
            Optional<List<Map<String, Double>>> learned,
            DataInspector.Progress progress) {
        Randomness randomness = new Randomness(experiment.seed());
        List<ActiveHead> heads = ActiveHead.of(experiment.heads(), Labelling.of(dataset));
        Network network = new Network(compiler, experiment, dataset.channels(), heads);
        network.check(experiment.data().batchSize());
        Scalings plain = Scalings.of(experiment.data(), dataset);
        Scalings scalings = learned.map(plain::with).orElseGet(() -> plain.learned(dataset, parts.get(Part.TRAIN)));
        NativeSamples samples = NativeSamples.of(experiment, dataset, scalings);
        Preparation training =
                Preparation.of(experiment, samples, experiment.data().augmentations());
        Preparation evaluating = Preparation.of(experiment, samples, List.of());
        DataCheck.Result checked = DataCheck.of(
                        evaluating, dataset.samples(), experiment.data().dataset(), dataset.labels(), progress)
                .with(Reach.of(experiment));
        ActiveHead.requireScorable(heads, scored(dataset, parts));
        MaskSteps steps = MaskSteps.of(experiment, heads);
        steps.requireApplicable(dataset.samples());
        List<String> all = new ArrayList<>(warnings);
        all.addAll(checked.warnings(dataset.samples(), parts, dataset.ignored(), evaluating));
        all.addAll(RunWarnings.ofContext(experiment.data().context(), dataset.samples()));
        all.addAll(RunWarnings.ofExperiment(
                experiment, heads, parts.get(Part.TRAIN).size()));
        all.addAll(steps.unlearnable(experiment, parts));
        Setup setup = new Setup(
                experiment,
                randomness,
                dataset,
                parts,
                EpochSamples.of(experiment, dataset, parts.get(Part.TRAIN), checked.pixels()),
                heads,
                network,
                training,
                evaluating,
                Loaders.of(experiment.runtime().loaderThreads()),
                all,
                checked.cut(),
                scalings,
                checked.volumes());
        return setup.warning(new RuleWarnings(setup).all());
    }

    /** What is scored while the run goes on or at its end, and one more sample, for there may be none. */
    private static List<SampleInfo> scored(Dataset dataset, Map<Part, List<SampleInfo>> parts) {
        List<SampleInfo> scored = new ArrayList<>(List.of(dataset.samples().get(0)));
        scored.addAll(parts.get(Part.VALIDATION));
        scored.addAll(parts.get(Part.TEST));
        return scored;
    }

    /** The same with more that a reader of the scores must know. */
    public Setup warning(List<String> more) {
        List<String> all = new ArrayList<>(more);
        all.addAll(warnings);
        return with(parts, all);
    }

    /** The same with other samples in a part. */
    public Setup with(Part part, List<SampleInfo> samples) {
        Map<Part, List<SampleInfo>> other = new EnumMap<>(parts);
        other.put(part, samples);
        return with(other, warnings);
    }

    private Setup with(Map<Part, List<SampleInfo>> otherParts, List<String> otherWarnings) {
        return new Setup(
                experiment,
                randomness,
                dataset,
                otherParts,
                order,
                heads,
                network,
                training,
                evaluating,
                loaders,
                otherWarnings,
                gridCut,
                scalings,
                geometries);
    }

    /**
     * Training samples in batches.
     *
     * @param epoch from which augmentations draw
     * @param order the samples in the order of use
     * @param skip how many batches were already used before an interruption
     */
    public BatchStream trainingBatches(int epoch, List<SampleUse> order, int skip) {
        return BatchStream.ofEpoch(loaders, training, heads, epoch, order, fullBatch(), skip);
    }

    /** Samples in batches of a size, without augmentation. */
    public BatchStream evaluatingBatches(List<SampleInfo> samples, int size) {
        return new BatchStream(loaders.threads(), evaluating, heads, 0, samples, size, 0);
    }

    /** How the volumes of a part lie in space. */
    public List<VolumeGeometry> geometries(Part part) {
        Set<String> volumes = new HashSet<>();
        parts.get(part).forEach(info -> volumes.add(info.volume()));
        return geometries.stream()
                .filter(volume -> volumes.contains(volume.volume()))
                .toList();
    }

    /**
     * What reporters are told at the start.
     *
     * @param evaluation whether a trained model is scored again, and nothing trained
     */
    public RunStart start(Path folder, boolean evaluation, OpenedModel model, int firstEpoch) {
        return new Beginnings(this, model).of(folder, evaluation, firstEpoch);
    }

    /** What the data's check has found that is not worth a warning by itself, by heading. */
    public Map<String, String> facts() {
        return gridCut.warning().isPresent()
                ? Map.of()
                : gridCut.fact()
                        .map(text -> Map.of("left out", "outside the network's grid: " + text))
                        .orElse(Map.of());
    }

    /** Training steps in an epoch. */
    public int stepsPerEpoch() {
        return order.steps();
    }

    /** So many training samples, in order; the same ones again where there are too few. */
    public List<SampleInfo> trainingSamples(int count) {
        List<SampleInfo> train = parts.get(Part.TRAIN);
        return IntStream.range(0, count)
                .mapToObj(i -> train.get(i % train.size()))
                .toList();
    }

    /** The number of batches of a part. */
    public int batches(Part part) {
        int size = experiment.data().batchSize();
        return (parts.get(part).size() + size - 1) / size;
    }

    /** The size of a full training batch. */
    public int fullBatch() {
        return order.fullBatch();
    }

    /** The number of different groups in a part. */
    public int groups(Part part) {
        return (int) parts.get(part).stream().map(SampleInfo::group).distinct().count();
    }

    @Override
    public void close() {
        loaders.close();
        dataset.close();
    }
}
