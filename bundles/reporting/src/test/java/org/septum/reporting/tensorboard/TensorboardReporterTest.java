// SPDX-License-Identifier: Apache-2.0
package org.septum.reporting.tensorboard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.septum.api.UserError;
import org.septum.api.data.Image;
import org.septum.api.data.Part;
import org.septum.api.metric.MetricValue;
import org.septum.api.report.CaseValue;
import org.septum.api.report.CaseView;
import org.septum.api.report.RunFinish;
import org.septum.api.training.StepReport;
import org.septum.reporting.ScriptedRun;

/** Reads the events back with a decoder that shares nothing with the writer. */
class TensorboardReporterTest {

    private static final Instant NOW = Instant.parse("2026-11-24T10:00:00.500Z");

    @TempDir
    private Path directory;

    private final TensorboardReporter reporter = new TensorboardReporter(1, Clock.fixed(NOW, ZoneOffset.UTC));

    @Test
    void writesScalarsAndPicturesThatReadBack() throws IOException {
        reporter.started(ScriptedRun.start(directory, "scripted", 1, 1));
        reporter.stepFinished(new StepReport(300, 1, 1, 0.75, 1e-4, 0.25, 0, List.of()));
        reporter.epochFinished(ScriptedRun.epoch(1, 0.5, 0.1));
        reporter.finished(finish());

        List<Map<Integer, Object>> events = events();
        assertThat(text(events.get(0).get(3))).isEqualTo("brain.Event:2");
        assertThat(events).allSatisfy(event -> assertThat(event.get(1)).isEqualTo(1795514400.5));
        List<String> scalars = new ArrayList<>();
        // Like any run that begins in the middle: what was there from that step on is void.
        assertThat(events.get(1)).containsEntry(2, 300L).containsKey(7);
        assertThat(message(events.get(1).get(7))).containsExactly(Map.entry(1, 1L));
        for (Map<Integer, Object> event : events.subList(2, events.size())) {
            Map<Integer, Object> value = message(message(event.get(5)).get(1));
            if (value.containsKey(2)) {
                scalars.add(text(value.get(1)) + " " + event.get(2) + " " + value.get(2));
            }
        }
        assertThat(scalars)
                .contains(
                        "step/loss 300 0.75",
                        "step/learning-rate 300 1.0E-4",
                        "train/loss 1 0.5",
                        "validation/structures/dice/rv 1 0.1",
                        "test/structures/dice 1 0.875");
        Map<Integer, Object> last =
                message(message(events.get(events.size() - 1).get(5)).get(1));
        assertThat(text(last.get(1))).isEqualTo("test/structures/p1");
        Map<Integer, Object> image = message(last.get(4));
        BufferedImage picture = ImageIO.read(new ByteArrayInputStream((byte[]) image.get(4)));
        assertThat(image.get(1)).isEqualTo((long) picture.getHeight());
        assertThat(image.get(2)).isEqualTo((long) picture.getWidth());
        assertThat(image.get(3)).isEqualTo(3L);
    }

    @Test
    void beginsAnotherFileWhenARunGoesOn() throws IOException {
        reporter.started(ScriptedRun.start(directory, "scripted", 1, 1));
        reporter.started(ScriptedRun.start(directory, "scripted", 1, 1));

        try (Stream<Path> files = Files.list(directory)) {
            assertThat(files.map(file -> file.getFileName().toString()).sorted())
                    .containsExactly(
                            "events.out.tfevents.1795514400.septum", "events.out.tfevents.1795514400.septum.2");
        }
    }

    @Test
    void aRunFromItsFirstStepVoidsNothing() throws IOException {
        reporter.started(ScriptedRun.start(directory, "scripted", 1, 1));
        reporter.stepFinished(new StepReport(1, 1, 1, 0.75, 1e-4, 0.25, 0, List.of()));
        reporter.stepFinished(new StepReport(2, 1, 2, 0.75, 1e-4, 0.25, 0, List.of()));

        assertThat(events()).noneSatisfy(event -> assertThat(event).containsKey(7));
    }

