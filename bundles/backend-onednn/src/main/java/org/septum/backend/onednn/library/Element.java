// SPDX-License-Identifier: Apache-2.0
package org.septum.backend.onednn.library;

import org.bytedeco.dnnl.memory.data_type;

/** How an element is stored. */
public enum Element {
    FLOAT32(4, data_type.f32),
    BFLOAT16(2, data_type.bf16);

    private final int bytes;
    private final data_type type;

    Element(int bytes, data_type type) {
        this.bytes = bytes;
        this.type = type;
    }

    public int bytes() {
        return bytes;
    }

    public data_type type() {
        return type;
    }
}
