// SPDX-License-Identifier: Apache-2.0
package org.septum.engine;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.septum.api.UserError;
import org.septum.api.data.Dataset;
import org.septum.api.data.Grid;
import org.septum.api.data.IntensityScaling;
import org.septum.api.data.Partition;
import org.septum.api.data.SampleInfo;
import org.septum.api.data.Split;
import org.septum.api.experiment.Experiment;
import org.septum.api.graph.GraphCompiler;
import org.septum.api.report.RunStart;

/**
 * An experiment's data, heads and network, checked as far as possible without computing.
 *
 * @param parts the samples of train, validation and test
 * @param training prepares samples with augmentation
 * @param evaluating prepares samples without
 * @param warnings what a reader of the scores must know
 */
record Setup(
        Experiment experiment,
        Randomness randomness,
        Dataset dataset,
        Map<String, List<SampleInfo>> parts,
        List<ActiveHead> heads,
        Network network,
        Preparation training,
        Preparation evaluating,
        List<String> warnings)
        implements AutoCloseable {

    static final String TRAIN = "train";
    static final String VALIDATION = "validation";
    static final String TEST = "test";

    /**
     * Finds the data, divides them, builds the graph, and reads every sample once.
     *
     * @throws UserError if any of it is wrong
     */
    static Setup of(Experiment experiment, GraphCompiler compiler) {
        Dataset dataset = experiment.data().dataset().create(Dataset.class);
        Split split = experiment.data().split().create(Split.class);
        Partition partition = split.divide(dataset.samples(), new Randomness(experiment.seed()).generator("split"));
        if (partition.train().isEmpty()) {
            throw new UserError(
                    experiment.data().split().arguments().location(), "the split leaves no samples for training");
        }
        Map<String, List<SampleInfo>> parts =
                Map.of(TRAIN, partition.train(), VALIDATION, partition.validation(), TEST, partition.test());
        List<String> warnings = leaks(experiment, split, parts);
        return of(experiment, compiler, dataset, parts, warnings);
    }

    /**
     * The same without a split: every sample is in the test part.
     *
     * @throws UserError if the data are wrong
     */
    static Setup allForTest(Experiment experiment, GraphCompiler compiler) {
        Dataset dataset = experiment.data().dataset().create(Dataset.class);
        Map<String, List<SampleInfo>> parts = Map.of(TRAIN, List.of(), VALIDATION, List.of(), TEST, dataset.samples());
        return of(experiment, compiler, dataset, parts, List.of());
    }

    private static Setup of(
            Experiment experiment,
            GraphCompiler compiler,
            Dataset dataset,
            Map<String, List<SampleInfo>> parts,
            List<String> warnings) {
        Randomness randomness = new Randomness(experiment.seed());
        List<ActiveHead> heads = ActiveHead.of(experiment.heads(), dataset.labels());
        Network network = new Network(compiler, experiment, dataset.channels(), heads);
        network.check();
        int height = experiment.data().height();
        int width = experiment.data().width();
        Grid grid = experiment.data().grid().create(Grid.class);
        NativeSamples samples = new NativeSamples(
                dataset,
                experiment.data().intensities().stream()
                        .map(component -> component.create(IntensityScaling.class))
                        .toList());
        Preparation training =
                new Preparation(samples, grid, randomness, experiment.data().augmentations(), height, width);
        Preparation evaluating = new Preparation(samples, grid, randomness, List.of(), height, width);
        DataCheck.of(evaluating, dataset.samples(), experiment.data().dataset());
        heads.forEach(head -> head.checkMetrics(dataset.samples().get(0)));
        return new Setup(experiment, randomness, dataset, parts, heads, network, training, evaluating, warnings);
    }

    /** A warning if groups are in several parts and the experiment accepts it. */
    private static List<String> leaks(Experiment experiment, Split split, Map<String, List<SampleInfo>> parts) {
        Map<String, Set<String>> partsOfGroup = new TreeMap<>();
        parts.forEach((part, samples) -> samples.forEach(info -> partsOfGroup
                .computeIfAbsent(info.group(), group -> new TreeSet<>())
                .add(part)));
        List<String> leaking = partsOfGroup.entrySet().stream()
                .filter(entry -> entry.getValue().size() > 1)
                .map(Map.Entry::getKey)
                .toList();
        if (leaking.isEmpty()) {
            return List.of();
        }
        String found = "groups leak: " + leaking.size() + " of " + partsOfGroup.size()
                + " groups have samples in more than one part";
        if (!split.acceptsLeakingGroups()) {
            throw new UserError(
                    experiment.data().split().arguments().location(),
                    found + " (" + leaking.get(0) + " in "
                            + String.join(" and ", partsOfGroup.get(leaking.get(0)))
                            + "); a group must be in one part only, or its scores are too good");
        }
        return List.of(found + ", so that validation and test scores are too good");
    }

    /** What reporters are told at the start. */
    RunStart start(Path folder, Programs programs, int firstEpoch) {
        Map<String, Integer> samples = new LinkedHashMap<>();
        Map<String, Integer> groups = new LinkedHashMap<>();
        for (String part : List.of(TRAIN, VALIDATION, TEST)) {
            samples.put(part, parts.get(part).size());
            groups.put(part, groups(part));
        }
        return new RunStart(
                folder,
                experiment,
                samples,
                groups,
                stepsPerEpoch(),
                programs.table().parameterFloats(),
                programs.session().description(),
                firstEpoch,
                warnings);
    }

    /** Training steps in an epoch; the last batch may be smaller. */
    int stepsPerEpoch() {
        return batches(TRAIN);
    }

    /** The number of batches of a part. */
    int batches(String part) {
        int size = experiment.data().batchSize();
        return (parts.get(part).size() + size - 1) / size;
    }

    /** The number of different groups in a part. */
    int groups(String part) {
        return (int) parts.get(part).stream().map(SampleInfo::group).distinct().count();
    }

    @Override
    public void close() {
        dataset.close();
    }
}
