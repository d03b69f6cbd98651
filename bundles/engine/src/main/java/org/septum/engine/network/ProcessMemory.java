// SPDX-License-Identifier: Apache-2.0
package org.septum.engine.network;

import java.util.Optional;

/** The process's resident memory, native memory included, as the operating system counts it. */
public final class ProcessMemory {

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
}
