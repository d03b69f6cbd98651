// SPDX-License-Identifier: Apache-2.0
package org.septum.engine.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.septum.api.UserError;

/** Checkpoints read back as written, and files that lie about their contents are refused. */
class SafetensorsTest {

    @TempDir
    private Path temporary;

    private Safetensors open(long length, String header, int dataBytes) throws IOException {
        byte[] json = header.getBytes(StandardCharsets.UTF_8);
        ByteBuffer bytes = ByteBuffer.allocate(8 + json.length + dataBytes).order(ByteOrder.LITTLE_ENDIAN);
        bytes.putLong(length).put(json);
        for (int i = 0; i < dataBytes; i++) {
            bytes.put((byte) i);
        }
        return Safetensors.open(Files.write(temporary.resolve("a.safetensors"), bytes.array()));
    }

    private Safetensors open(String header, int dataBytes) throws IOException {
        return open(header.getBytes(StandardCharsets.UTF_8).length, header, dataBytes);
    }

    private void assertRefused(String message, ThrowingOpen open) {
        assertThatThrownBy(open::run)
                .isInstanceOf(UserError.class)
                .hasMessageContaining("this is not a complete safetensors file: ")
                .hasMessageContaining(message);
    }

    @FunctionalInterface
    private interface ThrowingOpen {
        void run() throws IOException;
    }

    /** A run that goes on replaces its checkpoints while somebody predicts with them. */
    @Test
    void theArraysOfTwoFilesAreNeverMixed() {
        Path file = temporary.resolve("r.safetensors");
        write(file, 1);
        Safetensors read = Safetensors.open(file);
        Safetensors.SavedArray entry = read.entries().get("a");
        assertThat(read.values(entry)).containsExactly(1);
        write(file, 2);
        assertThatThrownBy(() -> read.values(entry))
                .isInstanceOf(UserError.class)
                .hasMessageStartingWith(file + ": this file was replaced or changed while it was read");
    }

    private static void write(Path file, float value) {
        SafetensorsWriter.writeAside(file, List.of(ArrayVector.tensor("a", List.of(1), value)), Map.of())
                .complete();
    }

    @Test
    void readsBackWhatIsWritten() {
        Path file = temporary.resolve("b.safetensors");
        float[] kernel = {1, -2.5f, Float.MIN_VALUE, Float.MAX_VALUE, Float.NaN, -0f};
        SafetensorsWriter.writeAside(
                        file,
                        List.of(
                                ArrayVector.tensor("model.\"größe\"", List.of(2, 3), kernel),
                                ArrayVector.tensor("scalar", List.of(), 7),
                                ArrayVector.tensor("none", List.of(0, 4))),
                        Map.of("epoch", "3", "name", "a \"b\"\n"))
                .complete();
        Safetensors read = Safetensors.open(file);
        assertThat(read.metadata()).containsEntry("epoch", "3").containsEntry("name", "a \"b\"\n");
        assertThat(read.entries()).containsOnlyKeys("model.\"größe\"", "scalar", "none");
        Safetensors.SavedArray entry = read.entries().get("model.\"größe\"");
        assertThat(entry.dimensions()).containsExactly(2, 3);
        assertThat(entry.begin() % 8).isZero();
        assertThat(read.values(entry)).isEqualTo(kernel);
        assertThat(read.values(read.entries().get("scalar"))).containsExactly(7);
        assertThat(read.values(read.entries().get("none"))).isEmpty();
    }

    @Test
    void readsWholeNumbersAndNamesOtherTypes() throws IOException {
        Safetensors read = open("""
                {"b": {"dtype": "U8", "shape": [8], "data_offsets": [8, 16]},
                 "a": {"dtype": "I64", "shape": [1], "data_offsets": [0, 8]}}""", 16);
        assertThat(read.entries()).containsOnlyKeys("a");
        assertThat(read.unreadable()).containsExactly(Map.entry("b", "U8"));
        assertThat(read.values(read.entries().get("a"))).containsExactly((float) 0x0706050403020100L);
    }

