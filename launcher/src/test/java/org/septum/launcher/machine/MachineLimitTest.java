// SPDX-License-Identifier: Apache-2.0
package org.septum.launcher.machine;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class MachineLimitTest {

    private static final Path FOLDER = Path.of(System.getProperty("java.io.tmpdir"));
    private static final String FILE = FOLDER.resolve("septum-1").toString();

    @Test
    void tellsOfTheFolderForTemporaryFiles() {
        assertThat(message(new NoSuchFileException(FILE)))
                .isEqualTo("the folder for temporary files, " + FOLDER + ", cannot be used: it does not exist."
                        + " Name another one: TMPDIR=FOLDER.");
        assertThat(message(new AccessDeniedException(FILE))).contains("it is not yours to write in");
        assertThat(message(new RuntimeException(new FileSystemException(FILE, null, "Read-only file system"))))
                .contains("cannot be used: read-only file system.");
        assertThat(message(new IOException("No space left on device"))).contains("No space left on device.");
    }

    @Test
    void tellsOfTheLimitOfOpenFiles() {
        assertThat(message(new RuntimeException(new FileSystemException(FILE, null, "Too many open files"))))
                .contains("ulimit -n");
    }

    @Test
    void leavesOtherFailuresAlone() {
        assertThat(MachineLimit.of(new NoSuchFileException("/elsewhere/septum-1")))
                .isEmpty();
        assertThat(MachineLimit.of(new IllegalStateException("No space left on device")))
                .isEmpty();
    }

    private static String message(Throwable failure) {
        StartFailure limit = MachineLimit.of(failure).orElseThrow();
        assertThat(limit.exitCode()).isEqualTo(3);
        return limit.getMessage();
    }
}
