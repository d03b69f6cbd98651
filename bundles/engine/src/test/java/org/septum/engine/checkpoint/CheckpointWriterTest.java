// SPDX-License-Identifier: Apache-2.0
package org.septum.engine.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.septum.common.files.FailingDisk;

/** Files that appear beside the training hold the values of their moment, and a failure reaches the training. */
class CheckpointWriterTest {

    @TempDir
    private Path folder;

    private final float[] values = {1, 2};
    private final List<SafetensorsWriter.Tensor> tensors = List.of(ArrayVector.tensor("a", List.of(2), values));

    @Test
    void whatChangesAfterTheCallIsNotInTheFile() {
        Path file = folder.resolve("first.safetensors");
        try (CheckpointWriter writer = new CheckpointWriter()) {
            writer.write(List.of(file), tensors, Map.of());
            values[0] = 9;
            writer.start();
        }
        assertThat(saved(file)).containsExactly(1, 2);
    }

    @Test
    void filesOfTheSameContentAreOneFileUntilOneIsReplaced() throws IOException {
        Path best = folder.resolve("best.safetensors");
        Path last = folder.resolve("last.safetensors");
        try (CheckpointWriter writer = new CheckpointWriter()) {
            writer.write(List.of(best, last), tensors, Map.of("step", "1"));
            writer.start();
            writer.write(List.of(best, last), tensors, Map.of("step", "2"));
            writer.start();
            writer.await();
            assertThat(Files.isSameFile(best, last)).isTrue();
            values[0] = 9;
            writer.write(List.of(last), tensors, Map.of("step", "3"));
            writer.start();
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
            writer.write(List.of(best, last), tensors, Map.of());
            writer.start();
            writer.await();
            link = disk.operations().indexOf("link");
        }
        try (FailingDisk disk = FailingDisk.failingAt(link, "Operation not permitted");
                CheckpointWriter writer = new CheckpointWriter()) {
            writer.write(List.of(best, last), tensors, Map.of());
            writer.start();
        }
        assertThat(Files.isSameFile(best, last)).isFalse();
        assertThat(last).hasSameBinaryContentAs(best);
        assertThat(saved(last)).containsExactly(1, 2);
        assertThat(folder.toFile().list()).hasSize(2);
    }

    @Test
    void whatIsNotStartedNeverAppears() {
        Path file = folder.resolve("first.safetensors");
        try (CheckpointWriter writer = new CheckpointWriter()) {
            writer.write(List.of(file), tensors, Map.of());
        }
        assertThat(folder).isEmptyDirectory();
    }

    private static float[] saved(Path file) {
        Safetensors saved = Safetensors.open(file).checkIntegrity();
        return saved.values(saved.entries().get("a"));
    }

    @Test
    void afterAFailureTheNextFilesDoNotAppear() {
        Path first = folder.resolve("first.safetensors");
        Path second = folder.resolve("second.safetensors");
        List<String> done = new ArrayList<>();
        int force;
        try (FailingDisk disk = FailingDisk.sound();
                CheckpointWriter writer = new CheckpointWriter()) {
            writeBoth(writer, first, second, done);
            writer.await();
            force = disk.operations().indexOf("force");
        }
        assertThat(done).containsExactly("between");
        assertThat(first.toFile().delete() && second.toFile().delete()).isTrue();

        CheckpointWriter writer = new CheckpointWriter();
        try (FailingDisk disk = FailingDisk.failingAt(force, "Input/output error")) {
            writeBoth(writer, first, second, done);
            assertThatThrownBy(writer::await)
                    .isExactlyInstanceOf(UncheckedIOException.class)
                    .hasMessage("cannot write " + first + ": Input/output error");
            assertThat(folder).isEmptyDirectory();
            assertThat(done).hasSize(1);
            writer.write(List.of(second), tensors, Map.of());
            writer.start();
            writer.close();
        }
        assertThat(second).exists();
    }

    private void writeBoth(CheckpointWriter writer, Path first, Path second, List<String> done) {
        writer.write(List.of(first), tensors, Map.of());
        writer.afterwards(() -> done.add("between"));
        writer.write(List.of(second), tensors, Map.of());
        writer.start();
    }
}
