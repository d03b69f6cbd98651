// SPDX-License-Identifier: Apache-2.0
package org.septum.datasets.nifti;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.septum.api.UserError;
import org.septum.api.data.Spacing;

class NiftiFileTest {

    @TempDir
    Path folder;

    private Voxels read(NiftiBytes bytes) {
        Path file = folder.resolve("a.nii");
        bytes.write(file);
        return new NiftiFile(file, "volume 'a.nii'").read();
    }

    /** A type by its code, four bit patterns that show its range, and what they mean. */
    private record TypeCase(int code, int bytes, long[] patterns, float[] values) {}

    private static Stream<TypeCase> types() {
        return Stream.of(
                new TypeCase(2, 1, new long[] {0, 1, 0x80, 0xff}, new float[] {0, 1, 128, 255}),
                new TypeCase(256, 1, new long[] {0, 1, 0x80, 0xff}, new float[] {0, 1, -128, -1}),
                new TypeCase(4, 2, new long[] {0, 258, 0x8000, 0xffff}, new float[] {0, 258, -32768, -1}),
                new TypeCase(512, 2, new long[] {0, 258, 0x8000, 0xffff}, new float[] {0, 258, 32768, 65535}),
                new TypeCase(
                        8, 4, new long[] {0, 70000, 0x80000000L, 0xffffffffL}, new float[] {0, 70000, -0x1p31f, -1}),
                new TypeCase(
                        768, 4, new long[] {0, 70000, 0x80000000L, 0xffffffffL}, new float[] {0, 70000, 0x1p31f, 0x1p32f
                        }),
                new TypeCase(
                        1024, 8, new long[] {0, 1L << 40, Long.MIN_VALUE, -1}, new float[] {0, 0x1p40f, -0x1p63f, -1}),
                new TypeCase(
                        1280, 8, new long[] {0, 1L << 40, Long.MIN_VALUE, -1}, new float[] {0, 0x1p40f, 0x1p63f, 0x1p64f
                        }),
                new TypeCase(
                        16,
                        4,
                        new long[] {
                            0, Float.floatToIntBits(1.5f), Float.floatToIntBits(-2), Float.floatToIntBits(1e-30f)
                        },
                        new float[] {0, 1.5f, -2, 1e-30f}),
                new TypeCase(
                        64,
                        8,
                        new long[] {
                            0, Double.doubleToLongBits(1.5), Double.doubleToLongBits(-2), Double.doubleToLongBits(0.1)
                        },
                        new float[] {0, 1.5f, -2, 0.1f}));
    }

    @ParameterizedTest
    @MethodSource("types")
    void readsEveryTypeInBothVersionsAndByteOrders(TypeCase type) {
        for (ByteOrder order : List.of(ByteOrder.LITTLE_ENDIAN, ByteOrder.BIG_ENDIAN)) {
            ByteBuffer data = ByteBuffer.allocate(4 * type.bytes()).order(order);
            for (long pattern : type.patterns()) {
                switch (type.bytes()) {
                    case 1 -> data.put((byte) pattern);
                    case 2 -> data.putShort((short) pattern);
                    case 4 -> data.putInt((int) pattern);
                    default -> data.putLong(pattern);
                }
            }
            for (NiftiBytes bytes : List.of(NiftiBytes.first(order), NiftiBytes.second(order))) {
                Voxels voxels = read(bytes.lengths(2, 1, 2)
                        .type(type.code(), 8 * type.bytes())
                        .data(data.array()));
                assertThat(voxels.slices()).hasSize(2);
                assertThat(voxels.slices().get(0)).containsExactly(type.values()[0], type.values()[1]);
                assertThat(voxels.slices().get(1)).containsExactly(type.values()[2], type.values()[3]);
            }
        }
    }

    @Test
    void scalesUnlessTheSlopeIsNoneOrNotANumber() {
        assertThat(read(NiftiBytes.bytes(3, 1, 1, 0, 1, 2).scaling(0.5, -1))
                        .slices()
                        .get(0))
                .containsExactly(-1, -0.5f, 0);
        for (double none : new double[] {0, Double.NaN, Double.POSITIVE_INFINITY}) {
            assertThat(read(NiftiBytes.bytes(3, 1, 1, 0, 1, 2).scaling(none, 7))
                            .slices()
                            .get(0))
                    .containsExactly(0, 1, 2);
        }
    }

    @Test
    void skipsExtensionsAndTakesAMissingOffsetForTheFirstPossible() {
        assertThat(read(NiftiBytes.bytes(2, 1, 1, 7, 8).extension(48)).slices().get(0))
                .containsExactly(7, 8);
        assertThat(read(NiftiBytes.bytes(2, 1, 1, 7, 8).offset(0)).slices().get(0))
                .containsExactly(7, 8);
    }

    @Test
    void acceptsOneToSevenDimensionsOfWhichThreeAreLongerThanOne() {
        NiftiHeader flat =
                read(NiftiBytes.bytes(2, 3, 1, 1, 2, 3, 4, 5, 6).lengths(2, 3)).header();
        assertThat(flat.size()).isEqualTo("2 x 3 x 1");
        assertThat(flat.spacing().orElseThrow()).isEqualTo(new Spacing(1.25, 1.5, Double.NaN));
        assertThat(read(NiftiBytes.bytes(2, 1, 2, 1, 2, 3, 4).lengths(2, 1, 2, 1, 1, 1, 1))
                        .slices())
                .hasSize(2);
        // What lies beyond the number of dimensions does not count.
        assertThat(read(NiftiBytes.bytes(2, 1, 2, 1, 2, 3, 4).length(4, -9)).slices())
                .hasSize(2);
    }

