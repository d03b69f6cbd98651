// SPDX-License-Identifier: Apache-2.0
package org.septum.engine.checkpoint;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.zip.CRC32C;

/** The CRC-32C of a checkpoint's texts and arrays: it finds damage of a disk or a copy, not ill will. */
final class Checksum {

    /** The header's text under which it is saved. */
    static final String KEY = "crc32c";

    /** Stands in the header while the arrays are written. */
    static final String UNKNOWN = "00000000";

    private final CRC32C crc = new CRC32C();

    /** @param metadata the header's texts, in order; an older checksum among them does not count */
    Checksum(Map<String, String> metadata) {
        metadata.forEach((name, text) -> {
            if (!name.equals(KEY)) {
                add(name);
                add(text);
            }
        });
    }

    /** Adds an array's name, before its values. */
    void add(String text) {
        crc.update(text.getBytes(StandardCharsets.UTF_8));
        crc.update(0);
    }

    /** Adds an array's values, or the next of them, as they stand in the file. */
    void add(ByteBuffer values) {
        crc.update(values);
    }

    /** What was added until now, in eight hexadecimal digits. */
    String text() {
        return String.format(Locale.ROOT, "%08x", crc.getValue());
    }
}
