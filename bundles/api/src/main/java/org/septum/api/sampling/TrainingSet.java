// SPDX-License-Identifier: Apache-2.0
package org.septum.api.sampling;

import java.util.List;
import org.septum.api.data.SampleInfo;

/** What a sampling chooses from. */
public interface TrainingSet {

    /** The training samples in the dataset's order; at least one. */
    List<SampleInfo> samples();

    /** The names of the dataset's labels, the background first. */
    List<String> labels();

    /**
     * How many pixels of a sample have a label, counted in the image as it is, before it is put onto the network's grid; 0
     * for a label that the dataset {@link org.septum.api.data.Dataset#ignored ignores}.
     *
     * @param sample one of {@link #samples}
     * @param label its index among {@link #labels}
     */
    long pixels(SampleInfo sample, int label);
}
