// SPDX-License-Identifier: Apache-2.0
package org.septum.augmentations;

import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.septum.api.augment.Canvas;

/** A canvas of given sizes. */
record TestCanvas(int height, int width, double imageHeight, double imageWidth, List<double[]> foreground)
        implements Canvas {

    /** The whole image, all of it background. */
    static TestCanvas whole(int height, int width) {
        return new TestCanvas(height, width, height, width, List.of());
    }

    @Override
    public Optional<double[]> foreground(RandomGenerator random) {
        return foreground.isEmpty()
                ? Optional.empty()
                : Optional.of(foreground.get(random.nextInt(foreground.size())).clone());
    }
}
