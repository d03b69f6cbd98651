// SPDX-License-Identifier: Apache-2.0
package org.septum.reporting.console;

import org.septum.api.training.StepReport;

/** How fast training goes, and how long it will still take at that pace. */
final class TrainingPace {

    private final int stepsPerEpoch;
    private final int epochs;
    private double stepSeconds = Double.NaN;
    private double epochSeconds;

    TrainingPace(int stepsPerEpoch, int epochs) {
        this.stepsPerEpoch = stepsPerEpoch;
        this.epochs = epochs;
    }

    void step(StepReport step) {
        // A running mean that soon forgets the first, slow step.
        stepSeconds = Double.isNaN(stepSeconds) ? step.seconds() : 0.9 * stepSeconds + 0.1 * step.seconds();
    }

    void epoch(double seconds) {
        epochSeconds = seconds;
    }

    double stepsPerSecond() {
        return 1 / stepSeconds;
    }

    double secondsLeftInEpoch(StepReport step) {
        return (stepsPerEpoch - step.stepInEpoch()) * stepSeconds;
    }

    /** Counts validation once an epoch has shown how long it takes. */
    double secondsLeftInRun(StepReport step) {
        double wholeEpoch = Math.max(epochSeconds, stepsPerEpoch * stepSeconds);
        return secondsLeftInEpoch(step) + (epochs - step.epoch()) * wholeEpoch;
    }
}
