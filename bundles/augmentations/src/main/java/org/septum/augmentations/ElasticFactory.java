// SPDX-License-Identifier: Apache-2.0
package org.septum.augmentations;

import java.util.List;
import java.util.random.RandomGenerator;
import org.osgi.service.component.annotations.Component;
import org.septum.api.Arguments;
import org.septum.api.Option;
import org.septum.api.Options;
import org.septum.api.PluginType;
import org.septum.api.augment.Augmentation;
import org.septum.api.augment.AugmentationFactory;
import org.septum.api.augment.Canvas;
import org.septum.api.augment.CoordinateMap;

/**
 * Creates smooth random deformations. As in U-Net's training, a coarse lattice of random displacements is interpolated
 * (Ronneberger et al., "U-Net: Convolutional Networks for Biomedical Image Segmentation", MICCAI 2015), here by cubic
 * B-splines. Up to 0.48 cells the picture cannot fold over itself (Choi and Lee, "Injectivity Conditions of 2D and 3D
 * Uniform Cubic B-Spline Functions", Graphical Models 2000), which is why no more is allowed.
 */
@Component
@PluginType("elastic")
public final class ElasticFactory implements AugmentationFactory {

    private static final Option CELLS = Option.whole(
                    "cells",
                    1,
                    64,
                    "how many cells of the lattice span the longer side of the result; fewer are smoother; by default"
                            + " about as coarse as U-Net's")
            .or(4);
    private static final Option DISPLACEMENT = Option.range(
                    "displacement",
                    0,
                    0.48,
                    "the range for a sample's greatest displacement, in cells; its control points move evenly up to"
                            + " that along each axis. At the default's end pixels move by 1.7 % of the longer side"
                            + " (standard deviation), in U-Net's 10 of 512 pixels")
            .or(List.of(0.0, 0.25));

    @Override
    public String summary() {
        return "deforms smoothly by random displacements on a coarse lattice";
    }

    @Override
    public Options options() {
        return Options.of(CELLS, DISPLACEMENT, Probability.option(0.2, "that of nnU-Net's first version"));
    }

    @Override
    public Augmentation create(Arguments arguments) {
        int cells = arguments.whole(CELLS.name());
        Range displacement = Range.of(arguments, DISPLACEMENT);
        return Probability.spatial(arguments, (random, canvas) -> field(random, canvas, cells, displacement));
    }

    /** A lattice over all of the image, also where the result shows only a part of it. */
    private static CoordinateMap field(RandomGenerator random, Canvas canvas, int cells, Range displacement) {
        double cell = (double) Math.max(canvas.width(), canvas.height()) / cells;
        int columns = (int) Math.ceil(Math.max(canvas.width(), canvas.imageWidth()) / cell);
        int rows = (int) Math.ceil(Math.max(canvas.height(), canvas.imageHeight()) / cell);
        double greatest = displacement.draw(random) * cell;
        double[] displacements = new double[2 * (columns + 3) * (rows + 3)];
        for (int i = 0; i < displacements.length; i++) {
            displacements[i] = greatest * (2 * random.nextDouble() - 1);
        }
        return new ElasticField(cell, columns, rows, displacements);
    }
}
