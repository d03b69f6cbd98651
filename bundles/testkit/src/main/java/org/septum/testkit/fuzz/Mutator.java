// SPDX-License-Identifier: Apache-2.0
package org.septum.testkit.fuzz;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Damages bytes: flipped bits, cut ends, blocks that are left out, doubled or repeated, numbers of the format's fields set
 * to values at which programs break, words of the format in wrong places, and two files grown together.
 *
 * @param fields where the format keeps numbers
 * @param words what means something in the format
 */
record Mutator(List<Field> fields, List<byte[]> words) {

    /** No input is longer: what is searched for are small files with large effects. */
    static final int LONGEST = 1 << 16;

    private static final int MOST_CHANGES = 5;
    private static final int MOST_REPETITIONS = 200;

    private static final long[] NUMBERS = {
        0,
        1,
        2,
        3,
        4,
        7,
        8,
        16,
        64,
        100,
        127,
        128,
        255,
        256,
        1000,
        4096,
        32767,
        32768,
        65535,
        65536,
        1 << 20,
        1 << 24,
        1 << 28,
        Integer.MAX_VALUE - 1,
        Integer.MAX_VALUE,
        1L << 31,
        (1L << 32) - 1,
        1L << 32,
        1L << 40,
        Long.MAX_VALUE - 7,
        Long.MAX_VALUE,
        Long.MIN_VALUE,
        Integer.MIN_VALUE,
        Short.MIN_VALUE,
        -1,
        -2,
        -8
    };

    private static final double[] REALS = {
        0,
        -0.0,
        0.5,
        -1,
        1e-30,
        1e-300,
        352,
        352.5,
        1e9,
        1e18,
        1e30,
        1e300,
        Double.NaN,
        Double.POSITIVE_INFINITY,
        Double.NEGATIVE_INFINITY,
        Double.MIN_VALUE
    };

    /**
     * A number in a file.
     *
     * @param at its first byte; counted from the end if negative
     * @param bytes 1, 2, 4 or 8
     */
    record Field(int at, int bytes) {}

    /** A damaged copy. */
    byte[] damaged(byte[] whole, byte[] other, SplittableRandom random) {
        byte[] bytes = whole.clone();
        int changes = random.nextBoolean() ? 1 : 1 + random.nextInt(MOST_CHANGES);
        for (int change = 0; change < changes; change++) {
            bytes = changed(bytes, other, random);
        }
        return bytes.length > LONGEST ? Arrays.copyOf(bytes, LONGEST) : bytes;
    }

    private byte[] changed(byte[] bytes, byte[] other, SplittableRandom random) {
        if (bytes.length == 0) {
            return other.clone();
        }
        int at = random.nextInt(bytes.length);
        int to = at + 1 + random.nextInt(Math.min(64, bytes.length - at));
        return switch (random.nextInt(14)) {
            case 0, 1 -> with(bytes, at, (byte) (bytes[at] ^ 1 << random.nextInt(8)));
            case 2 -> with(bytes, at, (byte) random.nextInt(256));
            case 3 -> with(bytes, at, (byte) NUMBERS[random.nextInt(NUMBERS.length)]);
            case 4 -> Arrays.copyOf(bytes, at);
            case 5 -> joined(bytes, at, new byte[0], to);
            case 6 -> joined(bytes, at, repeated(Arrays.copyOfRange(bytes, at, to), random), at);
            case 7 -> joined(bytes, at, noise(random), at);
            case 8 -> joined(bytes, at, Arrays.copyOfRange(bytes, at, to), random.nextInt(bytes.length));
            case 9, 10 -> fields.isEmpty() ? digits(bytes, at, random) : field(bytes, random);
            case 11 -> word(bytes, at, random);
            case 12 -> joined(bytes, at, other, bytes.length - Math.min(bytes.length, random.nextInt(32)));
            default -> digits(bytes, at, random);
        };
    }

    private static byte[] with(byte[] bytes, int at, byte value) {
        bytes[at] = value;
        return bytes;
    }

    /** The bytes before {@code to}, something, and the bytes after {@code from}. */
    private static byte[] joined(byte[] bytes, int to, byte[] middle, int from) {
        if ((long) to + middle.length + bytes.length - from > LONGEST) {
            return bytes;
        }
        ByteBuffer all = ByteBuffer.allocate(to + middle.length + bytes.length - from);
        return all.put(bytes, 0, to)
                .put(middle)
                .put(bytes, from, bytes.length - from)
                .array();
    }

    private static byte[] repeated(byte[] block, SplittableRandom random) {
        int times = random.nextInt(4) == 0 ? random.nextInt(MOST_REPETITIONS) : 1;
        byte[] all = new byte[block.length * times];
        for (int i = 0; i < all.length; i++) {
            all[i] = block[i % block.length];
        }
        return all;
    }

    private static byte[] noise(SplittableRandom random) {
        byte[] noise = new byte[1 + random.nextInt(16)];
        random.nextBytes(noise);
        return noise;
    }

    private byte[] field(byte[] bytes, SplittableRandom random) {
        Field field = fields.get(random.nextInt(fields.size()));
        int at = field.at < 0 ? bytes.length + field.at : field.at;
        if (at < 0 || at + field.bytes > bytes.length) {
            return bytes;
        }
        ByteBuffer buffer =
                ByteBuffer.wrap(bytes).order(random.nextBoolean() ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN);
        long number = NUMBERS[random.nextInt(NUMBERS.length)];
        double real = REALS[random.nextInt(REALS.length)];
        boolean whole = random.nextInt(3) > 0;
        switch (field.bytes) {
            case 1 -> buffer.put(at, (byte) number);
            case 2 -> buffer.putShort(at, (short) number);
            case 4 -> buffer.putInt(at, whole ? (int) number : Float.floatToRawIntBits((float) real));
            default -> buffer.putLong(at, whole ? number : Double.doubleToRawLongBits(real));
        }
        return bytes;
    }

    private byte[] word(byte[] bytes, int at, SplittableRandom random) {
        if (words.isEmpty()) {
            return bytes;
        }
        byte[] word = words.get(random.nextInt(words.size()));
        int from = random.nextBoolean() ? at : Math.min(bytes.length, at + word.length);
        return joined(bytes, at, word, from);
    }

    /** Replaces the next number that is written in digits. */
    private static byte[] digits(byte[] bytes, int at, SplittableRandom random) {
        int from = at;
        while (from < bytes.length && !Character.isDigit(bytes[from])) {
            from++;
        }
        int to = from;
        while (to < bytes.length && Character.isDigit(bytes[to])) {
            to++;
        }
        String number = random.nextInt(4) > 0
                ? Long.toString(NUMBERS[random.nextInt(NUMBERS.length)])
                : Double.toString(REALS[random.nextInt(REALS.length)]);
        return from == bytes.length ? bytes : joined(bytes, from, number.getBytes(StandardCharsets.ISO_8859_1), to);
    }
}
