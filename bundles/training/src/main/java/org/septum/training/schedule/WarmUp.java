// SPDX-License-Identifier: Apache-2.0
package org.septum.training.schedule;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.septum.api.metric.Metric;
import org.septum.api.training.EpochReport;
import org.septum.api.training.Progress;
import org.septum.api.training.Schedule;

/**
 * A straight rise, then another schedule over the steps that are left. P. Goyal et al., "Accurate, Large Minibatch SGD:
 * Training ImageNet in 1 Hour", arXiv:1706.02677, 2017.
 *
 * @param epochs how long it rises
 * @param start the factor of the first step
 */
record WarmUp(double epochs, double start, Schedule then) implements Schedule {

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
        long rising = Math.round(epochs * end.stepsPerEpoch());
        if (rising >= end.totalSteps()) {
            String number = epochs == Math.rint(epochs) ? Long.toString((long) epochs) : Double.toString(epochs);
            return List.of("the warm-up rises for " + number + " epochs, and the run has " + end.epochCount()
                    + ": the learning rate is never reached, and what follows is never used");
        }
        // What watches scores counts the run's epochs, any other schedule its own steps.
        return then.remarks(then.watches().isEmpty() ? after(end, rising) : end);
    }

    private static Progress after(Progress progress, long rising) {
        return new Progress(
                progress.step() - rising, progress.stepsPerEpoch(), Math.max(1, progress.totalSteps() - rising));
    }

    @Override
    public double factor(Progress progress) {
        long rising = Math.round(epochs * progress.stepsPerEpoch());
        long done = progress.step() - 1;
        if (done < rising) {
            return start + (1 - start) * done / rising;
        }
        return then.factor(after(progress, rising));
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
