// SPDX-License-Identifier: Apache-2.0
package org.septum.api.training;

/**
 * How far a run has come when it takes a step.
 *
 * @param step counted from 1 over the whole run
 * @param stepsPerEpoch the steps of each epoch
 * @param totalSteps the steps of all planned epochs
 */
public record Progress(long step, int stepsPerEpoch, long totalSteps) {

    /** The epochs done before this step, with their fraction. */
    public double epochs() {
        return (step - 1) / (double) stepsPerEpoch;
    }

    /** The number of planned epochs, a begun one counted. */
    public long epochCount() {
        return (totalSteps + stepsPerEpoch - 1) / stepsPerEpoch;
    }

    /** The share of all steps done before this one: 0 in the first step, always below 1. */
    public double share() {
        return (step - 1) / (double) totalSteps;
    }
}
