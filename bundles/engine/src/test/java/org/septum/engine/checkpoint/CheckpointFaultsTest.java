// SPDX-License-Identifier: Apache-2.0
package org.septum.engine.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.septum.api.RunFailure;
import org.septum.common.files.AtomicFile;
import org.septum.common.files.DiskFullException;
import org.septum.common.files.FailingDisk;
import org.septum.common.run.RunFiles;
import org.septum.engine.SmallTraining;
import org.septum.engine.StoppedTraining;
import org.septum.engine.run.FailedRun;
import org.septum.engine.run.RunDirectory;
import org.septum.services.run.ResumeVerifier.Group;

/** Whatever goes wrong with the disk, and wherever a process dies: there is a whole checkpoint, and the run goes on from it. */
class CheckpointFaultsTest {

    private static final int STEPS = SmallTraining.STEPS_PER_EPOCH;
    private static final String FULL = "No space left on device";

    @TempDir
    private Path folder;

    private RunDirectory run;
    private Path file;

    @BeforeEach
    void makeARun() {
        run = new RunDirectory(folder.resolve("run"));
        run.makeFolders();
        file = run.resumable();
    }

    /** Three arrays full of one value, in a file that says the value too. */
    private void save(float value) {
        List<SafetensorsWriter.Tensor> tensors = Stream.of("a", "b", "c")
                .map(name -> ArrayVector.tensor(name, List.of(2), value, value))
                .toList();
        SafetensorsWriter.writeAside(file, tensors, Map.of("value", Float.toString(value)))
                .complete();
    }

    /** The value of the file, which must be whole. */
    private float saved() {
        Safetensors read = Safetensors.open(file);
        float value = Float.parseFloat(read.metadata().get("value"));
        assertThat(read.entries())
                .hasSize(3)
                .allSatisfy((name, entry) -> assertThat(read.values(entry)).containsExactly(value, value));
        return value;
    }

    private List<String> files() throws IOException {
        try (Stream<Path> found = Files.list(file.getParent())) {
            return found.map(path -> path.getFileName().toString()).toList();
        }
    }

    private List<String> operationsOfOneSave() {
        try (FailingDisk disk = FailingDisk.sound()) {
            save(1);
            return disk.operations();
        }
    }

    @Test
    void aSaveThatDiesAnywhereLeavesTheOldCheckpointOrTheNew() throws IOException {
        List<String> operations = operationsOfOneSave();
        assertThat(operations)
                .containsExactly(
                        "create", "write", "write", "write", "write", "overwrite", "force", "rename", "folder");
        for (int i = 0; i < operations.size(); i++) {
            save(1);
            try (FailingDisk disk = FailingDisk.dyingAt(i)) {
                assertThatThrownBy(() -> save(2)).isInstanceOf(FailingDisk.Death.class);
            }
            assertThat(saved())
                    .as(i + " " + operations.get(i))
                    .isEqualTo(operations.get(i).equals("folder") ? 2 : 1);
            boolean aside =
                    IntStream.range(0, i).anyMatch(j -> operations.get(j).equals("create"))
                            && !operations.get(i).equals("folder");
            assertThat(files()).hasSize(aside ? 2 : 1);
            run.deleteUnfinished();
            assertThat(files()).containsExactly("resume.safetensors");
        }
    }

    @Test
    void aSaveThatFailsAnywhereLeavesTheOldCheckpointAndNothingElse() throws IOException {
        List<String> operations = operationsOfOneSave();
        for (int i = 0; i < operations.size() - 1; i++) {
            save(1);
            try (FailingDisk disk = FailingDisk.failingAt(i, "Input/output error")) {
                assertThatThrownBy(() -> save(2))
                        .isExactlyInstanceOf(java.io.UncheckedIOException.class)
                        .hasMessage("cannot write " + file + ": Input/output error");
            }
            assertThat(saved()).isEqualTo(1);
            assertThat(files()).containsExactly("resume.safetensors");
        }
        // Not every system can sync a folder.
        try (FailingDisk disk = FailingDisk.failingAt(operations.size() - 1, "Input/output error")) {
            save(2);
        }
        assertThat(saved()).isEqualTo(2);
    }

    @Test
    void aFullDiskIsToldWithWhatIsFreeAndWhatIsNeeded() {
        save(1);
        long size = file.toFile().length();
        try (FailingDisk disk = FailingDisk.fullFrom(2)) {
            assertThatThrownBy(() -> save(2))
                    .isInstanceOf(DiskFullException.class)
                    .hasMessageMatching("cannot write \\Q" + file + "\\E: the disk is full \\(" + FULL
                            + "\\); the file needs 0\\.0 MB \\(" + size
                            + " bytes\\), [0-9.]+ MB \\([0-9]+ bytes\\) are free"
                            + "\\. What was there before is still whole\\.");
        }
    }

