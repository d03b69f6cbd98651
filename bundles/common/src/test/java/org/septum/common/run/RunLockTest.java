// SPDX-License-Identifier: Apache-2.0
package org.septum.common.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.septum.api.UserError;

/** One process at a time works on a run, and a killed one keeps nobody out. */
class RunLockTest {

    @TempDir
    private Path run;

    /** Another process: takes the folder, says so, and holds it until its input ends or it is killed. */
    static final class Holder {
        public static void main(String[] arguments) throws Exception {
            try (RunLock lock = RunLock.take(Path.of(arguments[0]))) {
                System.out.println("taken");
                while (System.in.read() >= 0) {
                    continue;
                }
            }
        }
    }

    private Process holder() throws Exception {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        classPath(),
                        Holder.class.getName(),
                        run.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        assertThat(process.inputReader().readLine()).isEqualTo("taken");
        return process;
    }

    private static String classPath() throws Exception {
        List<String> places = new ArrayList<>();
        for (Class<?> type : List.of(RunLock.class, Holder.class, UserError.class)) {
            places.add(Path.of(type.getProtectionDomain()
                            .getCodeSource()
                            .getLocation()
                            .toURI())
                    .toString());
        }
        return String.join(File.pathSeparator, places);
    }

    @Test
    void anotherProcessIsRefusedUntilTheFirstHasEnded() throws Exception {
        Process holder = holder();
        assertThat(RunLock.isTaken(run)).isTrue();
        for (int i = 0; i < 2; i++) {
            assertThatThrownBy(() -> RunLock.take(run))
                    .isInstanceOf(UserError.class)
                    .hasMessage(run + ": another process is at work on this run (process " + holder.pid()
                            + "); wait for its end, or end it");
        }
        holder.outputWriter().close();
        holder.waitFor();
        assertThat(RunLock.fileIn(run)).doesNotExist();
        RunLock.take(run).close();
    }

    @Test
    void aKilledProcessLeavesAFileAndNoLock() throws Exception {
        Process holder = holder();
        holder.destroyForcibly().waitFor();
        assertThat(RunLock.fileIn(run)).exists();
        assertThat(RunLock.isTaken(run)).isFalse();
        try (RunLock lock = RunLock.take(run)) {
            assertThat(RunLock.fileIn(run))
                    .content()
                    .isEqualTo("process " + ProcessHandle.current().pid());
        }
    }

    /** As where the process is another user's, whose files this one may read and not write. */
    @Test
    void aLockThatMayNotBeWrittenIsStillSeen() throws Exception {
        Process holder = holder();
        File file = RunLock.fileIn(run).toFile();
        assertThat(file.setReadOnly()).isTrue();
        assertThat(RunLock.isTaken(run)).isTrue();
        holder.destroyForcibly().waitFor();
        assertThat(RunLock.isTaken(run)).isFalse();
    }

    /** It cannot be known; a run that is going on must not look killed. */
    @Test
    void aLockThatMayNotBeReadCountsAsTaken() throws Exception {
        Path file = Files.createFile(RunLock.fileIn(run));
        assertThat(file.toFile().setReadable(false) && file.toFile().setWritable(false))
                .isTrue();
        assumeFalse(Files.isReadable(file), "this user may read everything");
        assertThat(RunLock.isTaken(run)).isTrue();
        assertThatThrownBy(() -> RunLock.take(run))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("this file belongs to another user");
    }

    /** Asking must not release it: on many systems, closing a file releases all locks of its process. */
    @Test
    void askingForItsOwnFolderKeepsTheLock() throws Exception {
        try (RunLock lock = RunLock.take(run)) {
            assertThat(RunLock.isTaken(run)).isTrue();
            assertThat(RunLock.isTaken(run.resolve("..").resolve(run.getFileName())))
                    .isTrue();
            assertThatThrownBy(() -> RunLock.take(run)).hasMessageContaining("(this very process)");
            Process other = new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            "-cp",
                            classPath(),
                            Holder.class.getName(),
                            run.toString())
                    .redirectErrorStream(true)
                    .start();
            assertThat(other.inputReader().lines())
                    .anyMatch(line -> line.contains("another process is at work on this run"));
        }
        assertThat(Files.list(run)).isEmpty();
    }
}
