// SPDX-License-Identifier: Apache-2.0
package org.septum.training.schedule;

import java.util.List;
import java.util.Map;
import org.osgi.service.component.annotations.Component;
import org.septum.api.Arguments;
import org.septum.api.Option;
import org.septum.api.Options;
import org.septum.api.PluginType;
import org.septum.api.training.EpochReport;
import org.septum.api.training.Progress;
import org.septum.api.training.Schedule;
import org.septum.api.training.ScheduleFactory;
import org.septum.training.Monitor;
import org.septum.training.Patience;

/** The schedule {@code reduce-on-plateau}: {@link ReduceOnPlateau}. The defaults are PyTorch's. */
@Component
@PluginType("reduce-on-plateau")
public final class ReduceOnPlateauFactory implements ScheduleFactory {

    private static final Option FACTOR = Option.real("factor", 0, 1, "by what the learning rate is multiplied")
            .or(0.1);
    private static final Option THRESHOLD = Option.real(
                    "threshold", 0, 1, "how much better a value must be to count, as a share of the best before")
            .or(1e-4);
    private static final Option MINIMUM = Option.real(
                    "minimum-factor", 0, 1, "what is left of the learning rate at least")
            .or(0);

    @Override
    public String summary() {
        return "multiplies the learning rate when a monitored value has not become better for some epochs";
    }

    @Override
    public Options options() {
        return Options.of(
                Monitor.PATH,
                Monitor.MODE,
                Monitor.AVERAGE,
                FACTOR,
                Patience.option(0, "after how many epochs without improvement the next one reduces"),
                THRESHOLD,
                MINIMUM);
    }

    @Override
    public Schedule create(Arguments arguments) {
        return new ReduceOnPlateau(arguments);
    }

    /**
     * Reduces the learning rate when a value has not become better for more epochs than it has patience, as PyTorch's
     * ReduceLROnPlateau with a relative threshold.
     */
    private static final class ReduceOnPlateau extends Patience implements Schedule {

        private final double reduction;
        private final double threshold;
        private final double minimum;
        private double factor = 1;

        ReduceOnPlateau(Arguments arguments) {
            super(arguments);
            reduction = arguments.real(FACTOR.name());
            threshold = arguments.real(THRESHOLD.name());
            minimum = arguments.real(MINIMUM.name());
        }

        @Override
        protected double margin(double best) {
            return Math.abs(best) * threshold;
        }

        @Override
        public List<String> remarks(Progress end) {
            // The first epoch has nothing to be compared with, and after the last one there is nothing left to train.
            return patience + 2 < end.epochCount() ? List.of() : tooShort(end, "reduce the learning rate");
        }

        @Override
        public double factor(Progress progress) {
            return factor;
        }

        @Override
        public void epochFinished(EpochReport epoch) {
            if (waited(epoch) > patience) {
                factor = Math.max(factor * reduction, minimum);
                waitAnew();
            }
        }

        @Override
        public Map<String, Double> state() {
            Map<String, Double> state = super.state();
            state.put("factor", factor);
            return state;
        }

        @Override
        public void restore(Map<String, Double> state) {
            super.restore(state);
            factor = state.getOrDefault("factor", 1.0);
        }
    }
}