    /** An append that fails or dies leaves what was there before; what died is cut off by the next one. */
    @Test
    void anAppendLeavesWhatWasThereBefore() throws IOException {
        Path table = folder.resolve("table.csv");
        byte[] row = "row\n".getBytes(StandardCharsets.UTF_8);
        for (int i = 0; i < 3; i++) {
            Files.writeString(table, "head\n");
            try (FailingDisk disk = FailingDisk.failingAt(i, "Input/output error")) {
                assertThatThrownBy(() -> AtomicFile.append(table, 5, row))
                        .isExactlyInstanceOf(java.io.UncheckedIOException.class)
                        .hasMessage("cannot write " + table + ": Input/output error");
                assertThat(disk.operations())
                        .startsWith(List.of("extend", "write", "force")
                                .subList(0, i + 1)
                                .toArray(String[]::new));
            }
            assertThat(table).hasContent("head\n");
            try (FailingDisk disk = FailingDisk.dyingAt(i)) {
                assertThatThrownBy(() -> AtomicFile.append(table, 5, row)).isInstanceOf(FailingDisk.Death.class);
            }
            assertThat(Files.readString(table)).startsWith("head\n");
            AtomicFile.append(table, 5, row);
            assertThat(Files.readString(table)).isEqualTo("head\nrow\n");
        }
        try (FailingDisk disk = FailingDisk.fullFrom(1)) {
            assertThatThrownBy(() -> AtomicFile.append(table, 9, row))
                    .isInstanceOf(DiskFullException.class)
                    .hasMessageContaining("the disk is full");
        }
    }

    /** Before and after each rename, and before a link, at the end of an epoch, where three checkpoints are written, and amid the next. */
    @Test
    void aTrainingThatDiesWhileItSavesGoesOnAsIfItHadNot() {
        SmallTraining training = new SmallTraining();
        training.saveEvery = 1;
        StoppedTraining straight = training.in(new RunDirectory(folder.resolve("straight")));
        straight.trainUntil(STEPS + 2);
        List<String> operations;
        StoppedTraining counted = training.in(new RunDirectory(folder.resolve("counted")));
        counted.trainUntil(STEPS - 1);
        try (FailingDisk disk = FailingDisk.sound()) {
            counted.trainUntil(STEPS + 1);
            operations = disk.operations();
        }
        List<Integer> victims = IntStream.range(0, operations.size())
                .filter(i -> List.of("link", "rename", "folder").contains(operations.get(i)))
                .boxed()
                .toList();
        assertThat(operations).contains("link");
        assertThat(victims).hasSizeGreaterThanOrEqualTo(9);
        for (int victim : victims) {
            RunDirectory directory = new RunDirectory(folder.resolve("dies-" + victim));
            training.in(directory).trainUntil(STEPS - 1);
            try (FailingDisk disk = FailingDisk.dyingAt(victim)) {
                assertThatThrownBy(() -> training.in(directory).trainUntil(STEPS + 1))
                        .isInstanceOf(FailingDisk.Death.class);
            }
            directory.deleteUnfinished();
            StoppedTraining resumed = training.in(directory);
            resumed.trainUntil(STEPS + 2);
            assertThat(straight.fingerprint().compare(resumed.fingerprint()))
                    .as("died in operation " + victim)
                    .filteredOn(group -> !group.name().equals("steps"))
                    .allSatisfy(CheckpointFaultsTest::isSame);
        }
    }

    private static void isSame(Group group) {
        assertThat(group.different()).as(group.name()).isEmpty();
    }

    /** A disk stays full: what is written to tell of the failure fails as well. */
    @Test
    void aFullDiskEndsTheRunWithItsOwnMessageWhateverElseFails() {
        SmallTraining training = new SmallTraining();
        training.in(run).trainUntil(2);
        byte[] before = content();
        try (FailingDisk disk = FailingDisk.fullFrom(3)) {
            FailedRun failed = new FailedRun(
                    run, () -> RunFiles.writeStatus(run.path(), "failed", "full"), e -> new RunFailure("memory", e));
            assertThatThrownBy(() -> failed.orDone(() -> {
                        training.in(run).trainUntil(3);
                        return run;
                    }))
                    .isInstanceOf(RunFailure.class)
                    .hasMessageStartingWith("cannot write " + file + ": the disk is full (" + FULL + ")")
                    .hasMessageEndingWith("Make room, then 'septum resume " + run.path()
                            + "' goes on from the state after" + " step 2.")
                    .satisfies(e -> assertThat(e.getSuppressed()).hasSize(2));
        }
        assertThat(content()).isEqualTo(before);
        training.in(run).trainUntil(3);
    }

    private byte[] content() {
        try {
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
