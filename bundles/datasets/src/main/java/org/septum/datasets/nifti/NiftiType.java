// SPDX-License-Identifier: Apache-2.0
package org.septum.datasets.nifti;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.septum.api.UserError;

/** How a NIfTI file stores one voxel, by the header's data type code. */
enum NiftiType {
    UINT8(2, 1),
    INT16(4, 2),
    INT32(8, 4),
    FLOAT32(16, 4),
    FLOAT64(64, 8),
    INT8(256, 1),
    UINT16(512, 2),
    UINT32(768, 4),
    INT64(1024, 8),
    UINT64(1280, 8);

    private static final Map<Integer, String> OTHERS = Map.of(
            1, "single bits",
            32, "complex numbers of 64 bits",
            128, "RGB colours",
            1536, "floating-point numbers of 128 bits",
            1792, "complex numbers of 128 bits",
            2048, "complex numbers of 256 bits",
            2304, "RGBA colours");

    private final int code;
    private final int bytes;

    NiftiType(int code, int bytes) {
        this.code = code;
        this.bytes = bytes;
    }

    int code() {
        return code;
    }

    int bytes() {
        return bytes;
    }

    /** The number stored at a position, as the nearest double. */
    double value(ByteBuffer data, int at) {
        return switch (this) {
            case UINT8 -> data.get(at) & 0xff;
            case INT16 -> data.getShort(at);
            case INT32 -> data.getInt(at);
            case FLOAT32 -> data.getFloat(at);
            case FLOAT64 -> data.getDouble(at);
            case INT8 -> data.get(at);
            case UINT16 -> data.getShort(at) & 0xffff;
            case UINT32 -> data.getInt(at) & 0xffffffffL;
            case INT64 -> data.getLong(at);
            case UINT64 -> unsigned(data.getLong(at));
        };
    }

    private static double unsigned(long bits) {
        // Half the number, with the lost bit kept for rounding, fits into a signed one.
        return bits >= 0 ? bits : 2.0 * (bits >>> 1 | bits & 1);
    }

    /**
     * @param file what has this code, for messages
     * @throws UserError if the code stands for no kind of plain number
     */
    static NiftiType of(int code, String file) {
        return Arrays.stream(values())
                .filter(type -> type.code == code)
                .findFirst()
                .orElseThrow(() -> new UserError(file + " has data type " + code + " ("
                        + OTHERS.getOrDefault(code, "unknown") + "); allowed is one number for each voxel: "
                        + Arrays.stream(values())
                                .map(type -> type.name().toLowerCase(Locale.ROOT) + " (" + type.code + ")")
                                .collect(Collectors.joining(", "))));
    }
}
