// SPDX-License-Identifier: Apache-2.0
package org.septum.engine;

import java.util.List;
import java.util.Map;
import org.septum.api.UserError;
import org.septum.api.data.Dataset;
import org.septum.api.data.Partition;
import org.septum.api.data.SampleInfo;
import org.septum.api.data.Split;
import org.septum.api.experiment.Experiment;
import org.septum.api.graph.GraphCompiler;

/**
 * An experiment's data, heads and network, checked as far as possible without computing.
 *
 * @param parts the samples of train, validation and test
 * @param training prepares samples with augmentation
 * @param evaluating prepares samples without
 */
record Setup(
        Experiment experiment,
        Randomness randomness,
        Dataset dataset,
        Map<String, List<SampleInfo>> parts,
        List<ActiveHead> heads,
        Network network,
        Preparation training,
        Preparation evaluating)
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
        Randomness randomness = new Randomness(experiment.seed());
        Dataset dataset = experiment.data().dataset().create(Dataset.class);
        Partition partition =
                experiment.data().split().create(Split.class).divide(dataset.samples(), randomness.generator("split"));
        if (partition.train().isEmpty()) {
            throw new UserError(
                    experiment.data().split().arguments().location(), "the split leaves no samples for training");
        }
        List<ActiveHead> heads = ActiveHead.of(experiment.heads(), dataset.labels());
        Network network = new Network(compiler, experiment, dataset.channels(), heads);
        network.check();
        DataCheck.of(dataset, experiment.data().dataset());
        int height = experiment.data().height();
        int width = experiment.data().width();
        return new Setup(
                experiment,
                randomness,
                dataset,
                Map.of(TRAIN, partition.train(), VALIDATION, partition.validation(), TEST, partition.test()),
                heads,
                network,
                new Preparation(dataset, randomness, experiment.data().augmentations(), height, width),
                new Preparation(dataset, randomness, List.of(), height, width));
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
