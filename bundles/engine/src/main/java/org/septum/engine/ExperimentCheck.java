// SPDX-License-Identifier: Apache-2.0
package org.septum.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.septum.api.Kind;
import org.septum.api.UserError;
import org.septum.api.data.Dataset;
import org.septum.api.data.Part;
import org.septum.api.data.SampleInfo;
import org.septum.api.experiment.Experiment;
import org.septum.api.metric.ScoreNames;
import org.septum.common.text.Words;
import org.septum.services.experiment.Problems;
import org.septum.services.graph.GraphCompiler;

/**
 * What can be known of an experiment before its samples are read: every component of the run is made, and compared with the
 * others as far as they have to do with one another. All that is wrong is told in one go.
 */
final class ExperimentCheck {

    private final Experiment experiment;
    private final GraphCompiler compiler;
    private final Dataset dataset;
    private final Problems problems = new Problems();

    private ExperimentCheck(Experiment experiment, GraphCompiler compiler, Dataset dataset) {
        this.experiment = experiment;
        this.compiler = compiler;
        this.dataset = dataset;
    }

    /**
     * Checks an experiment.
     *
     * @param dataset the experiment's
     * @return how the experiment's samples are divided
     * @throws UserError with all that is wrong
     */
    static Division require(Experiment experiment, GraphCompiler compiler, Dataset dataset) {
        return new ExperimentCheck(experiment, compiler, dataset).division();
    }

    /**
     * What is wrong with an experiment whose dataset cannot even be made.
     *
     * @param dataset what is wrong with that
     */
    static UserError without(UserError dataset, Experiment experiment, GraphCompiler compiler) {
        ExperimentCheck check = new ExperimentCheck(experiment, compiler, null);
        check.problems.add(dataset);
        check.components();
        List<String> all = check.problems.all();
        return new UserError(String.join("\n", all), all);
    }

    private Division division() {
        components();
        Optional<List<SampleInfo>> samples = problems.attempt(dataset::samples);
        Optional<Division> division = samples.flatMap(all -> problems.attempt(() -> divided(all)));
        if (samples.isPresent()) {
            problems.attempt(this::checkLabels);
            problems.attempt(() -> ActiveHead.of(experiment.heads(), dataset.labels()))
                    .ifPresent(heads -> checkTogether(heads, division));
        }
        problems.throwIfAny();
        return division.orElseThrow();
    }

    /** Makes every component but the dataset, which is there. */
    private void components() {
        experiment.components().values().stream()
                .filter(component -> component.kind() != Kind.DATASET)
                .forEach(component -> problems.attempt(() -> component.create(Object.class)));
        problems.attempt(() -> CheckpointNames.check(experiment));
    }

    private Division divided(List<SampleInfo> samples) {
        Division division = Division.of(experiment, samples);
        if (division.parts().get(Part.TRAIN).isEmpty()) {
            throw new UserError(
                    experiment.data().split().arguments().location(), "the split leaves no samples for training");
        }
        Setup.leaks(experiment, division);
        return division;
    }

    private void checkLabels() {
        dataset.labels()
                .forEach(label -> ScoreNames.fault(label).ifPresent(fault -> {
                    throw new UserError(
                            experiment.data().dataset().arguments().location(),
                            "data.dataset: a label is called '" + label + "', " + fault + "; call it something else");
                }));
    }

    private void checkTogether(List<ActiveHead> heads, Optional<Division> division) {
        List<SampleInfo> train =
                division.map(found -> found.parts().get(Part.TRAIN)).orElse(List.of());
        int configured = experiment.data().batchSize();
        int batch = train.isEmpty() ? configured : Math.min(configured, train.size());
        Network network = new Network(compiler, experiment, dataset.channels(), heads);
        boolean built = problems.attempt(() -> {
                    network.check(batch);
                    return true;
                })
                .isPresent();
        if (built && !experiment.data().dropLast() && train.size() % batch > 0) {
            problems.attempt(() -> checkLastBatch(network, train.size() % batch));
        }
        if (built && experiment.model().weights().isPresent()) {
            problems.attempt(() -> Weights.checkFirst(experiment.model(), network.parameters()));
        }
        division.ifPresent(found -> problems.attempt(() -> checkWatched(heads, found)));
    }

    private void checkLastBatch(Network network, int samples) {
        try {
            network.check(samples);
        } catch (UserError e) {
            throw new UserError(
                    experiment.data().sizeLocation(),
                    "the last batch of an epoch has " + Words.count(samples, "sample") + ", and the network cannot be"
                            + " trained with it: " + e.getMessage()
                            + "; leave it out with data.drop-last: true, or choose another data.batch-size");
        }
    }

    private void checkWatched(List<ActiveHead> heads, Division division) {
        List<SampleInfo> validation = new ArrayList<>(division.parts().get(Part.VALIDATION));
        List<String> paths = MeasuredScores.paths(heads, validation);
        new Watched(paths, !validation.isEmpty()).check(experiment);
    }
}
