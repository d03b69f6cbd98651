// SPDX-License-Identifier: Apache-2.0
package org.septum.datasets.nifti;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.septum.api.UserError;
import org.septum.api.data.Recognition;
import org.septum.api.data.Spacing;

/**
 * The files of a volume's intensities, one for each channel, and that of its labels.
 *
 * @param id names the volume, and with {@code -slice} and a number its samples
 * @param group the patient
 * @param images of one size and at one place
 * @param root what the paths are shown below in messages
 * @param attributes further facts, the same for all slices
 */
public record VolumePair(
        String id, String group, Path root, List<Path> images, Path labels, Map<String, String> attributes) {

    /** Two headers may have rounded the same spacing differently. */
    private static final double SAME_SPACING = 1e-3;

    /** Whose intensities are one channel, or several equal ones. */
    public VolumePair(String id, String group, Path root, Path image, Path labels, Map<String, String> attributes) {
        this(id, group, root, List.of(image), labels, attributes);
    }

    /** In the order of the channels. */
    List<NiftiFile> imageFiles() {
        return images.stream()
                .map(image -> new NiftiFile(image, "image " + quoted(image)))
                .toList();
    }

    private Path image() {
        return images.get(0);
    }

    NiftiFile labelFile() {
        return new NiftiFile(labels, "label file " + quoted(labels));
    }

    /**
     * The size of the image's slices, by its header.
     *
     * @throws UserError if that cannot be read
     */
    public Recognition.Size size() {
        NiftiHeader header = imageFiles().get(0).header();
        return new Recognition.Size(header.height(), header.width(), header.spacing(), 1);
    }

    /** The image's path below the root. */
    String source() {
        return shown(image());
    }

    /** A file's path below the root. */
    String shown(Path file) {
        return root.relativize(file).toString();
    }

    /**
     * How the labels lie on the image, by the positions in space that both headers give. Where one gives none, they lie voxel
     * on voxel.
     *
     * @throws UserError if labels and image have another shape or spacing, or lie on each other in no way that exchanging
     *     and turning axes round can mend
     */
    Alignment alignment(NiftiHeader ofImage, NiftiHeader ofLabels) {
        List<Alignment> candidates = Alignment.of(ofImage.lengths(), ofLabels.lengths());
        boolean sameShape = candidates.contains(Alignment.AS_STORED);
        Optional<Alignment> alignment = Optional.of(Alignment.AS_STORED);
        if (ofImage.affine().isPresent() && ofLabels.affine().isPresent()) {
            alignment = inSpace(ofImage, ofLabels, candidates);
        } else if (!sameShape) {
            alignment = Optional.empty();
        }
        if (alignment.isEmpty() && !sameShape) {
            throw unfit(ofLabels.size(), ofImage.size(), "voxels (columns x rows x slices)");
        }
        if (ofImage.spacing().isPresent() && ofLabels.spacing().isPresent()) {
            double[] image = steps(ofImage.spacing().get(), Alignment.AS_STORED);
            double[] labels = steps(ofLabels.spacing().get(), alignment.orElse(Alignment.AS_STORED));
            if (differ(image[0], labels[0]) || differ(image[1], labels[1]) || differ(image[2], labels[2])) {
                throw unfit(text(labels), text(image), "mm from voxel to voxel (columns x rows x slices of the image)");
            }
        }
        return alignment.orElseThrow(() -> elsewhere(ofImage, ofLabels));
    }

    /** The alignment under which the corners of both volumes meet, if there is one. */
    private static Optional<Alignment> inSpace(NiftiHeader ofImage, NiftiHeader ofLabels, List<Alignment> candidates) {
        Lattice image = lattice(ofImage);
        Lattice labels = lattice(ofLabels);
        Optional<Alignment> met = closest(image, labels, candidates);
        if (met.isEmpty() && ofImage.spacing().isPresent() && ofLabels.spacing().isPresent()) {
            // One of the maps may be without the voxels' sizes, as those of ACDC are.
            met = closest(
                    image.sized(ofImage.spacing().get()),
                    labels.sized(ofLabels.spacing().get()),
                    candidates);
        }
        return met;
    }

    private static Optional<Alignment> closest(Lattice image, Lattice labels, List<Alignment> candidates) {
        return candidates.stream()
                .filter(candidate -> image.distance(labels, candidate) <= image.tolerance())
                .findFirst();
    }

    private static Lattice lattice(NiftiHeader header) {
        return new Lattice(header.lengths(), header.affine().orElseThrow());
    }

    private UserError elsewhere(NiftiHeader ofImage, NiftiHeader ofLabels) {
        Lattice image = lattice(ofImage);
        Lattice labels = lattice(ofLabels);
        return new UserError(String.format(
                Locale.ROOT,
                "label file %s lies elsewhere in space than its image %s: corners are up to %.4g mm apart, allowed are"
                        + " %.2g mm (a tenth of a voxel's smallest edge), and no exchange or reversal of axes mends it."
                        + "\n  image:  %s\n  labels: %s\n  Resample the labels onto the image, or, if they were drawn on"
                        + " these very voxels, copy the image's header into the label file",
                quoted(this.labels),
                quoted(image()),
                image.distance(labels),
                image.tolerance(),
                image.described(),
                labels.described()));
    }

    private UserError unfit(String ofLabels, String ofImage, String unit) {
        return new UserError("label file " + quoted(labels) + " has " + ofLabels + ", but its image " + quoted(image())
                + " has " + ofImage + " " + unit);
    }

    private String quoted(Path file) {
        return "'" + shown(file) + "'";
    }

    /** From voxel to voxel along the image's column, row and slice axis. */
    private static double[] steps(Spacing spacing, Alignment alignment) {
        double[] stored = {spacing.column(), spacing.row(), spacing.slice()};
        return new double[] {stored[alignment.axis(0)], stored[alignment.axis(1)], stored[alignment.axis(2)]};
    }

    private static boolean differ(double a, double b) {
        return Math.abs(a - b) > SAME_SPACING * Math.max(a, b);
    }

    private static String text(double[] steps) {
        return (float) steps[0] + " x " + (float) steps[1] + " x " + (float) steps[2];
    }
}
