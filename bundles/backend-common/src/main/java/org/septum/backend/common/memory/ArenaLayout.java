// SPDX-License-Identifier: Apache-2.0
package org.septum.backend.common.memory;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Gives buffers their places so that two that are alive in the same call never overlap: the largest first, each in the smallest
 * gap that holds it. Pisarchyk and Lee, "Efficient Memory Management for Deep Neural Net Inference", MLSys workshop 2020, compare
 * this order with others.
 */
public final class ArenaLayout {

    private static final Comparator<Buffer> LARGEST_FIRST =
            Comparator.comparingLong(Buffer::bytes).reversed().thenComparing(Buffer::first);

    private ArenaLayout() {}

    /** Places all buffers and returns the length of the arena in bytes. */
    public static long place(List<? extends Buffer> buffers) {
        List<Buffer> placed = new ArrayList<>();
        long length = 0;
        for (Buffer buffer : buffers.stream().sorted(LARGEST_FIRST).toList()) {
            buffer.place(bestGap(buffer, placed));
            length = Math.max(length, buffer.end());
            placed.add(buffer);
        }
        return length;
    }

    private static long bestGap(Buffer buffer, List<Buffer> placed) {
        List<Buffer> neighbours = placed.stream()
                .filter(buffer::overlapsInTime)
                .sorted(Comparator.comparingLong(Buffer::offset))
                .toList();
        long best = -1;
        long smallest = Long.MAX_VALUE;
        long free = 0;
        for (Buffer neighbour : neighbours) {
            long gap = neighbour.offset() - free;
            if (gap >= buffer.bytes() && gap < smallest) {
                best = free;
                smallest = gap;
            }
            free = Math.max(free, neighbour.end());
        }
        return best >= 0 ? best : free;
    }
}
