// SPDX-License-Identifier: Apache-2.0
package org.septum.engine.training;

import java.lang.System.Logger.Level;
import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.septum.api.RunFailure;
import org.septum.api.backend.FlatVector;
import org.septum.api.backend.Program;
import org.septum.api.data.SampleInfo;
import org.septum.api.graph.Mode;
import org.septum.api.training.Optimizer;
import org.septum.api.training.Progress;
import org.septum.engine.network.Network;
import org.septum.engine.network.OpenedModel;
import org.septum.engine.sample.ActiveHead;
import org.septum.engine.sample.Batch;
import org.septum.engine.setup.Setup;

/** One training step: forward, backward, update; and what becomes of one whose loss is not finite. */
public record TrainingStep(Setup setup, OpenedModel model, Optimizer optimizer) {

    private static final System.Logger LOG = System.getLogger(TrainingStep.class.getName());

    /**
     * Trains on one batch.
     *
     * @param step counted from 1 over the whole run
     * @return the loss; if it is not finite, the step was skipped and has changed nothing
     * @throws RunFailure if the loss is not finite and such steps are not to be skipped
     */
    public double run(Batch batch, long step) {
        boolean skipsInvalidLoss = setup.experiment().training().skipInvalidLoss();
        Program program = model.program(Mode.TRAINING, batch.size());
        setup.network().write(batch, program);
        float[] statistics = skipsInvalidLoss ? runningStatistics() : new float[0];
        program.run(step);
        float loss = program.scalar(Network.LOSS);
        if (!Float.isFinite(loss)) {
            String found = invalidLoss(batch, step, loss);
            if (!skipsInvalidLoss) {
                throw new RunFailure(found + " "
                        + uncounted(batch)
                                .orElse("Look at these samples, or lower the learning rate (now " + learningRate(step)
                                        + ")."));
            }
            LOG.log(Level.WARNING, "skipped: {0}", found);
            // The forward pass has taken the batch into the running statistics already.
            model.session().state().write(0, statistics);
            return loss;
        }
        model.session().update(optimizer.step(progress(step), gradientFactor()), optimizer.slots());
        return loss;
    }

    public double learningRate(long step) {
        return optimizer.learningRate(progress(step));
    }

    private float[] runningStatistics() {
        FlatVector state = model.session().state();
        float[] values = new float[Math.toIntExact(state.size())];
        state.read(0, values);
        return values;
    }

    private String invalidLoss(Batch batch, long step, float loss) {
        return "the loss is " + loss + " in step " + step + "; the batch held "
                + String.join(", ", batch.samples().stream().map(SampleInfo::id).toList())
                + "; the largest gradients are " + model.weights().largestGradients() + ".";
    }

    /** What to say of a batch in which no pixel counts for a head's loss; empty where that is not the reason. */
    private Optional<String> uncounted(Batch batch) {
        for (ActiveHead head : setup.heads()) {
            Set<Integer> present = Arrays.stream(batch.truth().get(head.name()))
                    .filter(index -> index != ActiveHead.IGNORED)
                    .boxed()
                    .collect(Collectors.toCollection(TreeSet::new));
            if (!present.isEmpty() && !head.loss().isDefined(present)) {
                String classes = present.stream().map(head.classes()::get).collect(Collectors.joining(", "));
                return Optional.of("No pixel of this batch counts for the loss of heads." + head.name()
                        + ": all are of " + classes + ", which ignore-index or a class weight of 0 leaves out, so that"
                        + " there is nothing to take a mean of. Take a larger data.batch-size, leave such samples out of"
                        + " the data, skip such batches with training.on-invalid-loss: skip, or let the loss sum"
                        + " (reduction: sum).");
            }
        }
        return Optional.empty();
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
                : Math.min(1, limit.getAsDouble() / model.session().gradientNorm());
    }
}
