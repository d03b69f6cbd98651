// SPDX-License-Identifier: Apache-2.0
package org.septum.api.data;

import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Samples of one task. Methods may be called from several threads at once. Files are found when {@link #samples()} is
 * first called and read by {@link #load}.
 */
public interface Dataset extends AutoCloseable {

    /**
     * Every sample, in the same order every time.
     *
     * @throws org.septum.api.UserError if the data are not there (the message says how to get them) or incomplete
     */
    List<SampleInfo> samples();

    /** The number of image channels, the same for every sample. */
    int channels();

    /**
     * What each image channel shows, such as {@code CT} or {@code T1}, by the names that nnU-Net gives channels in {@code
     * channel_names}; empty where the data do not tell.
     */
    default List<String> channelNames() {
        return List.of();
    }

    /**
     * How the files of one image are called where that matters, one for each file, in the order of the channels: a path with
     * {@code {id}} for the part that names the case, relative to the folder that holds all of them, such as {@code
     * {id}_0000.nii.gz}. What is to be predicted is called alike. Empty where an image is one file of any name.
     */
    default List<String> imageFiles() {
        return List.of();
    }

    /** The names of the labels; a pixel's label is an index into this list. The first is the background. */
    List<String> labels();

    /**
     * The labels of pixels that nobody has judged. They are of no class: losses and metrics leave them out. None by default,
     * and never the background.
     */
    default Set<String> ignored() {
        return Set.of();
    }

    /**
     * Unions of labels that belong together and may overlap, by name, for heads that are not told others: a whole tumour and
     * its core. None by default.
     */
    default Map<String, List<String>> regions() {
        return Map.of();
    }

    /**
     * Reads a sample at its own size. Intensities are those of the file scaled to 0..1 by the file type's range, unless
     * the dataset's documentation says otherwise.
     *
     * @throws org.septum.api.UserError if a file is damaged, or image and labels do not fit together
     */
    Sample load(SampleInfo info);

    /** A line on where the data come from and how to cite them, for reports. */
    default String citation() {
        return "";
    }

    /**
     * For each label the number that the dataset's own masks store for it, the first where there are several: predictions
     * are stored alike. Empty where labels have no such numbers.
     */
    default List<Integer> levels() {
        return List.of();
    }

    /**
     * What a reader should know of the data and is no error, each in a sentence: how many files were taken and which were
     * not, and what was mended on the way. Complete once every sample was loaded, and then always the same.
     */
    default List<String> notes() {
        return List.of();
    }

    @Override
    default void close() {}
}
