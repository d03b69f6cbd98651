// SPDX-License-Identifier: Apache-2.0
package org.septum.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** What the commands say of a run that is going on, of one that was killed, and of one whose saved state is damaged. */
@EnabledOnOs({OS.LINUX, OS.MAC})
class RunFolderIT {

    private static final String[] RUN = {
        "run",
        Path.of("../experiments/quickstart.yaml").toAbsolutePath().toString(),
        "--set",
        "data.dataset.patients=8",
        "--set",
        "data.dataset.slices=2",
        "--set",
        "data.dataset.size=[32,32]",
        "--set",
        "data.size=[32,32]",
        "--set",
        "model.depth=1",
        "--set",
        "model.base-channels=2",
        "--set",
        "training.epochs=100000",
        "--set",
        "training.save-every=1",
        "--set",
        "runtime.threads=1",
        "--set",
        "report=[]"
    };

    @TempDir
    private static Path directory;

    private static StartScript septum;
    private static Path run;
    private static StartScript.Result resumed;
    private static StartScript.Result ranAgain;
    private static StartScript.Result listedAlive;

    /** While one process trains, others are tried; then it is killed. */
    @BeforeAll
    static void killARun() throws Exception {
        septum = new StartScript(Path.of("septum").toAbsolutePath(), directory);
        Path err = directory.resolve("err.txt");
        Process training = septum.start(directory.resolve("out.txt"), err, RUN);
        try {
            while (training.isAlive() && !saved()) {
                LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
            }
            assertThat(training.isAlive()).as(Files.readString(err)).isTrue();
            resumed = septum.run("resume", run.toString());
            ranAgain = septum.run(RUN);
            listedAlive = septum.run("runs", "runs");
            assertThat(training.isAlive()).as(Files.readString(err)).isTrue();
        } finally {
            training.destroyForcibly().waitFor();
        }
    }

    private static boolean saved() throws IOException {
        Path runs = directory.resolve("runs/quickstart/base");
        if (!Files.isDirectory(runs)) {
            return false;
        }
        try (Stream<Path> found = Files.list(runs)) {
            run = found.findFirst().orElse(null);
        }
        return run != null
                && Files.exists(run.resolve("checkpoints/resume.safetensors"))
                && Files.exists(run.resolve("provenance.json"));
    }

    @AfterAll
    static void forget() {
        run = null;
    }

    @Test
    void aSecondProcessIsRefused() {
        for (StartScript.Result refused : new StartScript.Result[] {resumed, ranAgain}) {
            assertThat(refused.code()).isEqualTo(2);
            assertThat(refused.err())
                    .matches(
                            "septum: \\S+: another process is at work on this run \\(process \\d+\\); wait for its end, or"
                                    + " end it\n");
        }
    }

    @Test
    void theListTellsAKilledRunFromOneThatIsGoingOn() throws Exception {
        assertThat(listedAlive.out()).contains(" running ");
        assertThat(septum.run("runs", "runs").out()).contains(" killed ");
    }

    @Test
    void aKilledRunIsNotStartedAnewUnasked() throws Exception {
        StartScript.Result again = septum.run(RUN);
        assertThat(again.code()).isEqualTo(2);
        assertThat(again.err())
                .contains("a run of this very experiment is already there (killed). Go on with 'septum resume ");
    }

    @Test
    void aDamagedStateIsRefusedWithAWayOut() throws Exception {
        Path state = run.resolve("checkpoints/resume.safetensors");
        Path sound = Files.copy(state, directory.resolve("sound"), StandardCopyOption.REPLACE_EXISTING);
        try (RandomAccessFile file = new RandomAccessFile(state.toFile(), "rw")) {
            file.setLength(file.length() - 8);
        }
        StartScript.Result truncated = septum.run("resume", run.toString());
        assertThat(truncated.code()).isEqualTo(2);
        assertThat(truncated.err())
                .contains(state.getFileName() + ": this is not a complete safetensors file")
                .contains("--overwrite");

        Files.copy(sound, state, StandardCopyOption.REPLACE_EXISTING);
        try (RandomAccessFile file = new RandomAccessFile(state.toFile(), "rw")) {
            file.seek(file.length() - 9);
            int old = file.read();
            file.seek(file.length() - 9);
            file.write(old ^ 1);
        }
        StartScript.Result flipped = septum.run("resume", run.toString());
        assertThat(flipped.code()).isEqualTo(2);
        assertThat(flipped.err()).contains("damaged").contains("--overwrite");
        Files.copy(sound, state, StandardCopyOption.REPLACE_EXISTING);
    }

    @Test
    void whatIsNoRunIsRefused() throws Exception {
        StartScript.Result nothing = septum.run("resume", directory.toString());
        assertThat(nothing.code()).isEqualTo(2);
        assertThat(nothing.err()).contains("this is not a run's folder, but one is below it:\n  " + run);
    }
}
