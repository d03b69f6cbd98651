// SPDX-License-Identifier: Apache-2.0
package org.septum.backend.onednn;

import java.util.List;

/** An array as an operation sees it: its elements under some dimensions. */
record Operand(Array array, List<Integer> dimensions) {

    int dimension(int index) {
        return dimensions.get(index);
    }

    int channels() {
        return dimensions.get(1);
    }

    /** The number of pixels of all images together. */
    int pixels() {
        return dimensions.get(0) * dimensions.get(2) * dimensions.get(3);
    }

    long elements() {
        return array.elements();
    }
}
