// SPDX-License-Identifier: Apache-2.0
package org.septum.models.network;

import java.util.ArrayList;
import java.util.List;
import org.septum.api.Arguments;
import org.septum.api.Option;
import org.septum.api.OptionType;
import org.septum.api.graph.Tensor;
import org.septum.api.model.Features;

/**
 * Deep supervision: which features beside the finest a network learns from. C.-Y. Lee, S. Xie, P. Gallagher, Z. Zhang and Z. Tu,
 * "Deeply-Supervised Nets", AISTATS 2015.
 *
 * @param weights of the losses of sides 1, 2 and so on, the finest features' being 1; a side of 0 is none
 */
record SideOutputs(List<Double> weights, Features.Resolution resolution) {

    private static final String NNUNET = "nnunet";

    static final Option WEIGHTS = new Option(
            "side-weights",
            new OptionType.OrWord(NNUNET, new OptionType.Listing(new OptionType.Real(0, 1e3), 0, 64)),
            Option.Necessity.OPTIONAL,
            null,
            "with deep-supervision, the weights of the coarser decoder levels' losses, from level 1 on, that of the finest"
                    + " being 1; all are then divided by their sum, and a level of weight 0 is not learnt from. 1/2, 1/4,"
                    + " 1/8 and so on if left out; nnunet: the same, but 0 for the lowest");

    static final Option RESOLUTION = Option.choice(
                    "side-resolution",
                    List.of("image", "side"),
                    "with deep-supervision, where a coarser level's logits meet the target. image: they are enlarged to"
                            + " the image's size bilinearly; side: the target is reduced to theirs, one pixel of each"
                            + " window (nnU-Net's)")
            .or("image");

    /**
     * What the options of a U-Net say.
     *
     * @throws org.septum.api.UserError if there is not one weight for each decoder level but the finest
     */
    static SideOutputs of(Arguments arguments, int depth) {
        List<Double> weights = new ArrayList<>();
        if (arguments.has(WEIGHTS.name()) && arguments.value(WEIGHTS.name(), Object.class) instanceof List<?>) {
            weights.addAll(arguments.list(WEIGHTS.name(), Double.class));
            LevelOptions.checkCount(
                    arguments, WEIGHTS, weights.size(), depth - 1, "one for each decoder level but the finest");
        } else {
            boolean lowest = !arguments.has(WEIGHTS.name());
            for (int level = 1; level < depth; level++) {
                weights.add(lowest || level < depth - 1 ? 1.0 / (1 << level) : 0);
            }
        }
        boolean own = arguments.text(RESOLUTION.name()).equals("side");
        return new SideOutputs(weights, own ? Features.Resolution.SIDE : Features.Resolution.IMAGE);
    }

    /** No deep supervision. */
    static SideOutputs none() {
        return new SideOutputs(List.of(), Features.Resolution.IMAGE);
    }

    /**
     * Adds the side that features make, if they make one.
     *
     * @param number from 1; other numbers make none
     */
    void add(int number, Tensor features, List<Features.Side> to) {
        if (number >= 1 && number <= weights.size() && weights.get(number - 1) > 0) {
            to.add(new Features.Side(Integer.toString(number), features, weights.get(number - 1), resolution));
        }
    }
}
