// SPDX-License-Identifier: Apache-2.0
package org.septum.backend.onednn.kernels;

import org.bytedeco.dnnl.memory;
import org.septum.backend.onednn.compile.Compilation;
import org.septum.backend.onednn.rewrite.Operand;

/**
 * Moves channels into space and back. Both images are seen as the same six-dimensional array, [batch, small row, small column,
 * channel, row in the square, column in the square], so that one reorder does it.
 */
public final class PixelShuffle {

    private PixelShuffle() {}

    /** x -> y. */
    public static void forward(int factor, Operand x, Operand y, Compilation compilation) {
        compilation.reorder(
                packed(factor, x), compilation.place(x), spread(factor, y), compilation.place(y), "PixelShuffle");
    }

    /** dy -> dx. */
    public static void backward(int factor, Operand dy, Operand dx, Compilation compilation) {
        compilation.reorder(
                spread(factor, dy),
                compilation.place(dy),
                packed(factor, dx),
                compilation.place(dx),
                "PixelShuffleBackward");
    }

    /** Squares lie in the channels. */
    private static memory.desc packed(int factor, Operand small) {
        long channels = small.channels();
        long row = small.dimension(3) * channels;
        long square = (long) factor * factor;
        return new memory.desc(
                sizes(small.dimension(0), small.dimension(2), small.dimension(3), channels / square, factor),
                small.array().element().type(),
                new long[] {small.dimension(2) * row, row, channels, square, factor, 1});
    }

    /** Squares lie in rows and columns. */
    private static memory.desc spread(int factor, Operand large) {
        long channels = large.channels();
        long row = large.dimension(3) * channels;
        return new memory.desc(
                sizes(large.dimension(0), large.dimension(2) / factor, large.dimension(3) / factor, channels, factor),
                large.array().element().type(),
                new long[] {large.dimension(2) * row, factor * row, factor * channels, 1, row, channels});
    }

    private static long[] sizes(long batch, long height, long width, long channels, long factor) {
        return new long[] {batch, height, width, channels, factor, factor};
    }
}
