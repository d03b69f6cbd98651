// SPDX-License-Identifier: Apache-2.0
package org.septum.api.model;

import java.util.List;
import org.septum.api.graph.Tensor;

/**
 * What a model makes of an image.
 *
 * @param finest [batch, channels, height, width] at the image's height and width; the heads decide from these
 * @param sides further features to learn from, for deep supervision; empty for most models
 */
public record Features(Tensor finest, List<Side> sides) {

    /**
     * Features from which the heads compute logits in training only. Their logits are enlarged to the image's size bilinearly,
     * and their loss is added with a weight.
     *
     * @param name unique among a model's sides, for the scope of the heads' parameters
     * @param features the image's height and width must be the same whole multiple of theirs
     * @param weight of the loss, the finest features' being 1
     */
    public record Side(String name, Tensor features, double weight) {}

    public Features {
        sides = List.copyOf(sides);
    }

    /** Features without sides. */
    public static Features of(Tensor finest) {
        return new Features(finest, List.of());
    }
}
