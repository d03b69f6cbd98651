// SPDX-License-Identifier: Apache-2.0
package org.septum.api.data;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.septum.api.OfSample;
import org.septum.api.Printable;
import org.septum.api.UserError;

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
        Map<String, String> attributes)
        implements OfSample {

    /**
     * @throws UserError if the id, the group or the volume has characters that cannot be printed: they stand in tables, and
     *     name files
     */
    public SampleInfo {
        for (String name : List.of(id, group, volume)) {
            if (!Printable.line(name).equals(name)) {
                throw new UserError(
                        source + ": the name '" + name + "' has characters that cannot be printed, shown as their"
                                + " numbers; rename what is called so");
            }
        }
    }

    @Override
    public String sampleId() {
        return id;
    }
}
