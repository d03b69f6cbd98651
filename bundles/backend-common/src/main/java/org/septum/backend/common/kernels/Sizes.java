// SPDX-License-Identifier: Apache-2.0
package org.septum.backend.common.kernels;

import java.util.List;
import org.septum.api.graph.Role;
import org.septum.api.plan.Value;

/** The sizes of an activation. */
public record Sizes(int batch, int channels, int height, int width) {

    public static Sizes of(Value value) {
        return of(value.dimensions());
    }

    public static Sizes of(List<Integer> dimensions) {
        return new Sizes(dimensions.get(0), dimensions.get(1), dimensions.get(2), dimensions.get(3));
    }

    public int of(Role role) {
        return switch (role) {
            case BATCH -> batch;
            case CHANNEL -> channels;
            case HEIGHT -> height;
            case WIDTH -> width;
        };
    }

    /** The number of pixels of all images together. */
    public int pixels() {
        return batch * height * width;
    }

    public int elements() {
        return pixels() * channels;
    }

    /** The sizes in the order in which elements lie in memory. */
    public long[] channelsLast() {
        return new long[] {batch, height, width, channels};
    }
}
