// SPDX-License-Identifier: Apache-2.0
package org.septum.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.UncheckedIOException;
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
            writer.write(file, tensors, Map.of());
            values[0] = 9;
        }
        Safetensors saved = Safetensors.open(file).checkIntegrity();
        assertThat(saved.values(saved.entries().get("a"))).containsExactly(1, 2);
    }

    @Test
    void afterAFailureTheNextFilesAreNotWrittenUntilItIsKnown() {
        Path first = folder.resolve("first.safetensors");
        Path second = folder.resolve("second.safetensors");
        CheckpointWriter writer = new CheckpointWriter();
        try (FailingDisk disk = FailingDisk.failingAt(0, "Input/output error")) {
            writer.write(first, tensors, Map.of());
            writer.write(second, tensors, Map.of());
            assertThatThrownBy(writer::await)
                    .isExactlyInstanceOf(UncheckedIOException.class)
                    .hasMessage("cannot write " + first + ": Input/output error");
            assertThat(folder).isEmptyDirectory();
            writer.write(second, tensors, Map.of());
            writer.close();
        }
        assertThat(second).exists();
    }
}
