// SPDX-License-Identifier: Apache-2.0
package org.septum.api.experiment;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalInt;
import org.septum.api.Arguments;
import org.septum.api.Component;
import org.septum.api.Kind;
import org.septum.api.Option;
import org.septum.api.Options;

/**
 * {@code evaluation:}.
 *
 * @param values of the declared keys
 */
public record EvaluationSection(Arguments values) {

    private static final String PATCHES = "patches";

    /** Its keys. */
    public static final Section DECLARED = new Section(
            "evaluation",
            "How predictions are scored.",
            Options.of(
                    Option.choice(
                                    "resolution",
                                    List.of("image", "grid"),
                                    "on which pixels: the image's own, or the network's grid")
                            .or("image"),
                    Option.choice(
                                    "validation",
                                    List.of("images", PATCHES),
                                    "what is scored after each epoch: the images of the validation part, as they are predicted;"
                                            + " or patches, random parts of them the size of the network's input, the same after"
                                            + " every epoch, drawn as data.sampling and the augmentation crop draw those of the"
                                            + " training, and scored together as one case (nnU-Net's pseudo Dice). Metrics that need a"
                                            + " spacing are not scored on patches. The end of a run scores images either way")
                            .or("images"),
                    Option.whole(
                                    "patch-batches",
                                    1,
                                    10_000,
                                    "how many batches of patches are scored; the default is nnU-Net's")
                            .or(50),
                    Option.flag(
                                    "flip",
                                    "whether the logits are averaged over the image and its three mirror images in the"
                                            + " test")
                            .or(false),
                    Section.components(
                            "post-processing",
                            Kind.POST_PROCESSING,
                            List.of(),
                            "what is done to decided masks, one after another, volume by volume, in the test and in predictions"),
                    Option.choice(
                                    "keep-post-processing",
                                    List.of("where-it-helps", "always"),
                                    "which steps of it are applied: those with which, on the validation part, the mean Dice of"
                                            + " the classes rises and no class falls, tried one after another with the tested"
                                            + " weights (Isensee et al. 2021); or all of them")
                            .or("where-it-helps"),
                    Option.choice(
                                    "tiles",
                                    List.of("auto", "always", "never"),
                                    "whether images that are larger than the network's grid are predicted in overlapping"
                                            + " tiles of data.size, whose logits are averaged, in validation, test and"
                                            + " prediction; otherwise the grid lies on the image's middle. auto: where the"
                                            + " training shows random parts of images (the augmentation crop)")
                            .or("auto"),
                    Option.real(
                                    "tile-step",
                                    0.1,
                                    1,
                                    "how far apart tiles are at most, as a share of data.size; the default is nnU-Net's")
                            .or(0.5),
                    Option.choice(
                                    "tile-weights",
                                    List.of("gaussian", "uniform"),
                                    "how much the pixels of a tile count: by a normal distribution around its middle whose"
                                            + " standard deviation is an eighth of it, or alike; the default is nnU-Net's")
                            .or("gaussian")));

    /** Values given by code, as {@link Section#values}. */
    public EvaluationSection(Map<String, ?> given) {
        this(DECLARED.values(given));
    }

    /**
     * Whether predictions are scored on the network's grid; otherwise they are taken back to the image's own pixels first.
     */
    public boolean onGrid() {
        return values.text("resolution").equals("grid");
    }

    /** How many batches of patches are scored after each epoch; empty where images are. */
    public OptionalInt patchBatches() {
        return values.text("validation").equals(PATCHES)
                ? OptionalInt.of(values.whole("patch-batches"))
                : OptionalInt.empty();
    }

    /** Whether the logits are averaged over the image and its three mirror images. */
    public boolean flip() {
        return values.flag("flip");
    }

    /** What is done to decided masks, in the order in which it is tried and applied. */
    public List<Component> postProcessing() {
        return values.list("post-processing", Component.class);
    }

    /** Whether every step of it is applied; otherwise those that help on the validation part. */
    public boolean keepsAllPostProcessing() {
        return values.text("keep-post-processing").equals("always");
    }

    /** When images that are larger than the network's grid are predicted in overlapping tiles. */
    public enum Tiles {
        /** Where the training shows random parts of images. */
        AUTO,
        ALWAYS,
        NEVER
    }

    /** When images that are larger than the network's grid are predicted in overlapping tiles. */
    public Tiles tiles() {
        return Tiles.valueOf(values.text("tiles").toUpperCase(Locale.ROOT));
    }

    /** How far apart tiles are at most, as a share of a tile, above 0 and up to 1. */
    public double tileStep() {
        return values.real("tile-step");
    }

    /** Whether the pixels of a tile count by a normal distribution around its middle; otherwise they count alike. */
    public boolean gaussianTiles() {
        return values.text("tile-weights").equals("gaussian");
    }
}
