// SPDX-License-Identifier: Apache-2.0
package org.septum.api.data;

import java.util.List;

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

    /** The names of the labels; a pixel's label is an index into this list. The first is the background. */
    List<String> labels();

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
