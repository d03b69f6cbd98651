// SPDX-License-Identifier: Apache-2.0
package org.septum.engine.checkpoint;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.septum.api.UserError;
import org.septum.api.backend.ParameterSource;

/**
 * Named arrays in a safetensors file: an 8-byte little-endian header length, a JSON header, then the raw values in the
 * order and at the offsets that the header gives. Nothing in such a file can be executed. {@link SafetensorsWriter} makes
 * them.
 */
public final class Safetensors {

    /** The header's entry that is no array but texts. */
    static final String METADATA = "__metadata__";

    /** The format's own limit on the header. */
    private static final long LARGEST_HEADER = 100_000_000;

    /** No array of a network has more; it keeps the product of the sizes small. */
    private static final int MOST_DIMENSIONS = 32;

    /** How many values are read at once. */
    private static final int PIECE = 1 << 18;

    private static final ObjectMapper JSON = new ObjectMapper()
            .enable(DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

    /**
     * An array in a file.
     *
     * @param dimensions empty for a scalar
     * @param begin its first byte in the file
     */
    public record SavedArray(String name, ElementType type, List<Integer> dimensions, long begin, long bytes) {

        public int elements() {
            return Math.toIntExact(bytes / type.bytes());
        }
    }

    /** The bytes of an array of any type, counted from the end of the header. */
    private record Extent(String name, long begin, long end) {}

    private final Path file;
    private final FileIdentity identity;
    private final Map<String, String> metadata = new LinkedHashMap<>();
    private final Map<String, SavedArray> entries = new LinkedHashMap<>();
    private final Map<String, String> unreadable = new LinkedHashMap<>();

    private Safetensors(Path file) throws IOException {
        this.file = file;
        this.identity = FileIdentity.of(file);
    }

    /** The text entries of the header. */
    public Map<String, String> metadata() {
        return metadata;
    }

    /** The arrays by name, without those of {@link #unreadable}. */
    public Map<String, SavedArray> entries() {
        return entries;
    }

    /** The arrays of types that are not read, with the types' names. */
    Map<String, String> unreadable() {
        return unreadable;
    }

    /**
     * Reads the header.
     *
     * @throws UserError if the file is missing, truncated or damaged
     */
    public static Safetensors open(Path file) {
        if (!Files.isRegularFile(file)) {
            throw new UserError(file + ": there is no such checkpoint");
        }
        try {
            Safetensors result = new Safetensors(file);
            try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
                result.readHeader(channel);
            }
            return result;
        } catch (IOException e) {
            throw new UserError(file + ": cannot be read: " + e.getMessage(), e);
        }
    }

    private void readHeader(FileChannel channel) throws IOException {
        long size = channel.size();
        if (size < 8) {
            throw damaged("it has " + size + " bytes, too few for a header");
        }
        long length = fill(channel, 0, ByteBuffer.allocate(8)).getLong();
        if (length < 2 || length > LARGEST_HEADER || 8 + length > size) {
            throw damaged("its header is said to have " + length + " bytes, the file has " + size + "; allowed are "
                    + LARGEST_HEADER);
        }
        byte[] header = fill(channel, 8, ByteBuffer.allocate((int) length)).array();
        JsonNode root;
        try {
            root = JSON.readTree(header);
        } catch (JsonProcessingException e) {
            throw damaged("its header is not JSON, or names something twice: " + e.getOriginalMessage());
        }
        if (!root.isObject()) {
            throw damaged("its header is not a JSON object");
        }
        long dataBegin = 8 + length;
        List<Extent> extents = new ArrayList<>();
        for (Map.Entry<String, JsonNode> field : root.properties()) {
            if (field.getKey().equals(METADATA)) {
                field.getValue()
                        .properties()
                        .forEach(e -> metadata.put(e.getKey(), e.getValue().asText()));
            } else {
                extents.add(readEntry(field.getKey(), field.getValue(), dataBegin, size));
            }
        }
        checkCoverage(extents, size - dataBegin);
    }

    /** Reads what the header says of an array; the bytes that it takes, from the end of the header on. */
    private Extent readEntry(String name, JsonNode node, long dataBegin, long size) {
        JsonNode offsets = node.path("data_offsets");
        long begin = offset(offsets.path(0));
        long end = offset(offsets.path(1));
        if (begin < 0 || end < begin || end > size - dataBegin) {
            throw damaged("the array '" + name + "' is said to end at byte " + (dataBegin + end) + ", the file has "
                    + size + "; was it copied completely?");
        }
        Extent extent = new Extent(name, begin, end);
        ElementType type;
        try {
            type = ElementType.valueOf(node.path("dtype").asText());
        } catch (IllegalArgumentException e) {
            unreadable.put(name, node.path("dtype").asText());
            return extent;
        }
        List<Integer> dimensions = dimensions(name, node.path("shape"));
        BigInteger bytes = BigInteger.valueOf(type.bytes());
        for (int dimension : dimensions) {
            bytes = bytes.multiply(BigInteger.valueOf(dimension));
        }
        if (!bytes.equals(BigInteger.valueOf(end - begin))) {
            throw damaged("the array '" + name + "' has " + (end - begin) + " bytes, its shape " + dimensions
                    + " asks for " + bytes);
        }
        entries.put(name, new SavedArray(name, type, dimensions, dataBegin + begin, end - begin));
        return extent;
    }

