// SPDX-License-Identifier: Apache-2.0
package org.septum.datasets.files;

import java.util.List;
import org.septum.api.Arguments;
import org.septum.api.Option;

/**
 * The channels of every image of a dataset.
 *
 * @param count how many there are
 * @param names what each shows; empty where that is not known
 * @param files how the files of an image are called, one for each channel, as {@link
 *     org.septum.api.data.Dataset#imageFiles} says; empty where one file of any name holds all
 */
public record Channels(int count, List<String> names, List<String> files) {

    private static final String OPTION = "channels";

    /** How many channels a file gives, to be read by {@link #of}. */
    public static Option option(String documentation) {
        return Option.whole(OPTION, 1, 3, documentation).or(1);
    }

    /**
     * As the option says, or one for each of several files.
     *
     * @param files as {@link ImagePatterns#ofChannels} gives them
     * @throws org.septum.api.UserError if the option is 2, or not 1 where channels are files of their own
     */
    public static Channels of(Arguments arguments, List<String> files) {
        int channels = arguments.whole(OPTION);
        if (!files.isEmpty()) {
            if (channels != 1) {
                throw arguments.error(
                        OPTION,
                        "found " + channels + ", but 'images' names " + files.size()
                                + " files for an image, each of which is one channel; leave it out");
            }
            return new Channels(files.size(), List.of(), files);
        }
        if (channels == 2) {
            throw arguments.error(OPTION, "found 2, allowed are 1 and 3");
        }
        return new Channels(channels, List.of(), List.of());
    }
}
