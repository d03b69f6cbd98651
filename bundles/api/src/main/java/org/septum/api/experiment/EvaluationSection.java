// SPDX-License-Identifier: Apache-2.0
package org.septum.api.experiment;

import java.util.List;
import java.util.Map;
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
