// SPDX-License-Identifier: Apache-2.0
package org.septum.api.data;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.septum.api.UserError;

/** Reads what is to be segmented, and writes masks in the geometry of what was read. */
public interface VolumeFormat {

    /** Whether a file is of this format, by its name. */
    boolean accepts(Path file);

    /** The file's name without folder and without this format's ending: {@code heart} for {@code heart.nii.gz}. */
    String stem(Path file);

    /** The ending of written files, with its dot. */
    String ending();

    /** Whether files of this name can be written, without a loss; by default those with {@link #ending}. */
    default boolean writes(Path file) {
        return file.getFileName().toString().toLowerCase(Locale.ROOT).endsWith(ending());
    }

    /** What to do with a file that is not accepted but known, for messages; by default nothing is. */
    default Optional<String> advice(Path file) {
        return Optional.empty();
    }

    /**
     * The numbers that masks store for classes where the data have none of their own.
     *
     * @throws org.septum.api.UserError if there are more classes than numbers
     */
    List<Integer> levels(int classes);

    /**
     * Reads an image or a stack of slices; intensities as the datasets of this format give them.
     *
     * @param channels the number of channels that the model takes
     * @throws org.septum.api.UserError if the file is damaged, or cannot have that many channels
     */
    Volume read(Path file, int channels);

    /**
     * Reads an image whose channels lie in several files, one for each.
     *
     * @param files in the order of the channels; the result belongs to the first
     * @throws org.septum.api.UserError if a file is damaged, files have another size or place than the first, or this format
     *     takes one file for an image
     */
    default Volume read(List<Path> files) {
        if (files.size() == 1) {
            return read(files.get(0), 1);
        }
        throw new UserError(files.get(0) + ": files of this format are read one by one, and the model takes "
                + files.size() + " for an image");
    }

    /**
     * Writes a mask with the shape, spacing and orientation of a volume.
     *
     * @param like what the mask belongs to, as {@link #read} gave it
     * @param slices the class of each pixel, row by row, for each slice
     * @param levels the number to store for each class
     * @throws org.septum.api.UserError if the format cannot store such numbers
     */
    void writeLabels(Volume like, List<int[]> slices, List<Integer> levels, Path file);

    /**
     * Writes one class's probabilities with the shape, spacing and orientation of a volume.
     *
     * @param slices 0 to 1, row by row, for each slice
     */
    void writeProbabilities(Volume like, List<float[]> slices, Path file);
}
