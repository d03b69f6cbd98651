// SPDX-License-Identifier: Apache-2.0
package org.septum.cli.machine;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.septum.api.WiringError;

/**
 * Looks for a GPU that ND4J's CUDA build can use, without loading any of CUDA.
 *
 * @param nvidiaSmi the driver's program {@code nvidia-smi}: a path, or a name that is looked up on the PATH
 * @param libraryFolders where the driver's library may be
 * @param limit how long the program may take
 */
public record CudaProbe(String nvidiaSmi, List<Path> libraryFolders, Duration limit) {

    private static final Duration LIMIT = Duration.ofSeconds(15);
    private static final String LIBRARY = "libcuda.so.1";
    private static final String ADVICE = " Use --device cpu (runtime.device: cpu) on this machine.";

    /**
     * A GPU as the driver describes it.
     *
     * @param capability the compute capability, 75 for 7.5; empty if the driver does not tell
     */
    record Gpu(String name, Optional<Integer> capability, String driver) {

        private static final int OLDEST = 37;
        private static final int NEWEST = 89;

        boolean usable() {
            return capability
                    .filter(value -> OLDEST <= value && value <= NEWEST)
                    .isPresent();
        }

        @Override
        public String toString() {
            String known =
                    capability.map(value -> value / 10 + "." + value % 10).orElse("unknown");
            return name + " (compute capability " + known + ", driver " + driver + ")";
        }

        /** Reads a line such as {@code NVIDIA A100-SXM4-40GB, 8.0, 535.129.03}. */
        static Gpu parse(String line) {
            String[] fields = line.split(",");
            String capability = fields.length > 1 ? fields[1].strip() : "";
            return new Gpu(
                    fields[0].strip(),
                    capability.matches("\\d+\\.\\d")
                            ? Optional.of(Integer.valueOf(capability.replace(".", "")))
                            : Optional.empty(),
                    fields.length > 2 ? fields[2].strip() : "unknown");
        }
    }

    public static CudaProbe ofThisMachine() {
        Stream<String> given = Arrays.stream(
                        System.getenv().getOrDefault("LD_LIBRARY_PATH", "").split(File.pathSeparator))
                .filter(folder -> !folder.isEmpty());
        Stream<String> usual = Stream.of(
                "/usr/lib/x86_64-linux-gnu",
                "/usr/lib/aarch64-linux-gnu",
                "/usr/lib64",
                "/usr/lib",
                "/usr/lib/wsl/lib",
                "/usr/local/nvidia/lib64",
                "/run/opengl-driver/lib");
        List<Path> folders = Stream.concat(given, usual).map(Path::of).toList();
        return new CudaProbe("nvidia-smi", folders, LIMIT);
    }

    /**
     * The first GPU that can be used.
     *
     * @throws WiringError if there is none; the message says what was looked for, what is there and what to do
     */
    Gpu require() {
        List<Gpu> gpus = new ArrayList<>();
        answer().lines().filter(line -> !line.isBlank()).map(Gpu::parse).forEach(gpus::add);
        if (gpus.isEmpty()) {
            throw noGpu(nvidiaSmi + " lists none", "");
        }
        Gpu usable = gpus.stream().filter(Gpu::usable).findFirst().orElseThrow(() -> unusable(gpus));
        if (library().isEmpty() && !isWindows()) {
            throw new WiringError("CUDA cannot be used: there is an " + usable + ", but " + libraryFound()
                    + ". It is part of NVIDIA's driver; put its folder into LD_LIBRARY_PATH if it is elsewhere."
                    + ADVICE);
        }
        return usable;
    }

    /** The driver's program lists its GPUs; it writes no more than a pipe holds. */
    private String answer() {
        Process process;
        try {
            process = new ProcessBuilder(
                            nvidiaSmi, "--query-gpu=name,compute_cap,driver_version", "--format=csv,noheader")
                    .redirectErrorStream(true)
                    .start();
        } catch (IOException e) {
            throw noAnswer("there is no program " + nvidiaSmi);
        }
        try {
            if (!process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS)) {
                throw noAnswer(tooSlow());
            }
            String output = output(process);
            if (process.exitValue() != 0) {
                throw noAnswer(nvidiaSmi + " ended with code " + process.exitValue()
                        + output.lines()
                                .findFirst()
                                .map(line -> " and said: " + line.strip())
                                .orElse(""));
            }
            return output;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw noAnswer(tooSlow());
        } finally {
            process.destroyForcibly();
        }
    }

    private static String output(Process process) {
        try {
            return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            return "";
        }
    }

    private String tooSlow() {
        return nvidiaSmi + " gave no answer within " + limit.toMillis() + " ms";
    }

    private WiringError noAnswer(String reason) {
        return noGpu(reason, " Install NVIDIA's driver if there is such a GPU.");
    }

    private WiringError noGpu(String reason, String remedy) {
        return new WiringError("CUDA cannot be used: no NVIDIA GPU was found: " + reason + "; " + libraryFound() + "."
                + remedy + ADVICE);
    }

    private static WiringError unusable(List<Gpu> gpus) {
        return new WiringError("CUDA cannot be used: ND4J 1.0.0-M2.1's CUDA 11.6 build holds machine code for compute"
                + " capability 3.7 to 8.9 only, and there is "
                + gpus.stream().map(Gpu::toString).distinct().collect(Collectors.joining(" and ")) + "."
                + ADVICE);
    }

    private String libraryFound() {
        if (isWindows()) {
            return "the program is part of NVIDIA's driver";
        }
        return library()
                .map(file -> LIBRARY + " is there as " + file)
                .orElseGet(() -> "there is no " + LIBRARY + " in "
                        + libraryFolders.stream().map(Path::toString).collect(Collectors.joining(", ")));
    }

    private Optional<Path> library() {
        return libraryFolders.stream()
                .map(folder -> folder.resolve(LIBRARY))
                .filter(Files::exists)
                .findFirst();
    }

    private static boolean isWindows() {
        return System.getProperty("os.name").startsWith("Windows");
    }
}
