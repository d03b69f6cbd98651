// SPDX-License-Identifier: Apache-2.0
package org.septum.backend.nd4j;

import java.util.List;
import org.septum.api.plan.Value;

/** The sizes of an activation. */
record Sizes(int batch, int channels, int height, int width) {

    static Sizes of(Value value) {
        return of(value.dimensions());
    }

    static Sizes of(List<Integer> dimensions) {
        return new Sizes(dimensions.get(0), dimensions.get(1), dimensions.get(2), dimensions.get(3));
    }

    /** The number of pixels of all images together. */
    int pixels() {
        return batch * height * width;
    }

    int elements() {
        return pixels() * channels;
    }

    long[] nd4jShape() {
        return new long[] {batch, height, width, channels};
    }
}
