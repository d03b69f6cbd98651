// SPDX-License-Identifier: Apache-2.0
package org.septum.backend.onednn;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * Gives buffers their places so that two that are alive during the same node never overlap: largest first, each into the
 * smallest gap that holds it. Pisarchyk and Lee, "Efficient Memory Management for Deep Neural Net Inference", MLSys
 * workshop 2020.
 */
final class ArenaPlan {

    private ArenaPlan() {}

    /** Places all buffers and returns the length of the arena in bytes. */
    static long place(List<Buffer> buffers) {
        List<Buffer> ordered = buffers.stream()
                .sorted(Comparator.comparingLong(Buffer::bytes).reversed().thenComparing(Buffer::first))
                .toList();
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

    /** The bytes in use while most are, by purpose. */
    static Map<Buffer.Purpose, Long> fullest(List<Buffer> buffers) {
        Map<Buffer.Purpose, Long> fullest = Map.of();
        long most = 0;
        for (Buffer at : buffers) {
            Map<Buffer.Purpose, Long> alive = new EnumMap<>(Buffer.Purpose.class);
            buffers.stream()
                    .filter(other -> other.first() <= at.first() && at.first() <= other.last())
                    .forEach(other -> alive.merge(other.purpose(), other.bytes(), Long::sum));
            long total = alive.values().stream().mapToLong(Long::longValue).sum();
            if (total > most) {
                most = total;
                fullest = alive;
            }
        }
        return fullest;
    }
}
