// SPDX-License-Identifier: Apache-2.0
package org.septum.backend.onednn.memory;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.septum.backend.onednn.library.Address;
import org.septum.backend.onednn.library.Element;

/** A row of ones: the product with a matrix sums its columns. */
public final class Ones implements Storage, AutoCloseable {

    private static final short BFLOAT16_ONE = 0x3f80;

    private final Element element;
    private final Arena arena = new Arena();

    public Ones(Element element) {
        this.element = element;
    }

    public void grow(int count) {
        long bytes = (long) count * element.bytes();
        if (!arena.grow(bytes)) {
            return;
        }
        ByteBuffer memory = new Address(arena.address(), bytes).asByteBuffer().order(ByteOrder.nativeOrder());
        while (memory.hasRemaining()) {
            if (element == Element.BFLOAT16) {
                memory.putShort(BFLOAT16_ONE);
            } else {
                memory.putFloat(1);
            }
        }
    }

    @Override
    public long address() {
        return arena.address();
    }

    @Override
    public void close() {
        arena.close();
    }
}