    private static long offset(JsonNode node) {
        return node.isIntegralNumber() && node.canConvertToLong() ? node.asLong() : -1;
    }

    private List<Integer> dimensions(String name, JsonNode shape) {
        List<Integer> dimensions = new ArrayList<>();
        for (JsonNode size : shape) {
            dimensions.add(size.isIntegralNumber() && size.canConvertToInt() ? size.asInt() : -1);
        }
        if (!shape.isArray()
                || dimensions.size() > MOST_DIMENSIONS
                || dimensions.stream().anyMatch(size -> size < 0)) {
            throw damaged("the shape " + shape + " of the array '" + name + "' is no list of sizes");
        }
        return dimensions;
    }

    /** The format wants every byte to belong to one array. */
    private void checkCoverage(List<Extent> extents, long bytes) {
        extents.sort(Comparator.comparingLong(Extent::begin).thenComparingLong(Extent::end));
        long at = 0;
        for (Extent extent : extents) {
            if (extent.begin < at) {
                throw damaged("the array '" + extent.name + "' overlaps another");
            }
            if (extent.begin > at) {
                break;
            }
            at = extent.end;
        }
        if (at != bytes) {
            throw damaged("there are holes: byte " + at + " of its values belongs to no array");
        }
    }

    /** Reads one array's values as float32. */
    public float[] values(SavedArray entry) {
        float[] values = new float[entry.elements()];
        read(entry, (at, piece) -> System.arraycopy(piece, 0, values, at, piece.length));
        return values;
    }

    /**
     * The same piece by piece, so that an array as large as the model takes no memory of its own.
     *
     * @throws UserError also if another file has taken the place of the one whose header was read
     */
    void read(SavedArray entry, ParameterSource.Piece to) {
        int[] at = {0};
        bytes(entry, bytes -> {
            float[] values = new float[bytes.remaining() / entry.type().bytes()];
            entry.type().read(bytes, values);
            to.add(at[0], values);
            at[0] += values.length;
        });
    }

    private void bytes(SavedArray entry, Consumer<ByteBuffer> to) {
        int longest = PIECE * entry.type().bytes();
        ByteBuffer bytes = ByteBuffer.allocate((int) Math.min(longest, entry.bytes()));
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            if (!identity.equals(FileIdentity.of(file))) {
                throw new UserError(file + ": this file was replaced or changed while it was read, so that its arrays"
                        + " would be of two; try again when nothing writes it");
            }
            for (long at = 0; at < entry.bytes(); at += longest) {
                bytes.clear().limit((int) Math.min(longest, entry.bytes() - at));
                to.accept(fill(channel, entry.begin() + at, bytes));
            }
        } catch (IOException e) {
            throw new UserError(file + ": cannot be read: " + e.getMessage(), e);
        }
    }

    private ByteBuffer fill(FileChannel channel, long position, ByteBuffer buffer) throws IOException {
        while (buffer.hasRemaining()) {
            if (channel.read(buffer, position + buffer.position()) < 0) {
                throw damaged("it ends early");
            }
        }
        return buffer.flip().order(ByteOrder.LITTLE_ENDIAN);
    }

    private UserError damaged(String what) {
        return new UserError(file + ": this is not a complete safetensors file: " + what);
    }

    /**
     * The same of a file that only Septum writes, and never without a checksum.
     *
     * @throws UserError if it has none, or is damaged
     */
    public Safetensors requireIntegrity() {
        if (!metadata.containsKey(Checksum.KEY)) {
            throw new UserError(file + ": this file has no checksum, so that nobody could tell whether it is whole: a"
                    + " version of Septum before checksums wrote it, or another program has changed it");
        }
        return checkIntegrity();
    }

    /**
     * Compares the file with the checksum that {@link SafetensorsWriter} put into its header; files of other programs have none.
     *
     * @throws UserError if a single bit has changed since
     */
    Safetensors checkIntegrity() {
        String written = metadata.get(Checksum.KEY);
        if (written != null) {
            Checksum found = new Checksum(metadata);
            entries.forEach((name, entry) -> {
                found.add(name);
                bytes(entry, found::add);
            });
            if (!written.equals(found.text())) {
                throw new UserError(file + ": this file is damaged: its checksum is " + found.text()
                        + ", it was written with " + written);
            }
        }
        return this;
    }
}
