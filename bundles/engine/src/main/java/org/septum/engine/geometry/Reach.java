// SPDX-License-Identifier: Apache-2.0
package org.septum.engine.geometry;

import org.septum.api.experiment.Experiment;

/**
 * What becomes of the pixels of an image that lie outside the network's grid on its middle.
 *
 * @param learned whether the training shows them at times, as parts of images
 * @param predicted whether they are predicted, in tiles
 */
public record Reach(boolean learned, boolean predicted) {

    /** The grid lies on the middle, and nothing else is looked at. */
    static final Reach MIDDLE = new Reach(false, false);

    public static Reach of(Experiment experiment) {
        return new Reach(Tiling.trainsOnParts(experiment), Tiling.of(experiment).on());
    }

    boolean everywhere() {
        return learned && predicted;
    }

    /** What follows for what lies outside, and what to do about it, in the words after a semicolon. */
    String consequence() {
        if (learned) {
            return "the training shows it in random parts of images, but it is not predicted, and"
                    + " 'evaluation.resolution: grid' does not even count it: predict in tiles (evaluation.tiles: auto), or"
                    + " enlarge data.size";
        }
        if (predicted) {
            return "it is predicted in tiles, but not learned, for the training shows the middle of images alone: add the"
                    + " augmentation crop, or enlarge data.size";
        }
        return "it is neither learned nor predicted, and 'evaluation.resolution: grid' does not even count it:"
                + " enlarge data.size, or choose another data.grid (resize, or resample with a larger spacing), or train on"
                + " random parts of images (the augmentation crop), which has them predicted in tiles";
    }
}
