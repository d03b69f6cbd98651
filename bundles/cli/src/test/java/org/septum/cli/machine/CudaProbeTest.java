// SPDX-License-Identifier: Apache-2.0
package org.septum.cli.machine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.septum.api.WiringError;
import org.septum.cli.FakeServices;
import org.septum.cli.Invocation;
import org.septum.cli.Septum;

/** With shell scripts in place of nvidia-smi. */
@EnabledOnOs({OS.LINUX, OS.MAC})
class CudaProbeTest {

    private static final String ADVICE = " Use --device cpu (runtime.device: cpu) on this machine.";

    @TempDir
    private Path directory;

    private Path program;
    private Path library;

    @BeforeEach
    void installDriver() throws IOException {
        program = directory.resolve("nvidia-smi");
        library = Files.createFile(directory.resolve("libcuda.so.1"));
    }

    private CudaProbe answering(String script) throws IOException {
        Files.writeString(program, "#!/bin/sh\n" + script + "\n");
        Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwx------"));
        return probe();
    }

    private CudaProbe listing(String gpus) throws IOException {
        String query = "--query-gpu=name,compute_cap,driver_version --format=csv,noheader";
        return answering("[ \"$*\" = '" + query + "' ] && printf '" + gpus + "\\n'");
    }

    private CudaProbe probe() {
        return new CudaProbe(program.toString(), List.of(Path.of("/nowhere"), directory), Duration.ofSeconds(20));
    }

    @Test
    void acceptsAGpuThatTheBuildHasCodeFor() throws IOException {
        assertThat(listing("NVIDIA A100-SXM4-40GB, 8.0, 535.129.03").require())
                .hasToString("NVIDIA A100-SXM4-40GB (compute capability 8.0, driver 535.129.03)");
        assertThat(listing("NVIDIA L4, 8.9, 550.1").require().name()).isEqualTo("NVIDIA L4");
        assertThat(listing("Tesla K80, 3.7, 470.1").require().name()).isEqualTo("Tesla K80");
        assertThat(listing("NVIDIA H200, 9.0, 550.1\\nNVIDIA L4, 8.9, 550.1")
                        .require()
                        .name())
                .isEqualTo("NVIDIA L4");
    }

    @Test
    void refusesNewerOlderAndUnknownGpus() throws IOException {
        assertThatThrownBy(listing("NVIDIA H200, 9.0, 550.54.15")::require)
                .isInstanceOf(WiringError.class)
                .hasMessage("CUDA cannot be used: ND4J 1.0.0-M2.1's CUDA 11.6 build holds machine code for compute"
                        + " capability 3.7 to 8.9 only, and there is NVIDIA H200 (compute capability 9.0, driver"
                        + " 550.54.15)." + ADVICE);
        assertThatThrownBy(listing("RTX 5090, 12.0, 570.1")::require).hasMessageContaining("compute capability 12.0");
        assertThatThrownBy(listing("Tesla K40, 3.5, 470.1")::require).hasMessageContaining("compute capability 3.5");
        assertThatThrownBy(listing("Tesla X, [N/A], 390.1")::require)
                .hasMessageContaining("compute capability unknown");
    }

    @Test
    void saysWhatItLookedForAndWhatIsThere() throws IOException {
        assertThatThrownBy(probe()::require)
                .isInstanceOf(WiringError.class)
                .hasMessage("CUDA cannot be used: no NVIDIA GPU was found: there is no program " + program
                        + "; libcuda.so.1 is there as " + library
                        + ". Install NVIDIA's driver if there is such a GPU." + ADVICE);
        assertThatThrownBy(answering("echo 'No devices were found'; exit 6")::require)
                .hasMessageContaining(program + " ended with code 6 and said: No devices were found; libcuda");
        assertThatThrownBy(listing("")::require).hasMessageContaining(program + " lists none");

        Files.delete(library);
        assertThatThrownBy(listing("NVIDIA L4, 8.9, 550.1")::require)
                .hasMessage(
                        "CUDA cannot be used: there is an NVIDIA L4 (compute capability 8.9, driver 550.1), but there"
                                + " is no libcuda.so.1 in /nowhere, " + directory
                                + ". It is part of NVIDIA's driver; put its folder into LD_LIBRARY_PATH if it is elsewhere."
                                + ADVICE);
    }

    @Test
    void doesNotWaitForADriverThatHangs() throws IOException {
        answering("exec tail -f /dev/null");
        CudaProbe impatient = new CudaProbe(program.toString(), List.of(), Duration.ofMillis(100));

        assertThatThrownBy(impatient::require).hasMessageContaining(program + " gave no answer within 100 ms");
    }

    @Test
    void asksForAnotherJvmBeforeAnythingIsDone() throws IOException {
        CudaProbe usable = listing("NVIDIA L4, 8.9, 550.1");
        FakeServices services = new FakeServices();
        Septum first = FakeServices.septum(services.services(), usable, false);
        Septum second = FakeServices.septum(services.services(), usable, true);

        assertThat(Invocation.of(first, "run", "x.yaml", "--device", "cuda")).isEqualTo(new Invocation(75, "", ""));
        assertThat(Invocation.of(first, "bench", "--device", "cuda")).isEqualTo(new Invocation(75, "", ""));
        services.device = "cuda";
        assertThat(Invocation.of(first, "run", "x.yaml").code()).isEqualTo(75);
        Files.createFile(directory.resolve("experiment.yaml"));
        assertThat(Invocation.of(first, "resume", directory.toString()).code()).isEqualTo(75);
        assertThat(services.calls).noneMatch(call -> call.startsWith("run") || call.startsWith("resume"));

        assertThat(Invocation.of(second, "run", "x.yaml").code()).isZero();
        assertThat(services.calls).last().isEqualTo("run in runs");
    }

    @Test
    void refusesToRunWithoutAUsableGpu() throws IOException {
        FakeServices services = new FakeServices();
        Septum septum = FakeServices.septum(services.services(), listing("NVIDIA H200, 9.0, 550.1"), false);

        Invocation run = Invocation.of(septum, "run", "x.yaml", "--device", "cuda");

        assertThat(run.code()).isEqualTo(3);
        assertThat(run.err()).startsWith("septum: CUDA cannot be used: ND4J 1.0.0-M2.1's CUDA 11.6 build");
        assertThat(services.calls).containsExactly("read x.yaml [runtime.device=cuda]");
    }
}
