// SPDX-License-Identifier: Apache-2.0
package org.septum.engine.sample;

import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.septum.api.augment.Canvas;
import org.septum.api.data.LabelMap;
import org.septum.engine.geometry.GridPlacement;

/** What spatial augmentations may know of one sample. */
final class SampleCanvas implements Canvas {

    private final GridPlacement placement;
    private final LabelMap labels;
    private int[] foreground;

    SampleCanvas(GridPlacement placement, LabelMap labels) {
        this.placement = placement;
        this.labels = labels;
    }

    @Override
    public int height() {
        return placement.gridHeight();
    }

    @Override
    public int width() {
        return placement.gridWidth();
    }

    @Override
    public double imageHeight() {
        return labels.height() / placement.pitch().row();
    }

    @Override
    public double imageWidth() {
        return labels.width() / placement.pitch().column();
    }

    @Override
    public Optional<double[]> foreground(RandomGenerator random) {
        if (foreground == null) {
            int[] values = labels.values();
            foreground = IntStream.range(0, values.length)
                    .filter(pixel -> values[pixel] != 0)
                    .toArray();
        }
        if (foreground.length == 0) {
            return Optional.empty();
        }
        int pixel = foreground[random.nextInt(foreground.length)];
        return Optional.of(new double[] {
            placement.fromImageColumn(pixel % labels.width()), placement.fromImageRow(pixel / labels.width())
        });
    }
}