    private static RunFinish finish() {
        int[] labels = {0, 1, 1, 0};
        CaseView view =
                new CaseView("p1-0", new Image(1, 2, 2, new float[4]), List.of("background", "rv"), labels, labels);
        return new RunFinish(
                RunFinish.Status.FINISHED,
                Part.TEST,
                List.of(new MetricValue(1, Part.TEST, "structures", "dice", "mean", 0.875)),
                List.of(
                        new CaseValue(Part.TEST, "structures", "dice", "rv", "volume", "p1", "p1", 0.75, false),
                        new CaseValue(Part.TEST, "structures", "dice", "rv", "volume", "p2", "p2", 1, false)),
                List.of(),
                "last (epoch 1)",
                1,
                Map.of(),
                List.of(),
                Optional.empty(),
                (head, id) -> List.of(view));
    }

    private List<Map<Integer, Object>> events() throws IOException {
        Path file;
        try (Stream<Path> files = Files.list(directory)) {
            file = files.filter(path -> path.toString().contains("tfevents"))
                    .findFirst()
                    .orElseThrow();
        }
        ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN);
        List<Map<Integer, Object>> events = new ArrayList<>();
        while (bytes.hasRemaining()) {
            byte[] length = new byte[8];
            bytes.get(length);
            assertThat(unmasked(bytes.getInt())).isEqualTo(castagnoli(length));
            byte[] event = new byte
                    [(int) ByteBuffer.wrap(length)
                            .order(ByteOrder.LITTLE_ENDIAN)
                            .getLong()];
            bytes.get(event);
            assertThat(unmasked(bytes.getInt())).isEqualTo(castagnoli(event));
            events.add(message(event));
        }
        return events;
    }

    private static int unmasked(int masked) {
        return Integer.rotateLeft(masked - 0xa282ead8, 15);
    }

    /** CRC-32C bit by bit: polynomial 0x1EDC6F41, reflected. */
    private static int castagnoli(byte[] bytes) {
        int crc = -1;
        for (byte b : bytes) {
            crc ^= b & 0xff;
            for (int bit = 0; bit < 8; bit++) {
                crc = (crc >>> 1) ^ ((crc & 1) == 0 ? 0 : 0x82f63b78);
            }
        }
        return ~crc;
    }

    /** The fields of a message by number: Long, Double, Float or bytes. */
    private static Map<Integer, Object> message(Object data) {
        ByteBuffer bytes = ByteBuffer.wrap((byte[]) data).order(ByteOrder.LITTLE_ENDIAN);
        Map<Integer, Object> fields = new LinkedHashMap<>();
        while (bytes.hasRemaining()) {
            long key = varint(bytes);
            Object value = switch ((int) (key & 7)) {
                case 0 -> varint(bytes);
                case 1 -> bytes.getDouble();
                case 5 -> bytes.getFloat();
                case 2 -> {
                    byte[] inner = new byte[(int) varint(bytes)];
                    bytes.get(inner);
                    yield inner;
                }
                default -> throw new AssertionError("wire type " + (key & 7));
            };
            fields.put((int) (key >>> 3), value);
        }
        return fields;
    }

    private static long varint(ByteBuffer bytes) {
        long value = 0;
        for (int shift = 0; ; shift += 7) {
            byte b = bytes.get();
            value |= (long) (b & 0x7f) << shift;
            if (b >= 0) {
                return value;
            }
        }
    }

    private static String text(Object data) {
        return new String((byte[]) data, StandardCharsets.UTF_8);
    }

    /** The name can be known beforehand, and the file be replaced while the run goes on. */
    @Test
    @EnabledOnOs({OS.LINUX, OS.MAC})
    void writesThroughNoLink(@TempDir Path other) throws IOException {
        Path victim = other.resolve("new");
        Files.createSymbolicLink(directory.resolve("events.out.tfevents.1795514400.septum"), victim);
        reporter.started(ScriptedRun.start(directory, "scripted", 1, 1));
        Path file = directory.resolve("events.out.tfevents.1795514400.septum.2");
        assertThat(file).exists();

        Files.delete(file);
        Files.createSymbolicLink(file, victim);
        StepReport step = new StepReport(1, 1, 1, 0.75, 1e-4, 0.25, 0, List.of());
        assertThatThrownBy(() -> reporter.stepFinished(step))
                .isInstanceOf(UserError.class)
                .hasMessageStartingWith(file + " is a link to " + victim);
        assertThat(victim).doesNotExist();
    }
}
