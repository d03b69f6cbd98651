// SPDX-License-Identifier: Apache-2.0
package org.septum.engine.sample;

import java.util.List;
import org.septum.api.data.Sample;
import org.septum.api.data.SampleInfo;

/** Samples at their own size with scaled intensities: those of a dataset, or the slices of a file that is segmented. */
public interface SampleSource {

    /** The channels of each image. */
    int channels();

    /** All slices of a sample's volume, in the order in which they are given. */
    List<SampleInfo> volume(SampleInfo info);

    /**
     * Loads a sample; from several threads at once. Its image is shared and must not be changed.
     *
     * @throws org.septum.api.UserError if it cannot be read, or is not what a sample must be
     */
    Sample load(SampleInfo info);
}
