// SPDX-License-Identifier: Apache-2.0
package org.septum.datasets.nifti;

import java.util.List;
import java.util.Optional;
import org.septum.api.UserError;
import org.septum.api.data.Image;

/**
 * The numbers of a volume.
 *
 * @param slices for each slice the numbers row by row, scaled as the header says
 * @param notes what is odd about the file and read nevertheless, each in a few words
 */
record Voxels(NiftiHeader header, List<float[]> slices, List<String> notes) {

    /** Stored numbers that a slope makes whole miss that by the rounding of the slope. */
    private static final double ROUNDING = 1e-4;

    /** Beyond, float32 does not tell whole numbers apart. */
    private static final float MOST_LEVEL = 1 << 24;

    /** A slice as an image with equal channels, in an array of its own. */
    Image image(int slice, int channels) {
        float[] values = slices.get(slice);
        float[] image = new float[channels * values.length];
        for (int channel = 0; channel < channels; channel++) {
            System.arraycopy(values, 0, image, channel * values.length, values.length);
        }
        return new Image(channels, header.height(), header.width(), image);
    }

    /**
     * @param file what the volume was read from, for messages
     * @throws UserError if a number is NaN or infinite
     */
    void checkFinite(String file) {
        check(file, "not finite numbers (NaN or infinite)", "set them to a number, such as 0", Float::isFinite);
    }

    /**
     * The numbers of all slices as whole numbers.
     *
     * @param file what the volume was read from, for messages
     * @throws UserError if a number is not whole, not finite, or too large for a label
     */
    int[] levels(String file) {
        check(
                file,
                "not whole numbers",
                "labels must be stored as whole numbers, resampled by nearest neighbour",
                value -> Float.isFinite(value) && Math.abs(value - Math.rint(value)) <= ROUNDING);
        check(
                file,
                "too large for labels",
                "allowed are numbers up to " + (int) MOST_LEVEL,
                value -> Math.abs(value) <= MOST_LEVEL);
        int[] levels = new int[header.width() * header.height() * header.slices()];
        int at = 0;
        for (float[] slice : slices) {
            for (float value : slice) {
                levels[at++] = Math.round(value);
            }
        }
        return levels;
    }

    @FunctionalInterface
    private interface Condition {
        boolean holds(float value);
    }

    private void check(String file, String finding, String advice, Condition condition) {
        long bad = 0;
        Optional<String> first = Optional.empty();
        for (int slice = 0; slice < slices.size(); slice++) {
            float[] values = slices.get(slice);
            for (int i = 0; i < values.length; i++) {
                if (!condition.holds(values[i])) {
                    if (bad++ == 0) {
                        first = Optional.of(values[i] + " at column " + i % header.width() + ", row "
                                + i / header.width() + ", slice " + slice);
                    }
                }
            }
        }
        if (bad > 0) {
            throw new UserError(file + " has voxels that are " + finding + ": " + bad + " of "
                    + (long) header.width() * header.height() * header.slices() + ", the first " + first.get() + "; "
                    + advice);
        }
    }
}
