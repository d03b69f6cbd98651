// SPDX-License-Identifier: Apache-2.0
package org.septum.services.data;

import java.util.List;
import java.util.Optional;
import org.septum.api.data.Spacing;

/**
 * What a dataset is like, as far as an experiment's sizes hang on it: F. Isensee et al., "nnU-Net: a self-configuring method for
 * deep learning-based biomedical image segmentation", Nature Methods 2021.
 *
 * @param scope which samples it is of, in words
 * @param training whether it is of the training part alone; otherwise of all samples
 * @param channels of each image
 * @param channelNames what each channel shows; empty where the data do not tell
 * @param labels the names of those that were judged, the background first
 * @param cases the volumes, or single pictures, in the dataset's order
 * @param foreground the intensities of all cases together by channel
 * @param pixels how many pixels each label has, in all cases together
 */
public record Fingerprint(
        String scope,
        boolean training,
        int channels,
        List<String> channelNames,
        List<String> labels,
        List<Case> cases,
        List<Intensity> foreground,
        List<Long> pixels) {

    /** Whether any case has several slices. */
    public boolean hasVolumes() {
        return cases.stream().anyMatch(each -> each.slices() > 1);
    }

    /** The share of all pixels that have a label, 0 to 1. */
    public double share(int label) {
        return (double) pixels.get(label)
                / pixels.stream().mapToLong(Long::longValue).sum();
    }

    /** How many pixels have a label that is not the background. */
    public long foregroundPixels() {
        return pixels.stream().skip(1).mapToLong(Long::longValue).sum();
    }

    /**
     * A volume, or a single picture.
     *
     * @param volume its id
     * @param group what must not be split: the patient
     * @param source where it came from, for messages
     * @param shape the largest height and width of its slices, and how many it has
     * @param cropped the same of the box around all that is not zero in any channel; as {@code shape} where all is zero
     * @param marked the box around all that has a label but the background; 0 in each direction where nothing has
     * @param spacing as the files tell it; empty where they do not
     * @param foreground the intensities by channel
     * @param structures what each label but the background has, in their order; a label that is absent has 0 pixels
     */
    public record Case(
            String volume,
            String group,
            String source,
            Extent shape,
            Extent cropped,
            Extent marked,
            Optional<Spacing> spacing,
            List<Intensity> foreground,
            List<Structure> structures) {

        /** How many slices it has. */
        public int slices() {
            return shape.slices();
        }
    }

    /**
     * A size in pixels and slices.
     *
     * @param slices 1 for a single picture
     */
    public record Extent(int slices, int height, int width) {}

    /**
     * The intensities of the foreground, as the dataset gives them, before any scaling; all NaN where there is none.
     *
     * @param deviation the standard deviation
     * @param low the percentile 0.5
     * @param high the percentile 99.5
     */
    public record Intensity(
            long pixels,
            double mean,
            double deviation,
            double median,
            double least,
            double greatest,
            double low,
            double high) {}

    /**
     * How large what a label marks is in a case.
     *
     * @param size in {@code unit}
     * @param unit ml of a volume, mm2 of a single picture, pixels where the spacing is not known
     */
    public record Structure(String label, long pixels, double size, String unit) {}
}
