// SPDX-License-Identifier: Apache-2.0
package org.septum.backend.onednn.rewrite;

import java.util.List;

/** An array as an operation sees it: its elements under some dimensions. */
public record Operand(Array array, List<Integer> dimensions) {

    public int dimension(int index) {
        return dimensions.get(index);
    }

    public int channels() {
        return dimensions.get(1);
    }

    /** The number of pixels of all images together. */
    public int pixels() {
        return dimensions.get(0) * dimensions.get(2) * dimensions.get(3);
    }

    public long elements() {
        return array.elements();
    }
}
