// SPDX-License-Identifier: Apache-2.0
package org.septum.engine.network;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/** How much more memory this process can get: of the machine, of its control groups, and by {@code ulimit -v}. */
final class MachineMemory {

    /** Larger limits mean that there is none. */
    private static final long NO_LIMIT = 1L << 50;

    private MachineMemory() {}

    /** In bytes; empty where the system does not tell, which only Linux does. */
    static OptionalLong available() {
        LongStream own = Stream.of(
                        kilobytes("/proc/meminfo", "MemAvailable:"),
                        room(addressSpace(), kilobytes("/proc/self/status", "VmSize:")))
                .flatMap(Optional::stream)
                .mapToLong(Long::longValue);
        return LongStream.concat(own, new ControlGroups(Path.of("/")).room().stream())
                .min();
    }

    private static Optional<Long> room(Optional<Long> limit, Optional<Long> used) {
        return limit.filter(bytes -> bytes < NO_LIMIT).map(bytes -> Math.max(0, bytes - used.orElse(0L)));
    }

    /** The limit that {@code ulimit -v} sets, in bytes. */
    private static Optional<Long> addressSpace() {
        return lines("/proc/self/limits").stream()
                .filter(line -> line.startsWith("Max address space"))
                .map(line ->
                        line.substring("Max address space".length()).strip().split("\\s+")[0])
                .filter(soft -> soft.matches("\\d{1,18}"))
                .map(Long::valueOf)
                .findFirst();
    }

    private static Optional<Long> kilobytes(String file, String field) {
        return lines(file).stream()
                .filter(line -> line.startsWith(field))
                .map(line -> Long.parseLong(line.replaceAll("\\D", "")) * 1024)
                .findFirst();
    }

    private static List<String> lines(String file) {
        try {
            return Files.readAllLines(Path.of(file));
        } catch (IOException e) {
            // Another system, or no such limit.
            return List.of();
        }
    }
}