    /** The bytes are those of numpy.float16 and of the upper halves of float32, little-endian. */
    @ParameterizedTest
    @CsvSource(textBlock = """
            F16,  003c, 1
            F16,  00c5, -5
            F16,  5535, 0.333251953125
            F16,  ff7b, 65504
            F16,  0100, 5.9604645e-8
            F16,  ff83, -6.097555e-5
            F16,  0080, -0.0
            F16,  007c, Infinity
            F16,  00fc, -Infinity
            F16,  017e, NaN
            BF16, 803f, 1
            BF16, a0c0, -5
            BF16, 807f, Infinity
            F64,  9a9999999999b93f, 0.1
            F64,  00000000000014c0, -5
            """)
    void readsHalvesAndDoublesAsFloats(String type, String hex, float value) throws IOException {
        byte[] bytes = HexFormat.of().parseHex(hex);
        String header =
                "{\"a\": {\"dtype\": \"" + type + "\", \"shape\": [], \"data_offsets\": [0, " + bytes.length + "]}}";
        ByteBuffer whole =
                ByteBuffer.allocate(8 + header.length() + bytes.length).order(ByteOrder.LITTLE_ENDIAN);
        whole.putLong(header.length())
                .put(header.getBytes(StandardCharsets.UTF_8))
                .put(bytes);
        Safetensors read = Safetensors.open(Files.write(temporary.resolve("half.safetensors"), whole.array()));
        assertThat(read.values(read.entries().get("a"))).containsExactly(value);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            {"a": {"dtype": "F32", "shape": [2], "data_offsets": [0, 8]}}        | 4  | said to end at byte
            {"a": {"dtype": "F32", "shape": [2], "data_offsets": [-8, 0]}}       | 8  | 'a'
            {"a": {"dtype": "F32", "shape": [2], "data_offsets": [8, 0]}}        | 8  | 'a'
            {"a": {"dtype": "F32", "shape": [2], "data_offsets": [0, 9223372036854775807]}} | 8 | 'a'
            {"a": {"dtype": "F32", "shape": [2], "data_offsets": [0]}}           | 8  | 'a'
            {"a": {"dtype": "F32", "shape": [2], "data_offsets": ["0", "8"]}}    | 8  | 'a'
            {"a": {"dtype": "F32", "shape": [2]}}                                | 8  | 'a'
            {"a": 5}                                                             | 0  | 'a'
            {"a": {"dtype": "F32", "shape": [3], "data_offsets": [0, 8]}}        | 8  | has 8 bytes, its shape [3] asks for 12
            {"a": {"dtype": "F32", "shape": [-2, -1], "data_offsets": [0, 8]}}   | 8  | the shape [-2,-1] of the array 'a'
            {"a": {"dtype": "F32", "shape": [-1, 0], "data_offsets": [0, 0]}}    | 0  | the shape [-1,0] of the array 'a'
            {"a": {"dtype": "F32", "shape": [1.5], "data_offsets": [0, 4]}}      | 4  | the shape [1.5] of the array 'a'
            {"a": {"dtype": "F32", "shape": 1, "data_offsets": [0, 4]}}          | 4  | the shape 1 of the array 'a'
            {"a": {"dtype": "F32", "shape": [2147483647, 2147483647, 2147483647], "data_offsets": [0, 8]}} | 8 | asks for 39614081201791936601413124092
            {"a": {"dtype": "F32", "shape": [1073741824, 1073741824, 4], "data_offsets": [0, 0]}} | 0 | asks for 18446744073709551616
            {"a": {"dtype": "F32", "shape": [2], "data_offsets": [0, 8]}, "b": {"dtype": "F32", "shape": [2], "data_offsets": [4, 12]}} | 12 | overlap
            {"a": {"dtype": "F32", "shape": [1], "data_offsets": [0, 4]}, "b": {"dtype": "F32", "shape": [1], "data_offsets": [8, 12]}} | 12 | holes
            {"a": {"dtype": "F32", "shape": [1], "data_offsets": [4, 8]}}        | 8  | holes
            {"a": {"dtype": "F32", "shape": [1], "data_offsets": [0, 4]}}        | 8  | holes
            {}                                                                   | 4  | holes
            {"a": {"dtype": "F32", "shape": [1], "data_offsets": [0, 4]}, "a": {"dtype": "F32", "shape": [1], "data_offsets": [4, 8]}} | 8 | not JSON
            {"a": {"dtype": "F32", "shape": [1], "data_offsets": [0, 4]}} {}     | 4  | not JSON
            {"a": nonsense}                                                      | 4  | not JSON
            [1, 2]                                                               | 0  | not a JSON object
            """)
    void headersThatLie(String header, int dataBytes, String message) {
        assertRefused(message, () -> open(header, dataBytes));
    }

    /** Nothing is set aside for a length that the file does not have. */
    @ParameterizedTest
    @CsvSource({"3", "99999999", "100000001", "-1", "9223372036854775807", "1"})
    void headerLengthsBeyondTheFile(long length) {
        assertRefused("header is said to have " + length + " bytes", () -> open(length, "{}", 0));
    }

    @Test
    void filesWithoutAHeader() {
        assertRefused(
                "too few for a header",
                () -> Safetensors.open(Files.write(temporary.resolve("c.safetensors"), new byte[7])));
        assertThatThrownBy(() -> Safetensors.open(temporary.resolve("none.safetensors")))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("there is no such checkpoint");
    }

    @Test
    void headersNestedBeyondReason() {
        assertRefused("not JSON", () -> open("{\"a\": " + "[".repeat(100_000), 0));
    }

    @Test
    void aFileWithOneChangedBitIsDamaged() throws IOException {
        Path file = temporary.resolve("b.safetensors");
        SafetensorsWriter.Tensor tensor = ArrayVector.tensor("a", List.of(3), 1, 2, 3);
        SafetensorsWriter.writeAside(file, List.of(tensor), Map.of("state", "{\"step\": 12}"))
                .complete();
        Safetensors.open(file).checkIntegrity();
        byte[] sound = Files.readAllBytes(file);
        String text = new String(sound, StandardCharsets.ISO_8859_1);
        for (int place : new int[] {sound.length - 1, sound.length - 12, text.indexOf("12}")}) {
            byte[] changed = sound.clone();
            changed[place] ^= 1;
            Files.write(file, changed);
            assertThatThrownBy(() -> Safetensors.open(file).checkIntegrity())
                    .isInstanceOf(UserError.class)
                    .hasMessageMatching(
                            "\\Q" + file + "\\E: this file is damaged: its checksum is [0-9a-f]{8}, it was written"
                                    + " with [0-9a-f]{8}");
        }
    }
}
