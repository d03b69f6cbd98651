// SPDX-License-Identifier: Apache-2.0
package org.septum.engine.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.septum.api.RunFailure;
import org.septum.common.run.RunFiles;

/** A run that failed is not left as one that is going on, whatever the failure was. */
class FailedRunTest {

    @TempDir
    private Path folder;

    private RunDirectory run;

    @BeforeEach
    void makeARunThatIsGoingOn() {
        run = new RunDirectory(folder);
        RunFiles.writeStatus(run.path(), "running", "epoch 1");
    }

    private FailedRun failed(Runnable provenance) {
        return new FailedRun(run, provenance, e -> new RunFailure("out of memory: a smaller batch fits", e));
    }

    private static Path thrown(Error error) {
        throw error;
    }

    private String status() throws IOException {
        return Files.readString(folder.resolve("status.json"));
    }

    @Test
    void saysThatMemoryRanOutAndWhatFits() throws IOException {
        OutOfMemoryError error = new OutOfMemoryError("Java heap space");
        assertThatThrownBy(() -> failed(() -> {}).orDone(() -> thrown(error)))
                .isExactlyInstanceOf(RunFailure.class)
                .hasMessage("out of memory: a smaller batch fits")
                .hasCause(error);
        assertThat(run.status()).isEqualTo("failed");
        assertThat(status()).contains("\"detail\" : \"out of memory: a smaller batch fits\"");
    }

    /** As by a plugin that does not fit this version of Septum. */
    @Test
    void recordsErrorsOfOtherKindsAsTheyAre() throws IOException {
        NoSuchMethodError error = new NoSuchMethodError("Loss.build");
        assertThatThrownBy(() -> failed(() -> {}).orDone(() -> thrown(error))).isSameAs(error);
        assertThat(run.status()).isEqualTo("failed");
        assertThat(status()).contains("java.lang.NoSuchMethodError: Loss.build");
    }

    @Test
    void theStatusIsWrittenEvenIfTheProvenanceCannotBe() {
        OutOfMemoryError another = new OutOfMemoryError("still no memory");
        assertThatThrownBy(() -> failed(() -> thrown(another)).orDone(() -> thrown(new OutOfMemoryError("heap"))))
                .hasMessage("out of memory: a smaller batch fits")
                .hasSuppressedException(another);
        assertThat(run.status()).isEqualTo("failed");
    }

    @Test
    void leavesARunThatIsDoneAlone() {
        assertThat(failed(() -> thrown(new AssertionError("nothing failed"))).orDone(() -> folder))
                .isEqualTo(folder);
        assertThat(run.status()).isEqualTo("killed"); // running, and no process has its lock
    }
}
