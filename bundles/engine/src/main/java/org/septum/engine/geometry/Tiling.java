// SPDX-License-Identifier: Apache-2.0
package org.septum.engine.geometry;

import org.septum.api.augment.Augmentation;
import org.septum.api.experiment.EvaluationSection;
import org.septum.api.experiment.Experiment;

/**
 * Whether images that are larger than the network's grid are predicted in tiles, and how these overlap.
 *
 * @param on otherwise the grid lies on an image's middle, and what it does not reach is background
 * @param step from one tile to the next, at most, as a share of a tile
 * @param gaussian whether a tile counts less towards its edges, where the network sees less around a pixel
 */
public record Tiling(boolean on, double step, boolean gaussian) {

    /** The grid on an image's middle is all that is predicted. */
    public static final Tiling NEVER = new Tiling(false, 1, false);

    /**
     * As an experiment asks for it; {@code auto} is in tiles where the training shows random parts of images, for then the
     * network has learnt all of an image.
     */
    public static Tiling of(Experiment experiment) {
        EvaluationSection evaluation = experiment.evaluation();
        boolean on = switch (evaluation.tiles()) {
            case ALWAYS -> true;
            case NEVER -> false;
            case AUTO -> trainsOnParts(experiment);
        };
        return new Tiling(on, evaluation.tileStep(), evaluation.gaussianTiles());
    }

    /** Whether the training shows all parts of an image that is larger than the grid, and not its middle alone. */
    public static boolean trainsOnParts(Experiment experiment) {
        return experiment.data().augmentations().stream()
                .map(component -> component.create(Augmentation.class))
                .anyMatch(Augmentation::choosesPart);
    }
}
