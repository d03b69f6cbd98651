// SPDX-License-Identifier: Apache-2.0
package org.septum.training.optimizer;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import org.septum.api.Arguments;
import org.septum.api.Kind;
import org.septum.api.Option;
import org.septum.api.Options;
import org.septum.api.metric.Metric;
import org.septum.api.training.EpochReport;
import org.septum.api.training.Optimizer;
import org.septum.api.training.ParameterUpdate;
import org.septum.api.training.Progress;
import org.septum.api.training.Schedule;

/** An optimizer with a schedule, and with clipped gradients and a running average of the parameters if wanted. */
abstract class PacedOptimizer implements Optimizer {

    /** The average's slot comes after the optimizer's own. */
    private static final String AVERAGE = "average";

    private static final String LEARNING_RATE = "learning-rate";
    private static final String WEIGHT_DECAY = "weight-decay";
    private static final Option SCHEDULE = Option.component(
                    "schedule", Kind.SCHEDULE, "how the learning rate changes while the run goes on")
            .or("constant");
    private static final Option CLIP_NORM = Option.real(
                    "clip-norm",
                    1e-12,
                    Double.POSITIVE_INFINITY,
                    "gradients are scaled down together so that the Euclidean norm of all of them is at most this (Pascanu"
                            + " et al. 2013; nnU-Net's is 12); no limit if left out")
            .optional();
    private static final Option AVERAGE_DECAY = Option.real(
                    "average-decay",
                    0,
                    0.999999,
                    "evaluate and save an exponential moving average of the parameters, of which this share is kept in"
                            + " each step, for example 0.999 (Polyak and Juditsky 1992); no averaging if left out")
            .optional();

    /** What every parameter loses beside its gradient's step, or what of it is added to the gradient. */
    final double weightDecay;

    private final double learningRate;
    private final Schedule schedule;
    private final OptionalDouble clipNorm;
    /** What is kept of the averaged weights in each step; empty for no averaging. */
    private final OptionalDouble averageDecay;

    PacedOptimizer(Arguments arguments) {
        weightDecay = arguments.real(WEIGHT_DECAY);
        learningRate = arguments.real(LEARNING_RATE);
        schedule = arguments.component(SCHEDULE.name(), Schedule.class);
        clipNorm = optional(arguments, CLIP_NORM);
        averageDecay = optional(arguments, AVERAGE_DECAY);
    }

    private static OptionalDouble optional(Arguments arguments, Option option) {
        return arguments.has(option.name()) ? OptionalDouble.of(arguments.real(option.name())) : OptionalDouble.empty();
    }

    /** The options of an optimizer: its own, weight decay among them, stand between the learning rate and the rest. */
    static Options options(double learningRate, String origin, Option... own) {
        List<Option> options = new ArrayList<>();
        options.add(Option.real(LEARNING_RATE, 0, Double.POSITIVE_INFINITY, "step size; default " + origin)
                .or(learningRate));
        options.addAll(List.of(own));
        options.addAll(List.of(SCHEDULE, CLIP_NORM, AVERAGE_DECAY));
        return Options.of(options.toArray(Option[]::new));
    }

    /** The option for an L2 penalty. */
    static Option weightDecay() {
        return weightDecay("L2 penalty: this times the parameter is added to the gradient", 0);
    }

    /** The option for a decay beside the gradient. */
    static Option decoupledDecay(double byDefault, String origin) {
        return weightDecay(
                "decoupled decay: each step first takes this times the learning rate off every parameter; default "
                        + origin,
                byDefault);
    }

    private static Option weightDecay(String documentation, double byDefault) {
        return Option.real(WEIGHT_DECAY, 0, Double.POSITIVE_INFINITY, documentation)
                .or(byDefault);
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
        return schedule.watches();
    }

    @Override
    public final Map<String, Metric.Direction> better() {
        return schedule.better();
    }

    @Override
    public final List<String> remarks(Progress end) {
        List<String> remarks = new ArrayList<>(schedule.remarks(end));
        if ((float) learningRate == 0) {
            String rate = learningRate == 0 ? "0" : learningRate + ", which is 0 for numbers of 32 bits";
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
        return learningRate * schedule.factor(progress);
    }

    @Override
    public final ParameterUpdate step(Progress progress, double gradientFactor) {
        ParameterUpdate update = update(progress.step(), learningRate(progress), gradientFactor);
        return averageDecay.isEmpty() ? update : averaging(update, keep(progress.step()));
    }

    /**
     * What is kept of the average in a step. It grows from 0 to the chosen decay, as (step - 1) / (step + 9), so that the
     * first parameters, which are random, are soon forgotten; TensorFlow's ExponentialMovingAverage does the same.
     */
    private double keep(long step) {
        return Math.min(averageDecay.getAsDouble(), (step - 1) / (step + 9.0));
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
        return clipNorm;
    }

    @Override
    public final Optional<String> averageSlot() {
        return averageDecay.isPresent() ? Optional.of(AVERAGE) : Optional.empty();
    }

    @Override
    public final void epochFinished(EpochReport epoch) {
        schedule.epochFinished(epoch);
    }

    @Override
    public final Map<String, Double> state() {
        return schedule.state();
    }

    @Override
    public final void restore(Map<String, Double> state) {
        schedule.restore(state);
    }
}
