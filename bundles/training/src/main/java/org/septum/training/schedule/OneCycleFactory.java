// SPDX-License-Identifier: Apache-2.0
package org.septum.training.schedule;

import org.osgi.service.component.annotations.Component;
import org.septum.api.Arguments;
import org.septum.api.Option;
import org.septum.api.Options;
import org.septum.api.PluginType;
import org.septum.api.training.Progress;
import org.septum.api.training.Schedule;
import org.septum.api.training.ScheduleFactory;

/** The schedule {@code one-cycle}: {@link OneCycle}. The defaults are PyTorch's. */
@Component
@PluginType("one-cycle")
public final class OneCycleFactory implements ScheduleFactory {

    private static final Option RISE = Option.real("rise", 0.001, 0.999, "the share of the steps in which it rises")
            .or(0.3);
    private static final Option START_DIVISOR = Option.real(
                    "start-divisor", 1, 1e6, "by what the learning rate is divided in the first step")
            .or(25);
    private static final Option FINAL_DIVISOR = Option.real(
                    "final-divisor", 1, 1e9, "by what that first learning rate is divided in the last step")
            .or(1e4);

    @Override
    public String summary() {
        return "rises and falls once over the whole run, along cosines (Smith and Topin 2019)";
    }

    @Override
    public Options options() {
        return Options.of(RISE, START_DIVISOR, FINAL_DIVISOR);
    }

    @Override
    public Schedule create(Arguments arguments) {
        return new OneCycle(
                arguments.real(RISE.name()),
                1 / arguments.real(START_DIVISOR.name()),
                1 / (arguments.real(START_DIVISOR.name()) * arguments.real(FINAL_DIVISOR.name())));
    }

    /**
     * Up to the optimizer's learning rate and down again, as PyTorch's OneCycleLR with cosines and without cycled momentum. L.
     * N. Smith and N. Topin, "Super-Convergence: Very Fast Training of Neural Networks Using Large Learning Rates", SPIE 2019.
     */
    private record OneCycle(double rise, double first, double last) implements Schedule {

        @Override
        public double factor(Progress progress) {
            double top = rise * progress.totalSteps() - 1;
            double done = progress.step() - 1;
            if (done < top) {
                return between(first, 1, done / top);
            }
            return between(1, last, (done - top) / (progress.totalSteps() - 1 - top));
        }

        private static double between(double from, double to, double share) {
            return to + (from - to) * (1 + Math.cos(Math.PI * share)) / 2;
        }
    }
}
