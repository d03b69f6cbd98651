// SPDX-License-Identifier: Apache-2.0
package org.septum.engine.network;

import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/** This process's memory, native memory included, and how much more it can get, as the operating system counts it. */
public final class ProcessMemory {

    /** Larger limits mean that there is none. */
    private static final long NO_LIMIT = 1L << 50;

    private ProcessMemory() {}

    /** The largest resident size so far, in MB of 2^20 bytes; empty where the system does not tell. */
    public static Optional<Long> peakMegabytes() {
        return megabytes("VmHWM:");
    }

    /** The present resident size, in MB of 2^20 bytes; empty where the system does not tell. */
    static Optional<Long> residentMegabytes() {
        return megabytes("VmRSS:");
    }

    private static Optional<Long> megabytes(String field) {
        return SystemFile.ofThisProcess("status").number(field).map(kilobytes -> kilobytes / 1024);
    }

    /**
     * How much more it can get, of the machine, of its control groups, and by {@code ulimit -v}: in bytes; empty where the
     * system does not tell, which only Linux does.
     */
    public static OptionalLong available() {
        SystemFile status = SystemFile.ofThisProcess("status");
        LongStream own = Stream.of(
                        new SystemFile(Path.of("/proc/meminfo"))
                                .number("MemAvailable:")
                                .map(ProcessMemory::bytes),
                        room(addressSpace(), status.number("VmSize:").map(ProcessMemory::bytes)))
                .flatMap(Optional::stream)
                .mapToLong(Long::longValue);
        return LongStream.concat(own, new ControlGroups(Path.of("/")).room().stream())
                .min();
    }

    private static long bytes(long kilobytes) {
        return kilobytes * 1024;
    }

    private static Optional<Long> room(Optional<Long> limit, Optional<Long> used) {
        return limit.filter(bytes -> bytes < NO_LIMIT).map(bytes -> Math.max(0, bytes - used.orElse(0L)));
    }

    /** The limit that {@code ulimit -v} sets, in bytes. */
    private static Optional<Long> addressSpace() {
        return SystemFile.ofThisProcess("limits").lines().stream()
                .filter(line -> line.startsWith("Max address space"))
                .map(line ->
                        line.substring("Max address space".length()).strip().split("\\s+")[0])
                .filter(soft -> soft.matches("\\d{1,18}"))
                .map(Long::valueOf)
                .findFirst();
    }
}
