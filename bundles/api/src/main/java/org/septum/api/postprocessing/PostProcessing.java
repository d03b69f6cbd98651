// SPDX-License-Identifier: Apache-2.0
package org.septum.api.postprocessing;

import java.util.List;

/**
 * Changes decided masks by what is known of the structures and the network does not know: that there is one of each, that it
 * has no holes, that it is not tiny. It consists of steps, and each step is kept or left on its own: whether it helps is learnt
 * from cases that were not trained on.
 */
public interface PostProcessing {

    /**
     * The post-processing for a head's classes.
     *
     * @param classes the background first
     * @throws org.septum.api.UserError if an option names a class that is not among them
     */
    Bound bind(List<String> classes);

    /** A post-processing whose classes are known. */
    interface Bound {

        /**
         * Its steps in the order in which they are tried and applied, at least one, each by a name that no other has and that
         * stays the same: a run's record says by it which were kept.
         */
        List<String> steps();

        /**
         * Changes the classes of a volume's pixels in place. Done again it changes nothing.
         *
         * @param step index into {@link #steps}
         * @throws org.septum.api.UserError if it needs a spacing and the volume has none
         */
        void apply(int step, DecidedVolume volume);
    }
}
