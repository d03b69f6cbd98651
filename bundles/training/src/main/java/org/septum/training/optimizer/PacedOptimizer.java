// SPDX-License-Identifier: Apache-2.0
package org.septum.training.optimizer;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import org.septum.api.metric.Metric;
import org.septum.api.training.EpochReport;
import org.septum.api.training.Optimizer;
import org.septum.api.training.ParameterUpdate;
import org.septum.api.training.Progress;

/** An optimizer with a schedule, and a running average of the parameters if wanted. */
abstract class PacedOptimizer implements Optimizer {

    /** The average's slot comes after the optimizer's own. */
    private static final String AVERAGE = "average";

    private final Pace pace;

    PacedOptimizer(Pace pace) {
        this.pace = pace;
    }

    /** The names of the method's own slots. */
    abstract List<String> ownSlots();

    /**
     * The update of one step.
     *
     * @param step counted from 1
     * @param gradientFactor by which every gradient is multiplied first
     */
    abstract ParameterUpdate update(long step, double learningRate, double gradientFactor);

    @Override
    public final Set<String> watches() {
        return pace.schedule().watches();
    }

    @Override
    public final Map<String, Metric.Direction> better() {
        return pace.schedule().better();
    }

    @Override
    public final List<String> remarks(Progress end) {
        List<String> remarks = new ArrayList<>(pace.schedule().remarks(end));
        if ((float) pace.learningRate() == 0) {
            String rate = pace.learningRate() == 0 ? "0" : pace.learningRate() + ", which is 0 for numbers of 32 bits";
            remarks.add("the learning rate is " + rate + ": nothing is learned");
        }
        return remarks;
    }

    @Override
    public final List<String> slots() {
        List<String> slots = new ArrayList<>(ownSlots());
        averageSlot().ifPresent(slots::add);
        return List.copyOf(slots);
    }

    @Override
    public final double learningRate(Progress progress) {
        return pace.learningRate() * pace.schedule().factor(progress);
    }

    @Override
    public final ParameterUpdate step(Progress progress, double gradientFactor) {
        ParameterUpdate update = update(progress.step(), learningRate(progress), gradientFactor);
        return pace.averageDecay().isEmpty() ? update : averaging(update, keep(progress.step()));
    }

    /**
     * What is kept of the average in a step. It grows from 0 to the chosen decay, as (step - 1) / (step + 9), so that the
     * first parameters, which are random, are soon forgotten; TensorFlow's ExponentialMovingAverage does the same.
     */
    private double keep(long step) {
        return Math.min(pace.averageDecay().getAsDouble(), (step - 1) / (step + 9.0));
    }

    private static ParameterUpdate averaging(ParameterUpdate update, double kept) {
        float keep = (float) kept;
        float add = (float) (1 - kept);
        return (parameters, gradients, slots, length) -> {
            update.apply(parameters, gradients, slots, length);
            float[] average = slots[slots.length - 1];
            for (int i = 0; i < length; i++) {
                average[i] = keep * average[i] + add * parameters[i];
            }
        };
    }

    @Override
    public final OptionalDouble clipNorm() {
        return pace.clipNorm();
    }

    @Override
    public final Optional<String> averageSlot() {
        return pace.averageDecay().isPresent() ? Optional.of(AVERAGE) : Optional.empty();
    }

    @Override
    public final void epochFinished(EpochReport epoch) {
        pace.schedule().epochFinished(epoch);
    }

    @Override
    public final Map<String, Double> state() {
        return pace.schedule().state();
    }

    @Override
    public final void restore(Map<String, Double> state) {
        pace.schedule().restore(state);
    }
}
