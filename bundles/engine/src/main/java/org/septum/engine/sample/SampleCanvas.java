// SPDX-License-Identifier: Apache-2.0
package org.septum.engine.sample;

import java.util.Optional;
import java.util.function.IntPredicate;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.septum.api.augment.Canvas;
import org.septum.api.data.LabelMap;
import org.septum.api.sampling.Aim;
import org.septum.engine.geometry.GridPlacement;

/** What spatial augmentations may know of one sample. */
final class SampleCanvas implements Canvas {

    private final GridPlacement placement;
    private final LabelMap labels;
    private final Aim aim;

    /** @param aim which part of it is to be shown */
    SampleCanvas(GridPlacement placement, LabelMap labels, Aim aim) {
        this.placement = placement;
        this.labels = labels;
        this.aim = aim;
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
        return anyOf(label -> label != 0, random);
    }

    @Override
    public boolean isAimed() {
        return !(aim instanceof Aim.Open);
    }

    @Override
    public Optional<double[]> target(RandomGenerator random) {
        return aim instanceof Aim.Label wanted ? anyOf(label -> label == wanted.label(), random) : Optional.empty();
    }

    private Optional<double[]> anyOf(IntPredicate wanted, RandomGenerator random) {
        int[] values = labels.values();
        int[] found = IntStream.range(0, values.length)
                .filter(pixel -> wanted.test(values[pixel]))
                .toArray();
        if (found.length == 0) {
            return Optional.empty();
        }
        int pixel = found[random.nextInt(found.length)];
        return Optional.of(new double[] {
            placement.fromImageColumn(pixel % labels.width()), placement.fromImageRow(pixel / labels.width())
        });
    }
}
