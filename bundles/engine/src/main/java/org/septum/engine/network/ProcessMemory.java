// SPDX-License-Identifier: Apache-2.0
package org.septum.engine.network;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalLong;

/** The process's resident memory, native memory included, as the operating system counts it. */
public final class ProcessMemory {

    private static final Path STATUS = Path.of("/proc/self/status");

    private ProcessMemory() {}

    /** The largest resident size so far, in MB of 2^20 bytes; empty where the system does not tell. */
    public static OptionalLong peakMegabytes() {
        return megabytes("VmHWM:");
    }

    /** The present resident size, in MB of 2^20 bytes; empty where the system does not tell. */
    static OptionalLong residentMegabytes() {
        return megabytes("VmRSS:");
    }

    private static OptionalLong megabytes(String field) {
        try {
            for (String line : Files.readAllLines(STATUS)) {
                if (line.startsWith(field)) {
                    return OptionalLong.of(Long.parseLong(line.replaceAll("\\D", "")) / 1024);
                }
            }
        } catch (IOException e) {
            // Not Linux: the figure is left out.
        }
        return OptionalLong.empty();
    }
}
