// SPDX-License-Identifier: Apache-2.0
package org.septum.engine.inference;

import org.septum.engine.sample.ActiveHead;

/** What was predicted for one head at some rows of a slice. */
public interface PredictedPixels {

    /**
     * The class of each pixel; the background where the network's grid does not reach.
     *
     * @param pixels how many there are, row by row
     */
    int[] decide(ActiveHead head, int pixels);

    /**
     * The probability of each class at each pixel, class by class; the background is sure where the grid does not reach.
     *
     * @param pixels how many there are, row by row
     */
    float[] probabilities(ActiveHead head, int pixels);
}
