// SPDX-License-Identifier: Apache-2.0
package org.septum.datasets.nifti;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.septum.api.UserError;
import org.septum.api.data.Image;
import org.septum.api.data.Spacing;

/**
 * Volumes whose voxels lie on each other: the channels of one image.
 *
 * @param channels at least one, all of one size
 */
record ChannelStack(List<Voxels> channels) {

    /** Two headers may have rounded the same spacing differently. */
    private static final double SAME_SPACING = 1e-3;

    /**
     * Reads the intensities of all files.
     *
     * @throws UserError if a file is damaged, or does not lie on the first
     */
    static ChannelStack read(List<NiftiFile> files) {
        List<Voxels> channels = new ArrayList<>();
        for (NiftiFile file : files) {
            channels.add(file.readIntensities());
            requireTogether(
                    files.get(0),
                    channels.get(0).header(),
                    file,
                    channels.get(channels.size() - 1).header());
        }
        return new ChannelStack(List.copyOf(channels));
    }

    /**
     * The header of the first file, once those of all fit.
     *
     * @throws UserError as {@link #read}
     */
    static NiftiHeader header(List<NiftiFile> files) {
        NiftiHeader first = files.get(0).header();
        for (NiftiFile file : files.subList(1, files.size())) {
            requireTogether(files.get(0), first, file, file.header());
        }
        return first;
    }

    /** That of the first channel. */
    NiftiHeader header() {
        return channels.get(0).header();
    }

    /** A slice in an array of its own. A single volume gives as many equal channels as are wanted. */
    Image image(int slice, int wanted) {
        if (channels.size() == 1) {
            return channels.get(0).image(slice, wanted);
        }
        NiftiHeader header = header();
        int pixels = header.width() * header.height();
        float[] values = new float[channels.size() * pixels];
        for (int channel = 0; channel < channels.size(); channel++) {
            System.arraycopy(channels.get(channel).slices().get(slice), 0, values, channel * pixels, pixels);
        }
        return new Image(channels.size(), header.height(), header.width(), values);
    }

    /** What is odd about the files, each once. */
    List<String> notes() {
        return channels.stream()
                .flatMap(voxels -> voxels.notes().stream())
                .distinct()
                .toList();
    }

    private static void requireTogether(NiftiFile one, NiftiHeader first, NiftiFile other, NiftiHeader header) {
        if (!first.size().equals(header.size())) {
            throw unfit(one, first.size(), other, header.size(), "voxels (columns x rows x slices)");
        }
        if (first.spacing().isPresent() && header.spacing().isPresent()) {
            double[] steps = steps(first.spacing().get());
            double[] others = steps(header.spacing().get());
            for (int axis = 0; axis < steps.length; axis++) {
                if (Math.abs(steps[axis] - others[axis]) > SAME_SPACING * Math.max(steps[axis], others[axis])) {
                    throw unfit(
                            one, text(steps), other, text(others), "mm from voxel to voxel (columns x rows x slices)");
                }
            }
        }
        requireOnePlace(one, first, other, header);
    }

    private static void requireOnePlace(NiftiFile one, NiftiHeader first, NiftiFile other, NiftiHeader header) {
        if (first.affine().isEmpty() || header.affine().isEmpty()) {
            return;
        }
        Lattice place = new Lattice(first.lengths(), first.affine().get());
        Lattice its = new Lattice(header.lengths(), header.affine().get());
        double distance = place.distance(its);
        if (distance > place.tolerance()
                && first.spacing().isPresent()
                && header.spacing().isPresent()) {
            // One of the maps may be without the voxels' sizes.
            place = place.sized(first.spacing().get());
            its = its.sized(header.spacing().get());
            distance = place.distance(its);
        }
        if (distance > place.tolerance()) {
            throw new UserError(String.format(
                    Locale.ROOT,
                    "%s lies elsewhere in space than %s, another channel of the same image: corners are up to %.4g mm"
                            + " apart, allowed are %.2g mm (a tenth of a voxel's smallest edge)\n  %s: %s\n  %s: %s"
                            + "\n  Resample the channels onto one another, or, if they were acquired on these very voxels,"
                            + " copy one header into the other file",
                    other.what(),
                    one.what(),
                    distance,
                    place.tolerance(),
                    one.what(),
                    place.described(),
                    other.what(),
                    its.described()));
        }
    }

    private static UserError unfit(NiftiFile one, String ofOne, NiftiFile other, String ofOther, String unit) {
        return new UserError(other.what() + " has " + ofOther + ", but " + one.what()
                + ", another channel of the same image, has " + ofOne + " " + unit
                + "; resample the channels onto one another");
    }

    private static double[] steps(Spacing spacing) {
        return new double[] {spacing.column(), spacing.row(), spacing.slice()};
    }

    private static String text(double[] steps) {
        return (float) steps[0] + " x " + (float) steps[1] + " x " + (float) steps[2];
    }
}
