// SPDX-License-Identifier: Apache-2.0
package org.septum.engine;

import java.lang.System.Logger.Level;
import java.util.OptionalDouble;
import org.septum.api.RunFailure;
import org.septum.api.backend.FlatVector;
import org.septum.api.backend.Program;
import org.septum.api.data.SampleInfo;
import org.septum.api.graph.Mode;
import org.septum.api.training.Optimizer;
import org.septum.api.training.Progress;

/** One training step: forward, backward, update; and what becomes of one whose loss is not finite. */
final class TrainingStep {

    private static final System.Logger LOG = System.getLogger(TrainingStep.class.getName());

    private final Setup setup;
    private final Programs programs;
    private final Weights weights;
    private final Optimizer optimizer;
    private final boolean skipsInvalidLoss;

    TrainingStep(Setup setup, Programs programs, Weights weights, Optimizer optimizer) {
        this.setup = setup;
        this.programs = programs;
        this.weights = weights;
        this.optimizer = optimizer;
        this.skipsInvalidLoss = setup.experiment().training().skipInvalidLoss();
    }

    /**
     * Trains on one batch.
     *
     * @param step counted from 1 over the whole run
     * @return the loss; if it is not finite, the step was skipped and has changed nothing
     * @throws RunFailure if the loss is not finite and such steps are not to be skipped
     */
    double run(Batch batch, long step) {
        Program program = programs.program(Mode.TRAINING, batch.size());
        program.write(Network.IMAGE, batch.image());
        setup.heads().forEach(head -> program.write(head.targetInput(), batch.target(head)));
        float[] statistics = skipsInvalidLoss ? runningStatistics() : new float[0];
        program.run(step);
        float loss = program.scalar(Network.LOSS);
        if (!Float.isFinite(loss)) {
            String found = invalidLoss(batch, step, loss);
            if (!skipsInvalidLoss) {
                throw new RunFailure(
                        found + " Look at these samples, or lower the learning rate (now " + learningRate(step) + ").");
            }
            LOG.log(Level.WARNING, "skipped: {0}", found);
            // The forward pass has taken the batch into the running statistics already.
            programs.session().state().write(0, statistics);
            return loss;
        }
        programs.session().update(optimizer.step(progress(step), gradientFactor()), optimizer.slots());
        return loss;
    }

    double learningRate(long step) {
        return optimizer.learningRate(progress(step));
    }

    private float[] runningStatistics() {
        FlatVector state = programs.session().state();
        float[] values = new float[Math.toIntExact(state.size())];
        state.read(0, values);
        return values;
    }

    private String invalidLoss(Batch batch, long step, float loss) {
        return "the loss is " + loss + " in step " + step + "; the batch held "
                + String.join(", ", batch.samples().stream().map(SampleInfo::id).toList())
                + "; the largest gradients are " + weights.largestGradients() + ".";
    }

    private Progress progress(long step) {
        int stepsPerEpoch = setup.stepsPerEpoch();
        int epochs = setup.experiment().training().epochs();
        return new Progress(step, stepsPerEpoch, (long) stepsPerEpoch * epochs);
    }

    /** 1, or less where the gradients' norm exceeds the limit. */
    private double gradientFactor() {
        OptionalDouble limit = optimizer.clipNorm();
        return limit.isEmpty()
                ? 1
                : Math.min(1, limit.getAsDouble() / programs.session().gradientNorm());
    }
}
