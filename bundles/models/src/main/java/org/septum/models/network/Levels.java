// SPDX-License-Identifier: Apache-2.0
package org.septum.models.network;

import org.septum.api.Arguments;
import org.septum.api.Option;
import org.septum.api.UserError;
import org.septum.api.graph.GraphBuilder;
import org.septum.api.graph.Shape;

/**
 * The levels of a U-Net: level 0 has the image's size and the base channels, each one below half the size and twice the
 * channels.
 *
 * @param depth how often height and width are halved
 */
record Levels(int depth, int baseChannels) {

    private static final String BASE_CHANNELS = "base-channels";

    static final Option DEPTH = Option.whole(
                    "depth", 1, 7, "how often the encoder halves height and width; the paper's is 4")
            .or(4);

    static Option baseChannels(int ofPaper) {
        return Option.whole(
                        BASE_CHANNELS,
                        1,
                        1024,
                        "channels at full resolution, doubled at every halving; the paper's are " + ofPaper)
                .or(ofPaper);
    }

    static Levels of(Arguments arguments) {
        return new Levels(arguments.whole(DEPTH.name()), arguments.whole(BASE_CHANNELS));
    }

    int channels(int level) {
        return baseChannels << level;
    }

    /** The scope of a part at a level. */
    static GraphBuilder at(GraphBuilder graph, String part, int level) {
        return graph.scope(part).scope(Integer.toString(level));
    }

    /**
     * @throws UserError if height or width cannot be halved that often; the message names the nearest that can
     */
    void check(Shape image) {
        int multiple = 1 << depth;
        if (image.height() % multiple != 0 || image.width() % multiple != 0) {
            throw new UserError("a U-Net of depth " + depth + " needs a height and width divisible by " + multiple
                    + ", found " + image.height() + " x " + image.width() + "; nearest are height "
                    + nearest(image.height(), multiple) + " and width " + nearest(image.width(), multiple));
        }
    }

    /** The valid sizes just below and above: "240 or 256". */
    private static String nearest(int size, int multiple) {
        int below = size / multiple * multiple;
        if (below == size) {
            return Integer.toString(size);
        }
        int above = below + multiple;
        return below == 0 ? Integer.toString(above) : below + " or " + above;
    }
}
