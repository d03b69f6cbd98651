// SPDX-License-Identifier: Apache-2.0
package org.septum.engine;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.septum.api.UserError;
import org.septum.api.data.Dataset;
import org.septum.api.data.Part;
import org.septum.api.data.SampleInfo;
import org.septum.api.experiment.Experiment;
import org.septum.api.report.RunStart;
import org.septum.services.data.DataInspector;
import org.septum.services.graph.GraphCompiler;

/**
 * An experiment's data, heads and network, checked as far as possible without computing.
 *
 * @param parts the samples of train, validation and test
 * @param training prepares samples with augmentation
 * @param evaluating prepares samples without
 * @param warnings what a reader of the scores must know
 * @param gridCut what the network's grid leaves out
 * @param geometries how all volumes lie in space
 */
record Setup(
        Experiment experiment,
        Randomness randomness,
        HashedDataset dataset,
        Map<Part, List<SampleInfo>> parts,
        List<ActiveHead> heads,
        Network network,
        Preparation training,
        Preparation evaluating,
        List<String> warnings,
        GridCut gridCut,
        List<VolumeGeometry> geometries)
        implements AutoCloseable {

    /** For what reads the data without telling how far it is. */
    static final DataInspector.Progress UNWATCHED = (samples, all) -> {};

    /**
     * Finds the data, divides them, builds the graph, and reads every sample once.
     *
     * @throws UserError if any of it is wrong
     */
    static Setup of(Experiment experiment, GraphCompiler compiler) {
        return of(experiment, compiler, UNWATCHED);
    }

    private static Setup of(Experiment experiment, GraphCompiler compiler, DataInspector.Progress progress) {
        HashedDataset dataset = dataset(experiment);
        Division division = Division.of(experiment, dataset.samples());
        checkTraining(experiment, division);
        return of(experiment, compiler, dataset, division.parts(), leaks(experiment, division), progress);
    }

    /**
     * The same after all has been checked that a run needs.
     *
     * @throws UserError with all that is wrong with the experiment, or else with the samples
     */
    static Setup checked(Experiment experiment, GraphCompiler compiler) {
        return checked(experiment, compiler, UNWATCHED);
    }

    /**
     * The same.
     *
     * @param progress told of each sample that is read
     */
    static Setup checked(Experiment experiment, GraphCompiler compiler, DataInspector.Progress progress) {
        HashedDataset dataset;
        try {
            dataset = dataset(experiment);
        } catch (UserError e) {
            throw ExperimentCheck.without(e, experiment, compiler);
        }
        try {
            Division division = ExperimentCheck.require(experiment, compiler, dataset);
            return of(experiment, compiler, dataset, division.parts(), leaks(experiment, division), progress);
        } catch (RuntimeException | Error e) {
            dataset.close();
            throw e;
        }
    }

    /**
     * The same without a split: every sample is in the test part.
     *
     * @throws UserError if the data are wrong
     */
    static Setup allForTest(Experiment experiment, GraphCompiler compiler) {
        HashedDataset dataset = dataset(experiment);
        Map<Part, List<SampleInfo>> parts =
                Map.of(Part.TRAIN, List.of(), Part.VALIDATION, List.of(), Part.TEST, dataset.samples());
        return of(experiment, compiler, dataset, parts, List.of(), UNWATCHED);
    }

    /**
     * The same with the parts that a run's record tells; what the record does not know is in no part. An empty record draws
     * the split.
     *
     * @param progress told of each sample that is read
     * @throws UserError if the data are wrong
     */
    static Setup recorded(
            Experiment experiment, GraphCompiler compiler, RecordedRun run, DataInspector.Progress progress) {
        if (!run.tellsParts()) {
            return of(experiment, compiler, progress);
        }
        HashedDataset dataset = dataset(experiment);
        Division division = Division.of(run.parts(dataset.samples()), true);
        checkTraining(experiment, division);
        return of(experiment, compiler, dataset, division.parts(), leaks(experiment, division), progress);
    }

    private static void checkTraining(Experiment experiment, Division division) {
        if (division.parts().get(Part.TRAIN).isEmpty()) {
            throw new UserError(
                    experiment.data().split().arguments().location(), "the split leaves no samples for training");
        }
    }

    private static HashedDataset dataset(Experiment experiment) {
        return new HashedDataset(experiment.data().dataset().create(Dataset.class));
    }

    private static Setup of(
            Experiment experiment,
            GraphCompiler compiler,
            HashedDataset dataset,
            Map<Part, List<SampleInfo>> parts,
            List<String> warnings,
            DataInspector.Progress progress) {
        Randomness randomness = new Randomness(experiment.seed());
        List<ActiveHead> heads = ActiveHead.of(experiment.heads(), dataset.labels());
        Network network = new Network(compiler, experiment, dataset.channels(), heads);
        network.check();
        NativeSamples samples = NativeSamples.of(experiment, dataset);
        Preparation training =
                Preparation.of(experiment, samples, experiment.data().augmentations());
        Preparation evaluating = Preparation.of(experiment, samples, List.of());
        DataCheck.Result checked =
                DataCheck.of(evaluating, dataset.samples(), experiment.data().dataset(), dataset.labels(), progress);
        ScorableSamples.require(heads, scored(dataset, parts));
        List<String> all = new ArrayList<>(warnings);
        GridCut cut = checked.cut();
        cut.warning().ifPresent(all::add);
        all.addAll(DataWarnings.of(dataset.samples(), parts, cut, evaluating));
        all.addAll(RunWarnings.ofExperiment(
                experiment, heads, parts.get(Part.TRAIN).size()));
        Setup setup = new Setup(
                experiment,
                randomness,
                dataset,
                parts,
                heads,
                network,
                training,
                evaluating,
                all,
                cut,
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

    /** A warning if groups are in several parts and the experiment accepts it. */
    static List<String> leaks(Experiment experiment, Division division) {
        Map<String, Set<Part>> overlaps = division.overlaps();
        if (overlaps.isEmpty()) {
            return List.of();
        }
        String found = "groups leak: " + overlaps.size() + " of " + division.groups()
                + " groups have samples in more than one part";
        if (!division.overlapsAccepted()) {
            var first = overlaps.entrySet().iterator().next();
            throw new UserError(
                    experiment.data().split().arguments().location(),
                    found + " (" + first.getKey() + " in " + Part.join(" and ", first.getValue())
                            + "); a group must be in one part only, or its scores are too good");
        }
        return List.of(found + ", so that validation and test scores are too good");
    }

    /** The same with more that a reader of the scores must know. */
    Setup warning(List<String> more) {
        List<String> all = new ArrayList<>(more);
        all.addAll(warnings);
        return new Setup(
                experiment, randomness, dataset, parts, heads, network, training, evaluating, all, gridCut, geometries);
    }

    /** How the volumes of a part lie in space. */
    List<VolumeGeometry> geometries(Part part) {
        Set<String> volumes = new HashSet<>();
        parts.get(part).forEach(info -> volumes.add(info.volume()));
        return geometries.stream()
                .filter(volume -> volumes.contains(volume.volume()))
                .toList();
    }

    /** What reporters are told at the start of a training. */
    RunStart start(Path folder, Programs programs, int firstEpoch) {
        return start(folder, false, programs, firstEpoch);
    }

    /** What reporters are told before a trained model is scored again. */
    RunStart evaluation(Path folder, Programs programs) {
        return start(folder, true, programs, 1);
    }

    private RunStart start(Path folder, boolean evaluation, Programs programs, int firstEpoch) {
        Map<Part, Integer> samples = new LinkedHashMap<>();
        Map<Part, Integer> groups = new LinkedHashMap<>();
        for (Part part : Part.values()) {
            samples.put(part, parts.get(part).size());
            groups.put(part, groups(part));
        }
        return new RunStart(
                folder,
                evaluation,
                experiment,
                samples,
                groups,
                stepsPerEpoch(),
                programs.table().parameterFloats(),
                programs.description(),
                firstEpoch,
                warnings,
                facts(),
                dataset.notes());
    }

    /** What the data's check has found that is not worth a warning by itself, by heading. */
    Map<String, String> facts() {
        return gridCut.warning().isPresent()
                ? Map.of()
                : gridCut.fact()
                        .map(text -> Map.of("left out", "outside the network's grid: " + text))
                        .orElse(Map.of());
    }

    /** Training steps in an epoch; the last batch may be smaller, unless that is left out. */
    int stepsPerEpoch() {
        return experiment.data().dropLast() ? parts.get(Part.TRAIN).size() / fullBatch() : batches(Part.TRAIN);
    }

    /** The number of batches of a part. */
    int batches(Part part) {
        int size = experiment.data().batchSize();
        return (parts.get(part).size() + size - 1) / size;
    }

    /** The size of a full training batch; there may be fewer samples than a batch would take. */
    int fullBatch() {
        return Math.min(experiment.data().batchSize(), parts.get(Part.TRAIN).size());
    }

    /** The number of different groups in a part. */
    int groups(Part part) {
        return (int) parts.get(part).stream().map(SampleInfo::group).distinct().count();
    }

    @Override
    public void close() {
        dataset.close();
    }
}
