// SPDX-License-Identifier: Apache-2.0
package org.septum.datasets.nifti;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.septum.api.UserError;
import org.septum.api.data.Spacing;

/**
 * The file of a volume's intensities and that of its labels.
 *
 * @param id names the volume, and with {@code -slice} and a number its samples
 * @param group the patient
 * @param root what the paths are shown below in messages
 * @param attributes further facts, the same for all slices
 */
public record VolumePair(String id, String group, Path root, Path image, Path labels, Map<String, String> attributes) {

    /** Two headers may have rounded the same spacing differently. */
    private static final double SAME_SPACING = 1e-3;

    NiftiFile imageFile() {
        return new NiftiFile(image, "image " + quoted(image));
    }

    NiftiFile labelFile() {
        return new NiftiFile(labels, "label file " + quoted(labels));
    }

    /** The image's path below the root. */
    String source() {
        return root.relativize(image).toString();
    }

    /**
     * @throws UserError if labels and image have another shape or spacing
     */
    void checkFit(NiftiHeader ofImage, NiftiHeader ofLabels) {
        if (ofImage.width() != ofLabels.width()
                || ofImage.height() != ofLabels.height()
                || ofImage.slices() != ofLabels.slices()) {
            throw unfit(ofLabels.size(), ofImage.size(), "voxels (columns x rows x slices)");
        }
        Optional<Spacing> image = ofImage.spacing();
        Optional<Spacing> labels = ofLabels.spacing();
        if (image.isPresent() && labels.isPresent() && !same(image.get(), labels.get())) {
            throw unfit(text(labels.get()), text(image.get()), "mm from voxel to voxel (columns x rows x slices)");
        }
    }

    private UserError unfit(String ofLabels, String ofImage, String unit) {
        return new UserError("label file " + quoted(labels) + " has " + ofLabels + ", but its image " + quoted(image)
                + " has " + ofImage + " " + unit);
    }

    private String quoted(Path file) {
        return "'" + root.relativize(file) + "'";
    }

    private static boolean same(Spacing a, Spacing b) {
        return !differ(a.row(), b.row()) && !differ(a.column(), b.column()) && !differ(a.slice(), b.slice());
    }

    private static boolean differ(double a, double b) {
        return Math.abs(a - b) > SAME_SPACING * Math.max(a, b);
    }

    private static String text(Spacing spacing) {
        return (float) spacing.column() + " x " + (float) spacing.row() + " x " + (float) spacing.slice();
    }
}
