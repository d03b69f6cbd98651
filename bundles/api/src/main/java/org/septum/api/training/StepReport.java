// SPDX-License-Identifier: Apache-2.0
package org.septum.api.training;

import java.util.List;

/**
 * One training step.
 *
 * @param step counted from 1 over the whole run
 * @param epoch counted from 1
 * @param stepInEpoch counted from 1
 * @param loss the total loss of the batch
 * @param learningRate the step's learning rate
 * @param seconds the step's duration, waiting for data included
 * @param dataWaitSeconds the part of it spent waiting for data
 * @param checkpoints what the checkpoint policies have decided after it, in the experiment's order
 */
public record StepReport(
        long step,
        int epoch,
        int stepInEpoch,
        double loss,
        double learningRate,
        double seconds,
        double dataWaitSeconds,
        List<CheckpointDecision> checkpoints) {}
