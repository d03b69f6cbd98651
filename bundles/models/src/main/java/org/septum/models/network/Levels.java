// SPDX-License-Identifier: Apache-2.0
package org.septum.models.network;

import java.util.List;
import org.septum.api.UserError;
import org.septum.api.graph.Extent;
import org.septum.api.graph.GraphBuilder;
import org.septum.api.graph.Shape;

/**
 * The levels of a U-Net: level 0 has the image's size, the lowest one is the bottleneck.
 *
 * @param strides by what height and width are divided between each level and the next, from level 0 on
 * @param channels of each level, one more than strides
 * @param kernels of each level's usual convolutions, as many
 */
record Levels(List<Extent> strides, List<Integer> channels, List<Extent> kernels) {

    /** How often height or width are divided. */
    int depth() {
        return strides.size();
    }

    int channels(int level) {
        return channels.get(level);
    }

    Extent kernel(int level) {
        return kernels.get(level);
    }

    /** From a level to the next below it. */
    Extent stride(int level) {
        return strides.get(level);
    }

    /** The scope of a part at a level. */
    static GraphBuilder at(GraphBuilder graph, String part, int level) {
        return graph.scope(part).scope(Integer.toString(level));
    }

    /**
     * @throws UserError if height or width cannot be divided that often; the message names the nearest that can
     */
    void check(Shape image) {
        Extent all = strides.stream().reduce(Extent.ONE, Extent::times);
        if (image.height() % all.height() == 0 && image.width() % all.width() == 0) {
            return;
        }
        boolean halved = strides.stream().allMatch(Extent.square(2)::equals);
        String network = halved ? "a U-Net of depth " + depth() : "a U-Net with the strides " + strides;
        String needed = all.isSquare()
                ? "a height and width divisible by " + all.height()
                : "a height divisible by " + all.height() + " and a width divisible by " + all.width();
        throw new UserError(network + " needs " + needed + ", found " + image.height() + " x " + image.width()
                + "; nearest are height " + nearest(image.height(), all.height()) + " and width "
                + nearest(image.width(), all.width()));
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
