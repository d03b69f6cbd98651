// SPDX-License-Identifier: Apache-2.0
package org.septum.engine;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.septum.api.report.AtomicFile;

/** Writes float32 arrays as a safetensors file, which {@link Safetensors} reads. */
final class SafetensorsWriter {

    /** The most bytes of values that are kept in memory to be written. */
    private static final long MOST_KEPT = 64L << 20;

    private static final ObjectMapper JSON = new ObjectMapper();

    private SafetensorsWriter() {}

    /**
     * An array to be written.
     *
     * @param dimensions empty for a scalar
     * @param content gives its values as they stand in the file: float32, little-endian
     */
    record Tensor(String name, List<Integer> dimensions, Supplier<byte[]> content) {

        /** @param values gives the values when they are to be written */
        static Tensor of(String name, List<Integer> dimensions, Supplier<float[]> values) {
            return new Tensor(name, dimensions, () -> littleEndian(values.get()));
        }

        private static byte[] littleEndian(float[] values) {
            ByteBuffer bytes = ByteBuffer.allocate(values.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
            bytes.asFloatBuffer().put(values);
            return bytes.array();
        }

        private long bytes() {
            long bytes = Float.BYTES;
            for (int dimension : dimensions) {
                bytes *= dimension;
            }
            return bytes;
        }

        private Tensor read() {
            byte[] bytes = content.get();
            return new Tensor(name, dimensions, () -> bytes);
        }
    }

    /**
     * The same arrays with their values of now in memory, so that several files can be written without reading them again;
     * those of a large model stay where they are.
     */
    static List<Tensor> read(List<Tensor> tensors) {
        return fitsInMemory(tensors) ? tensors.stream().map(Tensor::read).toList() : tensors;
    }

    /** Whether {@link #read} takes the values of these arrays into memory. */
    static boolean fitsInMemory(List<Tensor> tensors) {
        return tensors.stream().mapToLong(Tensor::bytes).sum() <= MOST_KEPT;
    }

    /**
     * Writes a file, whole or not at all, with a checksum of all that is in it.
     *
     * @throws UncheckedIOException if it cannot be written
     */
    static void write(Path file, List<Tensor> tensors, Map<String, String> metadata) {
        // The checksum stands before the values: small models are read once and kept until then, large ones are read
        // twice.
        List<Tensor> sources = read(tensors);
        byte[] head = head(sources, metadata);
        AtomicFile.write(file, out -> {
            out.write(head);
            for (Tensor tensor : sources) {
                out.write(tensor.content().get());
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
            checksum.add(tensor.name(), tensor.content().get());
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
