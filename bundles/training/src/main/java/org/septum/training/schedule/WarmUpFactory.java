// SPDX-License-Identifier: Apache-2.0
package org.septum.training.schedule;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.osgi.service.component.annotations.Component;
import org.septum.api.Arguments;
import org.septum.api.Kind;
import org.septum.api.Option;
import org.septum.api.Options;
import org.septum.api.PluginType;
import org.septum.api.metric.Metric;
import org.septum.api.training.EpochReport;
import org.septum.api.training.Progress;
import org.septum.api.training.Schedule;
import org.septum.api.training.ScheduleFactory;

/** The schedule {@code warm-up}: {@link WarmUp}. */
@Component
@PluginType("warm-up")
public final class WarmUpFactory implements ScheduleFactory {

    private static final Option EPOCHS = Option.real(
                    "epochs", 0, 1e6, "how long it rises, in epochs or a fraction of one; the default is the paper's")
            .or(5);
    private static final Option START = Option.real(
                    "start-factor", 0, 1, "where it begins, as a share of the learning rate")
            .or(0.01);
    private static final Option THEN = Option.component(
                    "then", Kind.SCHEDULE, "the schedule of the steps after it, which begins there")
            .or("constant");

    @Override
    public String summary() {
        return "rises along a straight line for some epochs, then hands over to another schedule (Goyal et al. 2017)";
    }

    @Override
    public Options options() {
        return Options.of(EPOCHS, START, THEN);
    }

    @Override
    public Schedule create(Arguments arguments) {
        return new WarmUp(
                arguments.real(EPOCHS.name()),
                arguments.real(START.name()),
                arguments.component(THEN.name(), Schedule.class));
    }

    /**
     * A straight rise, then another schedule over the steps that are left. P. Goyal et al., "Accurate, Large Minibatch SGD:
     * Training ImageNet in 1 Hour", arXiv:1706.02677, 2017.
     *
     * @param epochs how long it rises
     * @param start the factor of the first step
     */
    private record WarmUp(double epochs, double start, Schedule then) implements Schedule {

        @Override
        public Set<String> watches() {
            return then.watches();
        }

        @Override
        public Map<String, Metric.Direction> better() {
            return then.better();
        }

        @Override
        public List<String> remarks(Progress end) {
            long rising = rising(end);
            if (rising >= end.totalSteps()) {
                String number = epochs == Math.rint(epochs) ? Long.toString((long) epochs) : Double.toString(epochs);
                return List.of("the warm-up rises for " + number + " epochs, and the run has " + end.epochCount()
                        + ": the learning rate is never reached, and what follows is never used");
            }
            // What watches scores counts the run's epochs, any other schedule its own steps.
            return then.remarks(then.watches().isEmpty() ? after(end) : end);
        }

        @Override
        public double factor(Progress progress) {
            long rising = rising(progress);
            long done = progress.step() - 1;
            return done < rising ? start + (1 - start) * done / rising : then.factor(after(progress));
        }

        /** The number of steps in which it rises. */
        private long rising(Progress progress) {
            return Math.round(epochs * progress.stepsPerEpoch());
        }

        private Progress after(Progress progress) {
            long rising = rising(progress);
            return new Progress(
                    progress.step() - rising, progress.stepsPerEpoch(), Math.max(1, progress.totalSteps() - rising));
        }

        @Override
        public void epochFinished(EpochReport epoch) {
            then.epochFinished(epoch);
        }

        @Override
        public Map<String, Double> state() {
            return then.state();
        }

        @Override
        public void restore(Map<String, Double> state) {
            then.restore(state);
        }
    }
}
