// SPDX-License-Identifier: Apache-2.0
package org.septum.api.data;

import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Brings intensities of different scanners and patients to a common scale, before resampling and augmentation. The same
 * images always give the same result. Most scalings look at nothing but the images at hand. One that learns figures from the
 * training part says so ({@link #learning}) and works once it has them ({@link #with}); a run records them, so that
 * everything that is done with its model uses the same ones, and nothing is ever learned from validation or test.
 */
public interface IntensityScaling {

    /** Whose intensities are looked at together. */
    enum Scope {
        SLICE,
        VOLUME
    }

    /** Over what its figures are computed. */
    Scope scope();

    /**
     * The same scaling for images of certain channels. It is asked for once, before all else.
     *
     * @param count how many there are
     * @param names what each shows, as {@link Dataset#channelNames} says; empty where that is not known
     * @throws org.septum.api.UserError if an option names a channel that there is not
     */
    default IntensityScaling ofChannels(int count, List<String> names) {
        return this;
    }

    /** Begins to learn from the training part; empty if there is nothing to learn, or it has its figures. */
    default Optional<Learning> learning() {
        return Optional.empty();
    }

    /**
     * The same scaling with what was learned.
     *
     * @param figures by name, as {@link Learning#figures} gave them, now or in the run that is used again
     * @throws org.septum.api.UserError if one is missing
     */
    default IntensityScaling with(Map<String, Double> figures) {
        return this;
    }

    /** Learns figures from the training part, sample by sample. */
    interface Learning {

        /**
         * Takes a sample of the training part; each comes once, in the dataset's order.
         *
         * @param image at its own size, changed by the scalings before this one; not to be changed or kept
         * @param foreground the pixels of labels other than the background and those that are ignored, by their index
         *     row * width + column
         */
        void add(Image image, BitSet foreground);

        /**
         * What was learned, by name: finite numbers.
         *
         * @throws org.septum.api.UserError if the training part has nothing to learn from
         */
        Map<String, Double> figures();
    }

    /**
     * Changes intensities in place.
     *
     * @param images one slice, or all slices of one volume in order, at their own size
     * @throws org.septum.api.UserError if the intensities cannot be scaled, for example because one is not a number
     */
    void apply(List<Image> images);

    /**
     * The same scaling with what it takes from images fixed: applied to one of them alone, it changes it exactly as {@link
     * #apply} does when it gets all of them. With it a slice need not be loaded together with its whole volume again.
     *
     * @param images as {@link #apply} gets them; they are not changed
     * @return empty if it has no such thing
     * @throws org.septum.api.UserError as {@link #apply}
     */
    default Optional<IntensityScaling> fitted(List<Image> images) {
        return Optional.empty();
    }
}
