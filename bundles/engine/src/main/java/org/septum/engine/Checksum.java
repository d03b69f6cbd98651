// SPDX-License-Identifier: Apache-2.0
package org.septum.engine;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.zip.CRC32C;

/** The CRC-32C of a checkpoint's texts and arrays: it finds damage of a disk or a copy, not ill will. */
final class Checksum {

    /** The header's text under which it is saved. */
    static final String KEY = "crc32c";

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

    /** @param values an array's bytes as they stand in the file */
    void add(String name, ByteBuffer values) {
        add(name);
        crc.update(values);
    }

    private void add(String text) {
        crc.update(text.getBytes(StandardCharsets.UTF_8));
        crc.update(0);
    }

    /** What was added until now, in eight hexadecimal digits. */
    String text() {
        return String.format("%08x", crc.getValue());
    }
}
