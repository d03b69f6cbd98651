// SPDX-License-Identifier: Apache-2.0
package org.septum.api.sampling;

import java.util.function.IntFunction;
import java.util.random.RandomGenerator;

/**
 * The samples that an epoch needs.
 *
 * @param epoch counted from 1
 * @param samples how many; where the last batch is smaller than the others, no multiple of the batch size
 * @param batchSize of every batch but the last one
 * @param onePass whether the epoch is to be one pass over the samples, as far as whole batches allow; otherwise its length is
 *     the experiment's {@code training.steps-per-epoch}
 * @param generators a generator of the sampling's own for each number from 1 on, that of a number the same in every call
 */
public record EpochRequest(
        int epoch, int samples, int batchSize, boolean onePass, IntFunction<RandomGenerator> generators) {

    /** The epoch's own generator: that of its number. */
    public RandomGenerator generator() {
        return generators.apply(epoch);
    }
}
