// SPDX-License-Identifier: Apache-2.0
package org.septum.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.septum.api.WiringError;

/** Looks for a GPU that ND4J's CUDA build can use, with NVIDIA's own tool and without loading any library. */
final class CudaProbe {

    private static final int PATIENCE_SECONDS = 20;
    private static final double OLDEST = 3.7;
    private static final double NEWEST = 8.9;

    private final String tool;
    private final List<Path> libraries;

    /**
     * A GPU as nvidia-smi tells of it.
     *
     * @param capability compute capability, for example 8.6
     */
    record Gpu(String name, double capability, String driver) {}

    /**
     * @param tool nvidia-smi's name or path
     * @param libraries where the driver's library may lie
     */
    CudaProbe(String tool, List<Path> libraries) {
        this.tool = tool;
        this.libraries = libraries;
    }

    static CudaProbe ofThisMachine() {
        List<Path> libraries = new ArrayList<>();
        String searched = System.getenv().getOrDefault("LD_LIBRARY_PATH", "");
        for (String folder : searched.split(":")) {
            if (!folder.isEmpty()) {
                libraries.add(Path.of(folder, "libcuda.so.1"));
            }
        }
        for (String folder : List.of("/usr/lib/x86_64-linux-gnu", "/usr/lib64", "/usr/lib", "/usr/lib/wsl/lib")) {
            libraries.add(Path.of(folder, "libcuda.so.1"));
        }
        libraries.add(Path.of("C:/Windows/System32/nvcuda.dll"));
        return new CudaProbe("nvidia-smi", libraries);
    }

    /** What there is, in a line, for {@code septum doctor}. */
    String describe() {
        try {
            Gpu gpu = requireUsableGpu();
            return gpu.name() + ", compute capability " + gpu.capability() + ", driver " + gpu.driver();
        } catch (WiringError e) {
            return "none can be used: " + e.getMessage();
        }
    }

    /**
     * The first GPU.
     *
     * @throws WiringError if there is none, or ND4J's build holds no code for it
     */
    Gpu requireUsableGpu() {
        Optional<Path> library = libraries.stream().filter(Files::exists).findFirst();
        Optional<Gpu> found = ask();
        if (found.isEmpty() || library.isEmpty()) {
            throw new WiringError(
                    "runtime.device: cuda needs an NVIDIA GPU and its driver. Looked for a GPU with '" + tool
                            + "': " + found.map(Gpu::name).orElse("none found")
                            + "; looked for the driver's library libcuda.so.1: "
                            + library.map(Path::toString).orElse("not found")
                            + ". Install the driver, or use --device cpu.");
        }
        Gpu gpu = found.get();
        if (gpu.capability() > NEWEST || gpu.capability() < OLDEST) {
            throw new WiringError(gpu.name() + " has compute capability " + gpu.capability()
                    + "; ND4J 1.0.0-M2.1's CUDA 11.6 build holds machine code for compute capability " + OLDEST + " to "
                    + NEWEST + " only, and none that could be compiled for another GPU. Use --device cpu.");
        }
        return gpu;
    }

    private Optional<Gpu> ask() {
        try {
            Process process = new ProcessBuilder(
                            tool, "--query-gpu=name,compute_cap,driver_version", "--format=csv,noheader")
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                return Optional.empty();
            }
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            return output.lines().findFirst().flatMap(CudaProbe::parse);
        } catch (IOException e) {
            return Optional.empty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }

    private static Optional<Gpu> parse(String line) {
        String[] fields = line.split("\\s*,\\s*");
        if (fields.length != 3 || !fields[1].matches("\\d+\\.\\d+")) {
            return Optional.empty();
        }
        return Optional.of(new Gpu(fields[0], Double.parseDouble(fields[1]), fields[2]));
    }
}
