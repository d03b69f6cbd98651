// SPDX-License-Identifier: Apache-2.0
package org.septum.planning.start;

import static org.septum.planning.start.Lines.component;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Decides network and training, for a machine of two cores.
 *
 * @param samples to train on, about
 */
record TrainingRule(DataFacts facts, GridRule.Choice grid, int samples, boolean validates) {

    private static final int BATCH = 8;

    private static final int CHANNELS = 24;

    private static final int DEEPEST = 4;

    /** The least that the lowest level of the network has of an axis. */
    private static final int LEAST = 4;

    private static final int STEPS = 3000;

    private static final int FEWEST_EPOCHS = 20;

    private static final int MOST_EPOCHS = 300;

    private static final int LONG_EPOCH = 250;

    int batch() {
        return Math.max(1, Math.min(BATCH, samples));
    }

    private int stepsPerPass() {
        return (samples + batch() - 1) / batch();
    }

    private boolean isLarge() {
        return stepsPerPass() > LONG_EPOCH;
    }

    int epochs() {
        return isLarge()
                ? FEWEST_EPOCHS
                : Math.max(
                        FEWEST_EPOCHS, Math.min(MOST_EPOCHS, Math.round((float) STEPS / Math.max(1, stepsPerPass()))));
    }

    int steps() {
        return epochs() * Math.min(LONG_EPOCH, Math.max(1, stepsPerPass()));
    }

    private int depth() {
        int depth = 1;
        int side = Math.min(grid.height(), grid.width());
        while (depth < DEEPEST
                && side >> depth + 1 >= LEAST
                && grid.height() % (1 << depth + 1) == 0
                && grid.width() % (1 << depth + 1) == 0) {
            depth++;
        }
        return depth;
    }

    void say(Lines lines, String head) {
        lines.add("data.batch-size", batch(), batch() < BATCH ? "As many images as there are to train on." : "");
        lines.add(
                "data.augment",
                augmentations(),
                mirrors()
                        ? "Left and right are exchanged in half of the images: remove flip-horizontal where that shows what cannot be."
                        : "No mirror images: the names of labels tell left from right.");
        lines.add(
                "model",
                component(
                        "unet",
                        "depth",
                        depth(),
                        "base-channels",
                        CHANNELS,
                        "encoder",
                        component("double-conv", "norm", "batch")),
                "A U-Net that halves the images " + depth() + " times, from " + CHANNELS + " to "
                        + (CHANNELS << depth()) + " channels: for two cores. With more, 32 or 64 channels are usual.");
        lines.add(
                "optimizer",
                component("adam", "learning-rate", 1e-3, "schedule", "cosine"),
                "Adam with a learning rate that falls to 0 comes far in few steps.");
        lines.add(
                "training.epochs",
                epochs(),
                isLarge()
                        ? epochs() + " times " + LONG_EPOCH + " steps of " + batch() + " images; a pass over the "
                                + samples + " images to train on would take " + stepsPerPass() + " steps."
                        : "About " + steps() + " steps in all: " + epochs() + " passes over about " + samples
                                + " images.");
        if (isLarge()) {
            lines.add("training.steps-per-epoch", LONG_EPOCH);
        }
        if (validates) {
            lines.add(
                    "checkpoint",
                    List.of(component("best", "monitor", "validation/" + head + "/dice", "mode", "max"), "last"),
                    "The epoch with the best Dice on the validation part is tested.");
        } else {
            lines.add("checkpoint", List.of("last"));
        }
    }

    private boolean mirrors() {
        return facts.labels().stream()
                .map(label -> label.toLowerCase(Locale.ROOT))
                .noneMatch(label -> label.matches("(.*[^a-z])?(left|right|l|r)([^a-z].*)?"));
    }

    private List<Object> augmentations() {
        List<Object> all = new ArrayList<>();
        if (grid.crops()) {
            all.add(component("crop", "foreground-probability", 0.5));
        }
        all.add(component("rotate", "degrees", List.of(-20.0, 20.0)));
        all.add(component("scale", "factor", List.of(0.8, 1.25), "probability", 0.5));
        if (mirrors()) {
            all.add(component("flip-horizontal", "probability", 0.5));
        }
        all.add(component("brightness-contrast", "probability", 0.3));
        all.add(component("gamma", "probability", 0.3));
        return all;
    }
}
