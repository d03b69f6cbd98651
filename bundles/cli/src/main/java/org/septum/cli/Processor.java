// SPDX-License-Identifier: Apache-2.0
package org.septum.cli;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What the operating system tells of the processor and the memory. */
final class Processor {

    /** Features that decide how fast convolutions are, by the kernel's names. */
    private static final Map<String, String> FEATURES = features();

    private static Map<String, String> features() {
        Map<String, String> features = new LinkedHashMap<>();
        features.put("avx2", "AVX2");
        features.put("avx512f", "AVX-512");
        features.put("avx512_bf16", "AVX-512 bfloat16");
        features.put("amx_bf16", "AMX bfloat16");
        return features;
    }

    Map<String, String> facts() {
        Map<String, String> facts = new LinkedHashMap<>();
        facts.put("CPU", model());
        facts.put("cores", Integer.toString(Runtime.getRuntime().availableProcessors()));
        facts.put("memory", memory());
        return facts;
    }

    private static String model() {
        try {
            String name = "";
            List<String> found = new ArrayList<>();
            for (String line : Files.readAllLines(Path.of("/proc/cpuinfo"))) {
                if (line.startsWith("model name")) {
                    name = line.substring(line.indexOf(':') + 1).strip();
                } else if (line.startsWith("flags")) {
                    List<String> flags = List.of(line.split("\\s+"));
                    FEATURES.forEach((flag, feature) -> {
                        if (flags.contains(flag)) {
                            found.add(feature);
                        }
                    });
                    break;
                }
            }
            return name + (found.isEmpty() ? "" : " with " + String.join(", ", found));
        } catch (IOException e) {
            return System.getProperty("os.arch") + " (its features cannot be read on this system)";
        }
    }

    private static String memory() {
        if (ManagementFactory.getOperatingSystemMXBean() instanceof com.sun.management.OperatingSystemMXBean system) {
            return system.getTotalMemorySize() / (1 << 20) + " MB, " + system.getFreeMemorySize() / (1 << 20)
                    + " MB free";
        }
        return "unknown";
    }
}
