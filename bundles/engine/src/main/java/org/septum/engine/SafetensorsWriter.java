// SPDX-License-Identifier: Apache-2.0
package org.septum.engine;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.septum.api.backend.FlatVector;
import org.septum.api.report.AtomicFile;

/** Writes float32 arrays as a safetensors file, which {@link Safetensors} reads. */
final class SafetensorsWriter {

    private static final ObjectMapper JSON = new ObjectMapper();

    private SafetensorsWriter() {}

    /** The values of an array. */
    @FunctionalInterface
    interface Content {
        /**
         * The values as they stand in the file: float32, little-endian.
         *
         * @param memory gives a buffer to put them into, of their size and byte order, if they are not in one already
         */
        ByteBuffer bytes(Supplier<ByteBuffer> memory);
    }

    /**
     * An array to be written.
     *
     * @param dimensions empty for a scalar
     */
    record Tensor(String name, List<Integer> dimensions, Content content) {

        /** Numbers that are copied at once: they stay in the processor's cache on their way. */
        private static final int PIECE = 1 << 14;

        /** @param values gives the values when they are to be written */
        static Tensor of(String name, List<Integer> dimensions, Supplier<float[]> values) {
            return new Tensor(name, dimensions, memory -> {
                ByteBuffer bytes = memory.get();
                bytes.asFloatBuffer().put(values.get());
                return bytes;
            });
        }

        /** @param vector has the values from {@code offset} on when they are to be written */
        static Tensor of(String name, List<Integer> dimensions, FlatVector vector, long offset) {
            return new Tensor(name, dimensions, memory -> {
                ByteBuffer bytes = memory.get();
                FloatBuffer floats = bytes.asFloatBuffer();
                float[] piece = new float[Math.min(PIECE, floats.remaining())];
                while (floats.hasRemaining()) {
                    if (floats.remaining() < piece.length) {
                        piece = new float[floats.remaining()];
                    }
                    vector.read(offset + floats.position(), piece);
                    floats.put(piece);
                }
                return bytes;
            });
        }

        long bytes() {
            long bytes = Float.BYTES;
            for (int dimension : dimensions) {
                bytes *= dimension;
            }
            return bytes;
        }

        private ByteBuffer values() {
            return content.bytes(
                    () -> ByteBuffer.allocate(Math.toIntExact(bytes())).order(ByteOrder.LITTLE_ENDIAN));
        }
    }

    /**
     * Writes a file, whole or not at all, with a checksum of all that is in it; it stands before the values, so that these are
     * asked for twice.
     *
     * @throws UncheckedIOException if it cannot be written
     */
    static void write(Path file, List<Tensor> tensors, Map<String, String> metadata) {
        byte[] head = head(tensors, metadata);
        AtomicFile.writeBlocks(file, out -> {
            out.write(ByteBuffer.wrap(head));
            for (Tensor tensor : tensors) {
                out.write(tensor.values());
            }
        });
    }

    /** All that stands before the values. */
    private static byte[] head(List<Tensor> tensors, Map<String, String> metadata) {
        ObjectNode header = JSON.createObjectNode();
        ObjectNode texts = header.putObject("__metadata__");
        metadata.forEach(texts::put);
        Checksum checksum = new Checksum(metadata);
        long at = 0;
        for (Tensor tensor : tensors) {
            long end = at + tensor.bytes();
            ObjectNode node = header.putObject(tensor.name()).put("dtype", "F32");
            tensor.dimensions().forEach(node.putArray("shape")::add);
            node.putArray("data_offsets").add(at).add(end);
            checksum.add(tensor.name(), tensor.values());
            at = end;
        }
        texts.put(Checksum.KEY, checksum.text());
        byte[] json = header.toString().getBytes(StandardCharsets.UTF_8);
        int padded = (json.length + 7) / 8 * 8; // the values start at a multiple of 8, as the format asks
        ByteBuffer head = ByteBuffer.allocate(8 + padded).order(ByteOrder.LITTLE_ENDIAN);
        head.putLong(padded).put(json);
        while (head.hasRemaining()) {
            head.put((byte) ' ');
        }
        return head.array();
    }
}
