// SPDX-License-Identifier: Apache-2.0
package org.septum.backend.common.memory;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Gives buffers their places so that two that are alive in the same call never overlap. Each goes into the smallest gap
 * that holds it; the outcome depends on the order, so several orders are tried and the smallest arena wins. Pisarchyk and
 * Lee, "Efficient Memory Management for Deep Neural Net Inference", MLSys workshop 2020, compare such orders.
 */
public final class ArenaLayout {

    private static final Comparator<Buffer> BY_START = Comparator.comparingInt(Buffer::first);
    private static final Comparator<Buffer> BY_SIZE =
            Comparator.comparingLong(Buffer::bytes).reversed();
    private static final Comparator<Buffer> BY_DURATION = Comparator.<Buffer>comparingInt(
                    buffer -> buffer.last() - buffer.first())
            .reversed();

    private static final List<Comparator<Buffer>> ORDERS =
            List.of(BY_SIZE.thenComparing(BY_START), BY_SIZE.thenComparing(BY_DURATION), BY_DURATION, BY_START);

    private ArenaLayout() {}

    /** Places all buffers and returns the length of the arena in bytes. */
    public static long place(List<? extends Buffer> buffers) {
        long best = Long.MAX_VALUE;
        long[] offsets = new long[buffers.size()];
        long bound = mostAlive(buffers);
        for (Comparator<Buffer> order : ORDERS) {
            long length = placeInOrder(
                    buffers.stream().map(Buffer.class::cast).sorted(order).toList());
            if (length < best) {
                best = length;
                for (int i = 0; i < offsets.length; i++) {
                    offsets[i] = buffers.get(i).offset();
                }
            }
            if (best == bound) {
                break;
            }
        }
        for (int i = 0; i < offsets.length; i++) {
            buffers.get(i).place(offsets[i]);
        }
        return buffers.isEmpty() ? 0 : best;
    }

    private static long placeInOrder(List<Buffer> ordered) {
        List<Buffer> placed = new ArrayList<>();
        long length = 0;
        for (Buffer buffer : ordered) {
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

    /** The bytes alive in the fullest call: no layout can be smaller. */
    static long mostAlive(List<? extends Buffer> buffers) {
        long most = 0;
        for (Buffer at : buffers) {
            long alive = 0;
            for (Buffer other : buffers) {
                if (other.first() <= at.first() && at.first() <= other.last()) {
                    alive += other.bytes();
                }
            }
            most = Math.max(most, alive);
        }
        return most;
    }
}
