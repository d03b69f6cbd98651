// SPDX-License-Identifier: Apache-2.0
package org.septum.engine.checkpoint;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.septum.api.backend.FlatVector;
import org.septum.common.files.AtomicFile;

/** Writes float32 arrays as a safetensors file, which {@link Safetensors} reads. */
public final class SafetensorsWriter {

    private static final ObjectMapper JSON = new ObjectMapper();

    /** How each header begins: the checksum, which becomes known last, has a fixed place. */
    private static final String BEGINNING = "{\"" + Safetensors.METADATA + "\":{\"" + Checksum.KEY + "\":\"";

    /** Numbers that are written at once: they stay in the processor's cache on their way. */
    private static final int PIECE = 1 << 15;

    private SafetensorsWriter() {}

    /**
     * An array to be written.
     *
     * @param dimensions empty for a scalar
     * @param vector has the values from {@code offset} on
     */
    public record Tensor(String name, List<Integer> dimensions, FlatVector vector, long offset) {

        public long elements() {
            long elements = 1;
            for (int dimension : dimensions) {
                elements *= dimension;
            }
            return elements;
        }
    }

    /**
     * Writes a file aside, with a checksum of all that is in it, which is known when the values are written.
     *
     * @return the file, to be completed; the arrays may change meanwhile
     * @throws UncheckedIOException if it cannot be written
     */
    public static AtomicFile writeAside(Path file, List<Tensor> tensors, Map<String, String> metadata) {
        byte[] head = head(tensors, metadata);
        ByteBuffer piece = ByteBuffer.allocateDirect(PIECE * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        return AtomicFile.writeAside(file, out -> {
            out.write(ByteBuffer.wrap(head));
            Checksum checksum = new Checksum(metadata);
            for (Tensor tensor : tensors) {
                checksum.add(tensor.name());
                write(tensor, piece, checksum, out);
            }
            out.overwrite(
                    Long.BYTES + BEGINNING.length(),
                    ByteBuffer.wrap(checksum.text().getBytes(StandardCharsets.US_ASCII)));
        });
    }

    private static void write(Tensor tensor, ByteBuffer piece, Checksum checksum, AtomicFile.Output out)
            throws IOException {
        long elements = tensor.elements();
        float[] values = new float[(int) Math.min(PIECE, elements)];
        for (long at = 0; at < elements; at += PIECE) {
            if (elements - at < values.length) {
                values = new float[(int) (elements - at)];
            }
            tensor.vector().read(tensor.offset() + at, values);
            piece.clear().limit(values.length * Float.BYTES);
            piece.asFloatBuffer().put(values);
            checksum.add(piece.duplicate());
            out.write(piece);
        }
    }

    /** All that stands before the values. */
    private static byte[] head(List<Tensor> tensors, Map<String, String> metadata) {
        ObjectNode header = JSON.createObjectNode();
        ObjectNode texts = header.putObject(Safetensors.METADATA).put(Checksum.KEY, Checksum.UNKNOWN);
        metadata.forEach(texts::put);
        long at = 0;
        for (Tensor tensor : tensors) {
            long end = at + tensor.elements() * Float.BYTES;
            ObjectNode node = header.putObject(tensor.name()).put("dtype", "F32");
            tensor.dimensions().forEach(node.putArray("shape")::add);
            node.putArray("data_offsets").add(at).add(end);
            at = end;
        }
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
