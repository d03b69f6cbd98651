// SPDX-License-Identifier: Apache-2.0
package org.septum.api.experiment;

import java.util.List;
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
                            .or("where-it-helps")));

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
}
