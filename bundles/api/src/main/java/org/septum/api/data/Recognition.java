// SPDX-License-Identifier: Apache-2.0
package org.septum.api.data;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.septum.api.UserError;

/**
 * What a folder was recognized as.
 *
 * @param root the folder that the data begin at: the one that was given, or one below it
 * @param description what it holds, in words that go on "it holds", such as {@code 24 NIfTI volumes, each with its label file}
 * @param declared whether a file says so that only this layout has. What declares itself wins over what names suggest
 * @param settings the options of the dataset that say how to read it, without {@code root}, in the order of an experiment file
 * @param sizes the sizes of all images, the most frequent first; empty where they were not looked at
 * @param notes what is good to know and needs nothing done, each in a sentence
 * @param doubts what nobody but the user can know and no single setting says, each in a sentence that tells what to do
 */
public record Recognition(
        Path root,
        String description,
        boolean declared,
        List<Setting> settings,
        List<Size> sizes,
        List<String> notes,
        List<String> doubts) {

    /**
     * One option of the dataset.
     *
     * @param value as {@link org.septum.api.Arguments#of} takes it
     * @param reason why it has this value, with the numbers that it rests on; empty where that is plain
     * @param doubt what the user has to look at, and how to change it; empty where there is nothing
     */
    public record Setting(String option, Object value, String reason, String doubt) {}

    /**
     * A size in pixels.
     *
     * @param spacing of these; empty where the files do not tell
     * @param images how many images, or volumes, have both
     */
    public record Size(int height, int width, Optional<Spacing> spacing, int images) {}

    /**
     * A folder of data that nobody has described yet.
     *
     * @param path where it is
     * @param files all that it holds at any depth but for what is hidden or left by systems, as paths with slashes from the
     *     folder, sorted
     * @param images how image files are called, if the user says it: paths with {@code {id}}, one for each channel; otherwise
     *     empty
     * @param masks how the files with labels are called, if the user says it
     */
    public record Folder(Path path, List<String> files, List<String> images, Optional<String> masks) {

        /** A folder of which the user says nothing. */
        public Folder(Path path, List<String> files) {
            this(path, files, List.of(), Optional.empty());
        }
    }

    /**
     * Data say themselves what they are, and cannot be used so. What {@link DatasetFactory#recognize} throws in place of another
     * {@link UserError} where a file declares the type, such as nnU-Net's {@code dataset.json}: no other type then takes the same
     * files for something less, without the names of labels and channels that the declaration has.
     */
    public static final class Unusable extends UserError {

        private static final long serialVersionUID = 1;

        /** @param message where, what was found, what is allowed and what to do */
        public Unusable(String message) {
            super(message);
        }

        /**
         * Several things are wrong.
         *
         * @param problems as of {@link UserError#UserError(String, List)}
         */
        public Unusable(String message, List<String> problems) {
            super(message, problems);
        }
    }
}
