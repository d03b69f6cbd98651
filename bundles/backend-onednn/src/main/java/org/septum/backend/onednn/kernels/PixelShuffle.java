// SPDX-License-Identifier: Apache-2.0
package org.septum.backend.onednn.kernels;

import org.bytedeco.dnnl.memory;
import org.septum.api.graph.Extent;
import org.septum.backend.onednn.compile.Compilation;
import org.septum.backend.onednn.rewrite.Operand;

/**
 * Moves channels into space and back. Both images are seen as the same six-dimensional array, [batch, small row, small column,
 * channel, row in the window, column in the window], so that one reorder does it.
 */
public final class PixelShuffle {

    private PixelShuffle() {}

    /** x -> y. */
    public static void forward(Extent factor, Operand x, Operand y, Compilation compilation) {
        compilation.reorder(
                packed(factor, x), compilation.place(x), spread(factor, y), compilation.place(y), "PixelShuffle");
    }

    /** dy -> dx. */
    public static void backward(Extent factor, Operand dy, Operand dx, Compilation compilation) {
        compilation.reorder(
                spread(factor, dy),
                compilation.place(dy),
                packed(factor, dx),
                compilation.place(dx),
                "PixelShuffleBackward");
    }

    /** Windows lie in the channels. */
    private static memory.desc packed(Extent factor, Operand small) {
        long channels = small.channels();
        long row = small.dimension(3) * channels;
        long area = factor.area();
        return new memory.desc(
                sizes(small.dimension(0), small.dimension(2), small.dimension(3), channels / area, factor),
                small.array().element().type(),
                new long[] {small.dimension(2) * row, row, channels, area, factor.width(), 1});
    }

    /** Windows lie in rows and columns. */
    private static memory.desc spread(Extent factor, Operand large) {
        long channels = large.channels();
        long row = large.dimension(3) * channels;
        return new memory.desc(
                sizes(
                        large.dimension(0),
                        large.dimension(2) / factor.height(),
                        large.dimension(3) / factor.width(),
                        channels,
                        factor),
                large.array().element().type(),
                new long[] {large.dimension(2) * row, factor.height() * row, factor.width() * channels, 1, row, channels
                });
    }

    private static long[] sizes(long batch, long height, long width, long channels, Extent factor) {
        return new long[] {batch, height, width, channels, factor.height(), factor.width()};
    }
}
