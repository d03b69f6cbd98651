// SPDX-License-Identifier: Apache-2.0
package org.septum.engine.checkpoint;

import java.nio.ByteBuffer;

/**
 * The element types of safetensors files that are read; all become float32, F64 and I64 rounded to the nearest. PyTorch's
 * batch normalization counts its batches in I64.
 */
enum ElementType {
    F32(Float.BYTES, ByteBuffer::getFloat),
    F64(Double.BYTES, bytes -> (float) bytes.getDouble()),
    F16(Short.BYTES, bytes -> ofHalf(bytes.getShort())),
    BF16(Short.BYTES, bytes -> Float.intBitsToFloat(bytes.getShort() << 16)),
    I64(Long.BYTES, bytes -> (float) bytes.getLong());

    /** Takes the next value. */
    @FunctionalInterface
    private interface Reading {
        float next(ByteBuffer bytes);
    }

    private final int bytes;
    private final Reading reading;

    ElementType(int bytes, Reading reading) {
        this.bytes = bytes;
        this.reading = reading;
    }

    /** The size of a value. */
    int bytes() {
        return bytes;
    }

    /** Reads as many values as the array takes. */
    void read(ByteBuffer from, float[] into) {
        if (this == F32) {
            from.asFloatBuffer().get(into);
            return;
        }
        for (int i = 0; i < into.length; i++) {
            into[i] = reading.next(from);
        }
    }

    /** IEEE 754 binary16: a sign, 5 bits of exponent, 10 of fraction. */
    private static float ofHalf(short bits) {
        int exponent = bits >> 10 & 0x1f;
        int fraction = bits & 0x3ff;
        float magnitude;
        if (exponent == 0x1f) {
            magnitude = fraction == 0 ? Float.POSITIVE_INFINITY : Float.NaN;
        } else if (exponent == 0) {
            magnitude = Math.scalb((float) fraction, -24);
        } else {
            magnitude = Math.scalb((float) (fraction | 0x400), exponent - 25);
        }
        return bits < 0 ? -magnitude : magnitude;
    }
}
