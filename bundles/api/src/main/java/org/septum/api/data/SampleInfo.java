// SPDX-License-Identifier: Apache-2.0
package org.septum.api.data;

import java.util.Map;
import java.util.Optional;

/**
 * What is known of a sample without loading it.
 *
 * @param id unique in the dataset and the same every time
 * @param group what must not be split between training and test: the patient
 * @param volume the stack of slices it belongs to; the slices of a volume follow one another in the dataset
 * @param slice its index in the volume, counted from 0
 * @param spacing empty where the files do not tell
 * @param affine from voxel indices of the volume to positions in the scanner; empty where the files do not tell
 * @param source where it came from, for messages
 * @param attributes further facts such as phase or disease group
 */
public record SampleInfo(
        String id,
        String group,
        String volume,
        int slice,
        Optional<Spacing> spacing,
        Optional<Affine> affine,
        String source,
        Map<String, String> attributes) {}
