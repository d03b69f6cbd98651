// SPDX-License-Identifier: Apache-2.0
package org.septum.models.network;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.septum.api.Arguments;
import org.septum.api.Option;
import org.septum.api.OptionType;
import org.septum.api.graph.Extent;
import org.septum.api.model.Block;

/** The options that describe a network's levels. */
final class LevelOptions {

    /** Why a list has to be one longer than the depth. */
    static final String EACH_LEVEL = "one for each of depth, and the bottleneck's last";

    private static final String BASE_CHANNELS = "base-channels";

    static final Option DEPTH = Option.whole(
                    "depth", 1, 10, "how often the encoder divides height and width; the paper's is 4")
            .or(4);

    static final Option MAX_CHANNELS = Option.whole(
                    "max-channels",
                    1,
                    65536,
                    "the most channels that a level has, however often they were doubled; nnU-Net's are 512. No limit if"
                            + " left out")
            .optional();

    static final Option CHANNELS = perLevel(
            "channels-per-level",
            new OptionType.Whole(1, 65536),
            "the channels of each level, the bottleneck's last, in place of base-channels and max-channels");

    static final Option STRIDES = perLevel(
            "strides",
            axes(8),
            "by what height and width are divided between each level and the next: one for each of depth, a number or"
                    + " [height, width]. 2 for all if left out. [[2, 2], [2, 1]] halves the width once only, for pixels"
                    + " that are not square");

    static final Option KERNELS = perLevel(
            "kernels",
            axes(15),
            "the size of each level's convolutions, in the encoder and the decoder, the bottleneck's last: one more than"
                    + " depth, an odd number or [height, width]. 3 for all if left out, which some blocks have kernels"
                    + " of their own in place of");

    private LevelOptions() {}

    private static Option perLevel(String name, OptionType element, String documentation) {
        return Option.list(name, element, documentation).optional();
    }

    private static OptionType axes(int largest) {
        return new OptionType.OneOrMore(new OptionType.Whole(1, largest));
    }

    static Option baseChannels(int ofPaper) {
        return Option.whole(
                        BASE_CHANNELS,
                        1,
                        1024,
                        "channels at full resolution, doubled from each level to the next; the paper's are " + ofPaper)
                .or(ofPaper);
    }

    /**
     * What the options say.
     *
     * @throws org.septum.api.UserError if a list does not have as many entries as there are levels, or an entry is not allowed
     */
    static Levels levels(Arguments arguments) {
        int depth = arguments.whole(DEPTH.name());
        return new Levels(strides(arguments, depth), channels(arguments, depth), kernels(arguments, depth));
    }

    private static List<Extent> strides(Arguments arguments, int depth) {
        if (!arguments.has(STRIDES.name())) {
            return Collections.nCopies(depth, Extent.square(2));
        }
        List<Extent> strides = extents(arguments, STRIDES, depth, "one for each of depth");
        for (Extent stride : strides) {
            if (stride.equals(Extent.ONE)) {
                throw arguments.error(
                        STRIDES.name(), "found 1 x 1, which divides nothing; one of its axes must have 2 or more");
            }
        }
        return strides;
    }

    private static List<Integer> channels(Arguments arguments, int depth) {
        if (arguments.has(CHANNELS.name())) {
            if (arguments.has(MAX_CHANNELS.name())) {
                throw arguments.error(
                        CHANNELS.name(), "found beside " + MAX_CHANNELS.name() + "; leave one of them out");
            }
            List<Long> channels = arguments.list(CHANNELS.name(), Long.class);
            checkCount(arguments, CHANNELS, channels.size(), depth + 1, EACH_LEVEL);
            return channels.stream().map(Math::toIntExact).toList();
        }
        int base = arguments.whole(BASE_CHANNELS);
        int most = arguments.has(MAX_CHANNELS.name()) ? arguments.whole(MAX_CHANNELS.name()) : Integer.MAX_VALUE;
        List<Integer> channels = new ArrayList<>();
        for (int level = 0; level <= depth; level++) {
            channels.add(Math.min(most, base << level));
        }
        return List.copyOf(channels);
    }

    private static List<Extent> kernels(Arguments arguments, int depth) {
        if (!arguments.has(KERNELS.name())) {
            return Collections.nCopies(depth + 1, Block.KERNEL);
        }
        List<Extent> kernels = extents(arguments, KERNELS, depth + 1, EACH_LEVEL);
        for (Extent kernel : kernels) {
            if (kernel.height() % 2 == 0 || kernel.width() % 2 == 0) {
                throw arguments.error(
                        KERNELS.name(),
                        "found " + kernel + ", allowed are odd numbers: then height and width can be kept");
            }
        }
        return kernels;
    }

    private static List<Extent> extents(Arguments arguments, Option option, int count, String why) {
        List<Extent> extents = new ArrayList<>();
        for (List<?> axes : arguments.list(option.name(), List.class)) {
            if (axes.size() > 2) {
                throw arguments.error(
                        option.name(), "found " + axes + ", allowed is a number or two: height, then width");
            }
            extents.add(new Extent(size(axes.get(0)), size(axes.get(axes.size() - 1))));
        }
        checkCount(arguments, option, extents.size(), count, why);
        return List.copyOf(extents);
    }

    private static int size(Object axis) {
        return Math.toIntExact((Long) axis);
    }

    static void checkCount(Arguments arguments, Option option, int found, int needed, String why) {
        if (found != needed) {
            throw arguments.error(
                    option.name(), "found a list of " + found + ", needed is one of " + needed + ": " + why);
        }
    }
}
