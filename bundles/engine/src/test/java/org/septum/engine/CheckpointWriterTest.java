// SPDX-License-Identifier: Apache-2.0
package org.septum.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.septum.api.report.FailingDisk;

/** Files written beside the training hold the values of their moment, and a failure reaches the training. */
class CheckpointWriterTest {

    @TempDir
    private Path folder;

    private final float[] values = {1, 2};
    private final List<SafetensorsWriter.Tensor> tensors =
            List.of(SafetensorsWriter.Tensor.of("a", List.of(2), () -> values));

    @Test
    void whatChangesAfterTheCallIsNotInTheFile() {
        Path file = folder.resolve("first.safetensors");
        try (CheckpointWriter writer = new CheckpointWriter()) {
            writer.write(List.of(file), tensors, Map::of);
            values[0] = 9;
        }
        assertThat(saved(file)).containsExactly(1, 2);
    }

    @Test
    void filesOfTheSameContentAreOneFileUntilOneIsReplaced() throws IOException {
        Path best = folder.resolve("best.safetensors");
        Path last = folder.resolve("last.safetensors");
        try (CheckpointWriter writer = new CheckpointWriter()) {
            writer.write(List.of(best, last), tensors, () -> Map.of("step", "1"));
            writer.write(List.of(best, last), tensors, () -> Map.of("step", "2"));
            writer.await();
            assertThat(Files.isSameFile(best, last)).isTrue();
            values[0] = 9;
            writer.write(List.of(last), tensors, () -> Map.of("step", "3"));
        }
        assertThat(saved(best)).containsExactly(1, 2);
        assertThat(saved(last)).containsExactly(9, 2);
        assertThat(Safetensors.open(best).metadata()).containsEntry("step", "2");
        assertThat(folder.toFile().list()).hasSize(2);
    }

    /** As on a disk that knows no hard links. */
    @Test
    void whereAFileCannotHaveTwoNamesThereAreTwo() throws IOException {
        Path best = folder.resolve("best.safetensors");
        Path last = folder.resolve("last.safetensors");
        Files.writeString(last, "of an earlier epoch");
        int link;
        try (FailingDisk disk = FailingDisk.sound();
                CheckpointWriter writer = new CheckpointWriter()) {
            writer.write(List.of(best, last), tensors, Map::of);
            writer.await();
            link = disk.operations().indexOf("link");
        }
        try (FailingDisk disk = FailingDisk.failingAt(link, "Operation not permitted");
                CheckpointWriter writer = new CheckpointWriter()) {
            writer.write(List.of(best, last), tensors, Map::of);
        }
        assertThat(Files.isSameFile(best, last)).isFalse();
        assertThat(last).hasSameBinaryContentAs(best);
        assertThat(saved(last)).containsExactly(1, 2);
        assertThat(folder.toFile().list()).hasSize(2);
    }

    /** The arrays stay where they are, so the caller may change them only when the file is complete. */
    @Test
    void theFileOfAModelThatIsTooLargeToBeKeptIsCompleteOnReturn() {
        Path file = folder.resolve("large.safetensors");
        int bytes = values.length * Float.BYTES;
        assertThat(new CheckpointWriter(bytes).read(tensors)).isNotSameAs(tensors);
        try (CheckpointWriter writer = new CheckpointWriter(bytes - 1)) {
            assertThat(writer.read(tensors)).isSameAs(tensors);
            try (FailingDisk disk = FailingDisk.failingAt(0, "Input/output error")) {
                assertThatThrownBy(() -> writer.write(List.of(file), tensors, Map::of))
                        .hasMessage("cannot write " + file + ": Input/output error");
            }
            writer.write(List.of(file), tensors, Map::of);
            values[0] = 9;
            assertThat(saved(file)).containsExactly(1, 2);
        }
        assertThat(saved(file)).containsExactly(1, 2);
    }

    private static float[] saved(Path file) {
        Safetensors saved = Safetensors.open(file).checkIntegrity();
        return saved.values(saved.entries().get("a"));
    }

    @Test
    void afterAFailureTheNextFilesAreNotWrittenUntilItIsKnown() {
        Path first = folder.resolve("first.safetensors");
        Path second = folder.resolve("second.safetensors");
        CheckpointWriter writer = new CheckpointWriter();
        try (FailingDisk disk = FailingDisk.failingAt(0, "Input/output error")) {
            writer.write(List.of(first), tensors, Map::of);
            writer.write(List.of(second), tensors, Map::of);
            assertThatThrownBy(writer::await)
                    .isExactlyInstanceOf(UncheckedIOException.class)
                    .hasMessage("cannot write " + first + ": Input/output error");
            assertThat(folder).isEmptyDirectory();
            writer.write(List.of(second), tensors, Map::of);
            writer.close();
        }
        assertThat(second).exists();
    }
}
