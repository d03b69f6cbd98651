// SPDX-License-Identifier: Apache-2.0
package org.septum.training.optimizer;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import org.septum.api.Arguments;
import org.septum.api.Kind;
import org.septum.api.Option;
import org.septum.api.Options;
import org.septum.api.training.Schedule;

/**
 * What every optimizer lets the user choose beside its own method.
 *
 * @param learningRate before the schedule changes it
 * @param clipNorm the largest norm of all gradients together; empty for any
 * @param averageDecay what is kept of the averaged weights in each step; empty for no averaging
 */
record Pace(double learningRate, Schedule schedule, OptionalDouble clipNorm, OptionalDouble averageDecay) {

    /** The optimizer's own options between the learning rate and the rest. */
    static Options options(double learningRate, String origin, Option... own) {
        List<Option> options = new ArrayList<>();
        options.add(Option.real("learning-rate", 0, Double.POSITIVE_INFINITY, "step size; default " + origin)
                .or(learningRate));
        options.addAll(List.of(own));
        options.add(Option.component("schedule", Kind.SCHEDULE, "how the learning rate changes while the run goes on")
                .or("constant"));
        options.add(Option.real(
                        "clip-norm",
                        1e-12,
                        Double.POSITIVE_INFINITY,
                        "gradients are scaled down together so that the Euclidean norm of all of them is at most this (Pascanu"
                                + " et al. 2013; nnU-Net's is 12); no limit if left out")
                .optional());
        options.add(Option.real(
                        "average-decay",
                        0,
                        0.999999,
                        "evaluate and save an exponential moving average of the parameters, of which this share is kept in"
                                + " each step, for example 0.999 (Polyak and Juditsky 1992); no averaging if left out")
                .optional());
        return Options.of(options.toArray(Option[]::new));
    }

    static Pace of(Arguments arguments) {
        return new Pace(
                arguments.real("learning-rate"),
                arguments.component("schedule", Schedule.class),
                optional(arguments, "clip-norm"),
                optional(arguments, "average-decay"));
    }

    private static OptionalDouble optional(Arguments arguments, String name) {
        return arguments.has(name) ? OptionalDouble.of(arguments.real(name)) : OptionalDouble.empty();
    }

    /** The option for an L2 penalty. */
    static Option weightDecay() {
        return Option.real(
                        "weight-decay",
                        0,
                        Double.POSITIVE_INFINITY,
                        "L2 penalty: this times the parameter is added to the gradient")
                .or(0.0);
    }

    /** The option for a decay beside the gradient. */
    static Option decoupledDecay(double byDefault, String origin) {
        return Option.real(
                        "weight-decay",
                        0,
                        Double.POSITIVE_INFINITY,
                        "decoupled decay: each step first takes this times the learning rate off every parameter; default "
                                + origin)
                .or(byDefault);
    }
}
