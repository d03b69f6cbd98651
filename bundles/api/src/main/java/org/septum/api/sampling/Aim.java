// SPDX-License-Identifier: Apache-2.0
package org.septum.api.sampling;

/** Which part of an image is to be shown, where the network's input is smaller than the image; crops look at it. */
public sealed interface Aim {

    /** The sampling says nothing: how often a part lies around foreground is the augmentations' to decide. */
    Aim OPEN = new Open();

    /** Any part, every one equally likely. */
    Aim ANYWHERE = new Anywhere();

    /** {@link Aim#OPEN}. */
    record Open() implements Aim {}

    /** {@link Aim#ANYWHERE}. */
    record Anywhere() implements Aim {}

    /**
     * The part around a pixel of a label, every one of these pixels equally likely; any part where the sample has none.
     *
     * @param label its index among the dataset's labels
     */
    record Label(int label) implements Aim {}
}
