// SPDX-License-Identifier: Apache-2.0
package org.septum.training;

import java.util.Map;
import java.util.Set;
import org.septum.api.report.EpochReport;
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
    public double factor(Progress progress) {
        long rising = Math.round(epochs * progress.stepsPerEpoch());
        long done = progress.step() - 1;
        if (done < rising) {
            return start + (1 - start) * done / rising;
        }
        long left = Math.max(1, progress.totalSteps() - rising);
        return then.factor(new Progress(progress.step() - rising, progress.stepsPerEpoch(), left));
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
