// SPDX-License-Identifier: Apache-2.0
package org.septum.cli.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.septum.api.experiment.Experiment;
import org.septum.cli.FakeServices;
import org.septum.cli.Invocation;
import org.septum.cli.command.Services;
import org.septum.cli.machine.CudaProbe;
import org.septum.services.run.ResumeVerifier;

/** What is said of a comparison, and what is left of it. */
class VerifyResumeCommandTest {

    private static final String HASH = "0123456789abcdef0123456789abcdef";

    private final FakeServices services = new FakeServices();

    @TempDir
    private Path directory;

    private List<String> different = List.of();
    private Path used;

    /** Leaves a file, as a training does. */
    private ResumeVerifier.Verification verify(
            Experiment experiment, OptionalInt steps, OptionalInt then, Path folder) {
        used = folder;
        try {
            Files.writeString(
                    Files.createDirectories(folder.resolve("straight/checkpoints"))
                            .resolve("a"),
                    "b");
        } catch (IOException e) {
            throw new AssertionError(e);
        }
        return new ResumeVerifier.Verification(
                steps.orElse(76),
                then.orElse(51),
                51,
                "a backend",
                List.of(
                        new ResumeVerifier.Group("weights", 46, HASH, different),
                        new ResumeVerifier.Group("steps", 127, HASH, List.of())));
    }

    private Invocation septum(String... arguments) {
        ResumeVerifier verifier = this::verify;
        CudaProbe noGpu = new CudaProbe("no-such-program", List.of(Path.of("nowhere")), Duration.ofSeconds(1));
        Services present = FakeServices.of(services, verifier);
        return Invocation.of(FakeServices.septum(present, noGpu, false), arguments);
    }

    @Test
    void saysThatNothingDiffersAndLeavesNothing() {
        assertThat(septum("verify-resume", "x.yaml", "--then", "60")).isEqualTo(new Invocation(0, """
                        x, seed 1: 136 steps at a stretch, and 76 steps, a stop, and 60 more; 51 steps in an epoch
                        a backend

                        COMPARED  ITEMS  DIFFERENT  SHA-256
                        weights      46          0  0123456789abcdef
                        steps       127          0  0123456789abcdef

                        identical to the last bit
                        """, ""));
        assertThat(used).doesNotExist();
    }

    @Test
    void namesTheFirstThatDifferAndFails() {
        different = List.of("a", "b", "c", "d", "e", "f", "g");
        Invocation found = septum("verify-resume", "x.yaml");
        assertThat(found.code()).isEqualTo(4);
        assertThat(found.err())
                .isEqualTo("septum: resuming changes the run: weights differ in a, b, c, d, e and 2 more\n");
        assertThat(found.out()).doesNotContain("identical");
        assertThat(used).doesNotExist();
    }

    @Test
    void keepsTheRunsInAnEmptyFolderOnly() {
        Path kept = directory.resolve("kept");
        assertThat(septum("verify-resume", "x.yaml", "--keep", kept.toString()).code())
                .isZero();
        assertThat(kept.resolve("straight/checkpoints/a")).exists();
        Invocation again = septum("verify-resume", "x.yaml", "--keep", kept.toString());
        assertThat(again.code()).isEqualTo(2);
        assertThat(again.err()).contains("--keep " + kept + ": this folder is not empty");
    }

    @Test
    void wantsAtLeastOneStep() {
        assertThat(septum("verify-resume", "x.yaml", "--steps", "0").err()).contains("--steps 0: 1 or more is needed");
    }
}
