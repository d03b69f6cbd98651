// SPDX-License-Identifier: Apache-2.0
package org.septum.api;

/** What belongs to one sample: a failure with it names the sample. */
public interface OfSample {

    /** The sample's id, unique in its dataset. */
    String sampleId();
}
