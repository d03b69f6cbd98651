// SPDX-License-Identifier: Apache-2.0
package org.septum.reporting.tensorboard;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.zip.CRC32C;
import org.septum.common.files.GrowingFile;

/**
 * A file of TensorBoard's events. It only grows, whole records at a time, so that TensorBoard can follow a run; what a
 * killed run has left is read up to its last whole record.
 *
 * <p>A record is its length in 8 bytes, the masked CRC-32C of these, the event as a Protocol Buffers message, and the
 * masked CRC-32C of that; all little-endian (the record format of TensorFlow; messages Event and Summary).
 */
final class EventFile {

    private static final int WALL_TIME = 1;
    private static final int STEP = 2;
    private static final int FILE_VERSION = 3;
    private static final int SUMMARY = 5;
    private static final int SESSION_LOG = 7;
    private static final int SESSION_STATUS = 1;
    private static final int START = 1;
    private static final int VALUE = 1;
    private static final int TAG = 1;
    private static final int SIMPLE_VALUE = 2;
    private static final int IMAGE = 4;
    private static final int RGB = 3;
    private static final int MASK = 0xA282EAD8;

    private final Path file;
    private final Clock clock;

    /** Begins a file; its name has the time in it, so a resumed run begins another. */
    EventFile(Path folder, Clock clock) {
        this.clock = clock;
        file = unused(folder, "events.out.tfevents." + clock.instant().getEpochSecond() + ".septum");
        append(event().text(FILE_VERSION, "brain.Event:2"));
    }

    private static Path unused(Path folder, String name) {
        Path file = folder.resolve(name);
        for (int i = 2; Files.exists(file, LinkOption.NOFOLLOW_LINKS); i++) {
            file = folder.resolve(name + "." + i);
        }
        return file;
    }

    /** From this step on, what older files of the folder hold is void: TensorBoard then leaves it out. */
    void restart(long step) {
        append(event().whole(STEP, step).message(SESSION_LOG, new Protobuf().whole(SESSION_STATUS, START)));
    }

    /** A number at a step. */
    void scalar(String tag, long step, double value) {
        value(step, new Protobuf().text(TAG, tag).real(SIMPLE_VALUE, (float) value));
    }

    /** A colour picture at a step. */
    void image(String tag, long step, int height, int width, byte[] png) {
        Protobuf image =
                new Protobuf().whole(1, height).whole(2, width).whole(3, RGB).data(4, png);
        value(step, new Protobuf().text(TAG, tag).message(IMAGE, image));
    }

    private void value(long step, Protobuf value) {
        append(event().whole(STEP, step).message(SUMMARY, new Protobuf().message(VALUE, value)));
    }

    private Protobuf event() {
        Instant now = clock.instant();
        return new Protobuf().real(WALL_TIME, now.getEpochSecond() + now.getNano() / 1e9);
    }

    private void append(Protobuf event) {
        byte[] message = event.toBytes();
        ByteBuffer record = ByteBuffer.allocate(Long.BYTES + Integer.BYTES + message.length + Integer.BYTES)
                .order(ByteOrder.LITTLE_ENDIAN);
        record.putLong(message.length);
        record.putInt(masked(record.array(), 0, Long.BYTES));
        record.put(message);
        record.putInt(masked(message, 0, message.length));
        try (OutputStream out = GrowingFile.append(file)) {
            out.write(record.array());
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write " + file + ": " + e.getMessage(), e);
        }
    }

    /** A checksum that is stored beside its data is masked, or a checksum over both would be odd. */
    private static int masked(byte[] bytes, int start, int length) {
        CRC32C sum = new CRC32C();
        sum.update(bytes, start, length);
        return Integer.rotateRight((int) sum.getValue(), 15) + MASK;
    }
}
