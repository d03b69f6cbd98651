// SPDX-License-Identifier: Apache-2.0
package org.septum.engine.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.septum.api.data.Part;
import org.septum.api.metric.MetricValue;
import org.septum.engine.training.RunState;
import org.septum.testkit.fuzz.Fuzz;

/**
 * Damaged safetensors files, as weights and as checkpoints with the state of a run. The long form: {@code mvn -pl
 * bundles/engine -am verify -Dtest='*FuzzTest' -Dsurefire.failIfNoSpecifiedTests=false -Dseptum.fuzz=100000
 * -Dtest.heap=512m}.
 */
class SafetensorsFuzzTest {

    @TempDir
    private Path folder;

    private byte[] file(Map<String, String> metadata) throws IOException {
        Path file = folder.resolve("whole.safetensors");
        SafetensorsWriter.writeAside(
                        file,
                        List.of(ArrayVector.tensor("a", List.of(2, 1), 1, 2), ArrayVector.tensor("b", List.of(), 3)),
                        metadata)
                .complete();
        return Files.readAllBytes(file);
    }

    @Test
    void weights() throws IOException {
        Fuzz.Result result = new Fuzz("safetensors", this::read)
                .from(file(Map.of("epoch", "12")))
                .numbers(8, 0)
                .numbers(1, 0, 1, 2, 7)
                .words(
                        "__metadata__",
                        "data_offsets",
                        "\"dtype\":\"I64\"",
                        "\"shape\":",
                        "F16",
                        "BF16",
                        "{",
                        "[[[[[[[[[")
                .words("}", "]", ",", "\"", "\\u0000", "null", "1e9", "-1", "[0,0]", ":{}", "\"a\":", " ".repeat(2000))
                .finish(SafetensorsFuzzTest::lengthSet)
                .run();
        assertThat(result.accepted()).isPositive();
        assertThat(result.refused()).isPositive();
    }

    @Test
    void states() throws IOException {
        RunState state = new RunState(
                2,
                3,
                4,
                0.5,
                6,
                List.of(new MetricValue(1, Part.TRAIN, "h", "loss", "mean", 0.25)),
                Map.of("best", Map.of("best", 0.5)),
                1.5,
                false,
                0,
                "");
        Fuzz.Result result = new Fuzz("state", this::readState)
                .from(file(Map.of("epoch", "12", "state", state.toJson())))
                .numbers(8, 0)
                .words(
                        "\\\"epoch\\\":",
                        "null",
                        "[[[[[[[[",
                        "{",
                        "}",
                        "1e999",
                        "\\\"NaN\\\"",
                        "\\\"",
                        "[]",
                        "-1",
                        "@class")
                .finish(SafetensorsFuzzTest::lengthSet)
                .run();
        assertThat(result.accepted()).isPositive();
        assertThat(result.refused()).isPositive();
    }

    /** Makes the header's length what it was before the damage: up to the last bracket. */
    private static byte[] lengthSet(byte[] damaged) {
        int last = new String(damaged, StandardCharsets.ISO_8859_1).lastIndexOf("}}");
        if (last < 8) {
            return damaged;
        }
        ByteBuffer bytes = ByteBuffer.wrap(damaged.clone()).order(ByteOrder.LITTLE_ENDIAN);
        return bytes.putLong(0, last + 2 - 8).array();
    }

    private Safetensors read(byte[] input) throws IOException {
        Safetensors read = Safetensors.open(Files.write(folder.resolve("a.safetensors"), input));
        read.entries().values().forEach(read::values);
        return read;
    }

    private void readState(byte[] input) throws IOException {
        RunState.fromJson(read(input).metadata().getOrDefault("state", ""), folder.resolve("a.safetensors"));
    }
}
