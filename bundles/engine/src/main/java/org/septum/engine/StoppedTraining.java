// SPDX-License-Identifier: Apache-2.0
package org.septum.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.septum.api.experiment.Experiment;
import org.septum.api.plan.ParameterTable;
import org.septum.api.report.Reporter;
import org.septum.api.training.StepReport;
import org.septum.engine.evaluation.Evaluator;
import org.septum.engine.network.BackendChoice;
import org.septum.engine.network.OpenedModel;
import org.septum.engine.record.RunFingerprint;
import org.septum.engine.run.RunDirectory;
import org.septum.engine.setup.Setup;
import org.septum.engine.training.Beginning;
import org.septum.engine.training.RunState;
import org.septum.engine.training.TrainingRun;
import org.septum.services.graph.GraphCompiler;

/**
 * A training that stops after a given step, with its state saved; made anew from the data to the optimizer each time, it
 * goes on from what was saved as another process would.
 */
public final class StoppedTraining implements Reporter {

    private final Experiment experiment;
    private final GraphCompiler compiler;
    private final BackendChoice choice;
    private final RunDirectory directory;
    private final List<StepReport> steps = new ArrayList<>();
    private Set<String> statistics = Set.of();
    private String compute = "";
    private long done;

    /** @param directory with a folder for checkpoints */
    StoppedTraining(Experiment experiment, GraphCompiler compiler, BackendChoice choice, RunDirectory directory) {
        this.experiment = experiment;
        this.compiler = compiler;
        this.choice = choice;
        this.directory = directory;
    }

    /** Trains until so many steps are done, counted from the run's beginning; from the saved state, if there is one. */
    public void trainUntil(long step) {
        try (Setup setup = Setup.of(experiment, compiler);
                OpenedModel model = OpenedModel.forTraining(setup.network(), choice, setup.fullBatch())) {
            RunState state = Beginning.whereItStopped(setup, model.weights(), directory, true);
            done = state.step();
            Evaluator evaluator = new Evaluator(setup, model, List.of(this));
            new TrainingRun(setup, model, directory, () -> done >= step, evaluator, state).train();
            compute = model.description();
            statistics = model.table().entries().stream()
                    .filter(entry -> !entry.trainable())
                    .map(ParameterTable.Entry::name)
                    .collect(Collectors.toUnmodifiableSet());
        }
    }

    /** The steps that are done, counted from the run's beginning. */
    public long done() {
        return done;
    }

    @Override
    public void stepFinished(StepReport step) {
        steps.add(step);
        done = step.step();
    }

    /** What computed. */
    String compute() {
        return compute;
    }

    public RunFingerprint fingerprint() {
        return new RunFingerprint(directory, statistics, steps);
    }
}
