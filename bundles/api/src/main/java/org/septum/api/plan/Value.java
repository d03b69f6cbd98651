// SPDX-License-Identifier: Apache-2.0
package org.septum.api.plan;

import java.util.List;

/**
 * An array in a plan. In the arena the memory order is the backend's own (channels-last on CPU); elsewhere it is the
 * reference layout.
 *
 * @param id unique in the plan
 * @param name for profiles and messages
 * @param dimensions activations: batch, channels, height, width; parameters: see
 *     {@link org.septum.api.graph.Parameter}; per-channel statistics: channels
 * @param region where it lives
 * @param offset its first element in the region, in floats; a multiple of 16 in the arena
 */
public record Value(int id, String name, List<Integer> dimensions, Region region, long offset) {

    public long elements() {
        long product = 1;
        for (int size : dimensions) {
            product *= size;
        }
        return product;
    }

    public int dimension(int index) {
        return dimensions.get(index);
    }
}
