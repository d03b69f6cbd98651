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
     * Features from which the heads compute logits in training only; the loss of these logits is added with a weight.
     *
     * @param name unique among a model's sides, for the scope of the heads' parameters
     * @param features the image's height and width must be whole multiples of theirs
     * @param weight of the loss, the finest features' being 1
     * @param resolution at which the logits are compared with the target
     */
    public record Side(String name, Tensor features, double weight, Resolution resolution) {

        /** A side whose logits are enlarged to the image's size. */
        public Side(String name, Tensor features, double weight) {
            this(name, features, weight, Resolution.IMAGE);
        }
    }

    /** The size at which a side's logits are compared with the target. */
    public enum Resolution {
        /** The image's, to which the logits are enlarged bilinearly. */
        IMAGE,
        /** The side's own, to which the target is reduced: one pixel of each window, the one behind its centre. */
        SIDE
    }

    public Features {
        sides = List.copyOf(sides);
    }

    /** Features without sides. */
    public static Features of(Tensor finest) {
        return new Features(finest, List.of());
    }
}