    @Test
    void tellsNoGeometryWhereTheHeaderDoesNot() {
        NiftiHeader header =
                read(NiftiBytes.bytes(2, 1, 1, 7, 8).voxelSizes(0, 1, 1)).header();
        assertThat(header.spacing()).isEmpty();
        assertThat(header.affine()).isEmpty();
    }

    @Test
    void readsMembersOfAGzipFileAsOne() {
        byte[] plain = NiftiBytes.bytes(2, 2, 1, 1, 2, 3, 4).plain();
        byte[] first = NiftiBytes.gzip(Arrays.copyOf(plain, 100));
        byte[] second = NiftiBytes.gzip(Arrays.copyOfRange(plain, 100, plain.length));
        Path file = folder.resolve("a.nii.gz");
        NiftiBytes.write(
                file,
                ByteBuffer.allocate(first.length + second.length)
                        .put(first)
                        .put(second)
                        .array());
        assertThat(new NiftiFile(file, "a").read().slices().get(0)).containsExactly(1, 2, 3, 4);
    }

    /** Of Java's own stream, 20 000 take the whole stack. */
    @Test
    void readsPastEmptyMembersUpToABound() {
        byte[] whole = NiftiBytes.gzip(NiftiBytes.bytes(2, 2, 1, 1, 2, 3, 4).plain());
        byte[] empty = NiftiBytes.gzip(new byte[0]);
        Path file = folder.resolve("a.nii.gz");
        NiftiBytes.write(file, behind(empty, 200_000, whole));
        assertThat(new NiftiFile(file, "a").read().slices().get(0)).containsExactly(1, 2, 3, 4);

        NiftiBytes.write(file, behind(empty, GzipMembers.MOST_MEMBERS, whole));
        assertThatThrownBy(() -> new NiftiFile(file, "a").read())
                .isInstanceOf(UserError.class)
                .hasMessage("a is damaged (it has more gzip members than 262144); get it again");
    }

    private static byte[] behind(byte[] first, int times, byte[] last) {
        ByteBuffer all = ByteBuffer.allocate(first.length * times + last.length);
        for (int i = 0; i < times; i++) {
            all.put(first);
        }
        return all.put(last).array();
    }

    @Test
    void gzipWithEveryPartOfAHeaderAndOtherBytesBehind() throws IOException {
        byte[] plain = NiftiBytes.bytes(2, 2, 1, 1, 2, 3, 4).plain();
        byte[] packed = NiftiBytes.gzip(plain);
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        all.write(new byte[] {0x1f, (byte) 0x8b, 8, 2 | 4 | 8 | 16, 1, 2, 3, 4, 0, 3});
        all.write(new byte[] {2, 0, 7, 7, 'a', 0, 'b', 'c', 0, 5, 5});
        all.write(packed, 10, packed.length - 10);
        all.write(0x1f);
        Path file = folder.resolve("a.nii.gz");
        NiftiBytes.write(file, all.toByteArray());
        assertThat(new NiftiFile(file, "a").read().slices().get(0)).containsExactly(1, 2, 3, 4);
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void readsFilesAlone() throws Exception {
        Path pipe = folder.resolve("a.nii");
        assertThat(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor())
                .isZero();
        assertThatThrownBy(() -> new NiftiFile(pipe, "a").header())
                .isInstanceOf(UserError.class)
                .hasMessage("a is a pipe or a device; allowed is a file");
    }

    /** The files and what nibabel reads from them were made by make_fixtures.py. */
    @Test
    void agreesWithNibabel() throws IOException {
        List<String> lines = text("expected.txt").lines().toList();
        assertThat(lines).hasSize(20);
        for (int at = 0; at < lines.size(); at += 5) {
            String name = lines.get(at);
            Path file = folder.resolve(name);
            try (InputStream in = NiftiFileTest.class.getResourceAsStream("/nifti/" + name)) {
                Files.copy(in, file);
            }
            Voxels voxels = new NiftiFile(file, name).read();
            NiftiHeader header = voxels.header();
            double[] lengths = numbers(lines.get(at + 1));
            assertThat(new double[] {header.width(), header.height(), header.slices()})
                    .as(name)
                    .containsExactly(lengths);
            double[] sizes = numbers(lines.get(at + 2));
            Spacing spacing = header.spacing().orElseThrow();
            assertThat(new double[] {spacing.column(), spacing.row(), spacing.slice()})
                    .as(name)
                    .containsExactly(sizes, within(1e-9));
            List<Double> affine = Optional.of(header)
                    .flatMap(NiftiHeader::affine)
                    .orElseThrow()
                    .rows();
            assertThat(affine.stream().mapToDouble(Double::doubleValue).toArray())
                    .as(name)
                    .containsExactly(numbers(lines.get(at + 3)), within(1e-6));
            List<Float> values = new ArrayList<>();
            for (float[] slice : voxels.slices()) {
                for (float value : slice) {
                    values.add(value);
                }
            }
            List<Float> expected = Arrays.stream(numbers(lines.get(at + 4)))
                    .mapToObj(value -> (float) value)
                    .toList();
            assertThat(values).as(name).isEqualTo(expected);
        }
    }

    private static String text(String name) throws IOException {
        try (InputStream in = NiftiFileTest.class.getResourceAsStream("/nifti/" + name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static double[] numbers(String line) {
        return Arrays.stream(line.split(" ")).mapToDouble(Double::parseDouble).toArray();
    }
}
