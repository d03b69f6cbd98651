// SPDX-License-Identifier: Apache-2.0
package org.septum.common.machine;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * The processor's model and those of its features that decide how fast it computes.
 *
 * @param model as the system names it; empty if it does not
 * @param features AVX2 and its successors, in the order in which they appeared
 */
public record Processor(String model, List<String> features) {

    /** The features and the flags by which Linux names them. */
    private static final List<Map.Entry<String, String>> FLAGS = List.of(
            Map.entry("avx2", "AVX2"),
            Map.entry("fma", "FMA"),
            Map.entry("avx512f", "AVX-512"),
            Map.entry("avx512_vnni", "AVX-512 VNNI"),
            Map.entry("avx512_bf16", "AVX-512 BF16"),
            Map.entry("amx_tile", "AMX"),
            Map.entry("amx_bf16", "AMX BF16"),
            Map.entry("asimd", "NEON"),
            Map.entry("sve", "SVE"),
            Map.entry("bf16", "BF16"));

    /** Asks the system; never fails. */
    public static Processor ofThisMachine() {
        Path cpuinfo = Path.of("/proc/cpuinfo");
        try {
            if (Files.isReadable(cpuinfo)) {
                return fromCpuinfo(Files.readString(cpuinfo, StandardCharsets.ISO_8859_1));
            }
        } catch (IOException e) {
            // The file is the kernel's; without it nothing is known.
        }
        return System.getProperty("os.name").startsWith("Mac")
                ? fromSysctl(
                        sysctl("machdep.cpu.brand_string"),
                        sysctl("machdep.cpu.features") + " " + sysctl("machdep.cpu.leaf7_features"))
                : new Processor("", List.of());
    }

    /** Reads the first processor of Linux's {@code /proc/cpuinfo}. */
    static Processor fromCpuinfo(String cpuinfo) {
        String flags = field(cpuinfo, "flags");
        return new Processor(
                field(cpuinfo, "model name"), features(flags.isEmpty() ? field(cpuinfo, "Features") : flags));
    }

    /** Reads macOS's answers; processors of Apple have no list of features, and all have NEON. */
    static Processor fromSysctl(String model, String flags) {
        return new Processor(model, flags.isBlank() ? List.of("NEON") : features(flags.toLowerCase(Locale.ROOT)));
    }

    private static List<String> features(String flags) {
        Set<String> present = Set.copyOf(Arrays.asList(flags.split("\\s+")));
        return FLAGS.stream()
                .filter(flag -> present.contains(flag.getKey()))
                .map(Map.Entry::getValue)
                .toList();
    }

    private static String field(String cpuinfo, String name) {
        return cpuinfo.lines()
                .filter(line -> line.startsWith(name) && line.contains(":"))
                .map(line -> line.substring(line.indexOf(':') + 1).strip())
                .findFirst()
                .orElse("");
    }

    private static String sysctl(String key) {
        try {
            Process process = new ProcessBuilder("sysctl", "-n", key)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
        } catch (IOException e) {
            return "";
        }
    }
}
