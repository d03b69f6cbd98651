// SPDX-License-Identifier: Apache-2.0
package org.septum.api.data;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * An image or a stack of images read for prediction.
 *
 * @param file where it was read from
 * @param slices in order, all of the same size
 * @param spacing empty where the file does not tell
 * @param affine from voxel indices to positions in the scanner; empty where the file does not tell
 * @param notes what was mended on the way, each in a few words
 */
public record Volume(
        Path file, List<Image> slices, Optional<Spacing> spacing, Optional<Affine> affine, List<String> notes) {

    /** Of a file that does not tell where its voxels lie. */
    public Volume(Path file, List<Image> slices, Optional<Spacing> spacing, List<String> notes) {
        this(file, slices, spacing, Optional.empty(), notes);
    }
}
