// SPDX-License-Identifier: Apache-2.0
package org.septum.testkit.fuzz;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The most memory that this process has had, native memory and the JVM itself included. */
final class ProcessPeak {

    private ProcessPeak() {}

    /** In MB as Linux tells it; elsewhere {@code unknown}. */
    static String text() {
        try {
            return Files.readAllLines(Path.of("/proc/self/status")).stream()
                    .filter(line -> line.startsWith("VmHWM:"))
                    .map(line -> Long.parseLong(line.replaceAll("\\D", "")) / 1024 + " MB")
                    .findFirst()
                    .orElse("unknown");
        } catch (IOException e) {
            return "unknown";
        }
    }
}
