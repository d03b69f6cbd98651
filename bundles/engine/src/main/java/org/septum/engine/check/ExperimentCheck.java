// SPDX-License-Identifier: Apache-2.0
package org.septum.engine.check;

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
import org.septum.api.sampling.Sampling;
import org.septum.common.text.Words;
import org.septum.engine.checkpoint.Weights;
import org.septum.engine.data.HashedDataset;
import org.septum.engine.evaluation.EvaluationPass;
import org.septum.engine.evaluation.PatchValidation;
import org.septum.engine.network.Network;
import org.septum.engine.sample.ActiveHead;
import org.septum.engine.sample.Division;
import org.septum.engine.sample.Labelling;
import org.septum.engine.setup.Setup;
import org.septum.services.data.DataInspector;
import org.septum.services.experiment.Problems;
import org.septum.services.graph.GraphCompiler;

/**
 * What can be known of an experiment before its samples are read: every component of the run is made, and compared with the
 * others as far as they have to do with one another. All that is wrong is told in one go.
 */
public final class ExperimentCheck {

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
     * Sets an experiment up after all has been checked that a run needs.
     *
     * @throws UserError with all that is wrong with the experiment, or else with the samples
     */
    public static Setup setup(Experiment experiment, GraphCompiler compiler) {
        return setup(experiment, compiler, Setup.UNWATCHED);
    }

    /**
     * The same.
     *
     * @param progress told of each sample that is read
     */
    public static Setup setup(Experiment experiment, GraphCompiler compiler, DataInspector.Progress progress) {
        HashedDataset dataset;
        try {
            dataset = Setup.dataset(experiment);
        } catch (UserError e) {
            throw without(e, experiment, compiler);
        }
        return Setup.of(
                experiment,
                compiler,
                dataset,
                samples -> require(experiment, compiler, dataset),
                Optional.empty(),
                progress);
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
            problems.attempt(this::checkSampling);
            problems.attempt(() -> ActiveHead.of(experiment.heads(), Labelling.of(dataset)))
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
        division.requireTraining(experiment);
        division.leaks(experiment);
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

    private void checkSampling() {
        experiment.data().sampling().create(Sampling.class).requireLabels(dataset.labels());
    }

    private void checkTogether(List<ActiveHead> heads, Optional<Division> division) {
        List<SampleInfo> train =
                division.map(found -> found.parts().get(Part.TRAIN)).orElse(List.of());
        int configured = experiment.data().batchSize();
        boolean onePass = experiment.training().stepsPerEpoch().isEmpty();
        int batch = train.isEmpty() || !onePass ? configured : Math.min(configured, train.size());
        Network network = new Network(compiler, experiment, dataset.channels(), heads);
        boolean built = problems.attempt(() -> {
                    network.check(batch);
                    return true;
                })
                .isPresent();
        if (built && onePass && !experiment.data().dropLast() && train.size() % batch > 0) {
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
        boolean patches = experiment.evaluation().patchBatches().isPresent();
        List<String> paths = EvaluationPass.measured(patches ? PatchValidation.scored(heads) : heads, validation);
        new Watched(paths, !validation.isEmpty()).check(experiment);
    }
}
