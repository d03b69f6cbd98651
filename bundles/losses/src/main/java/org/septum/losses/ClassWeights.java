// SPDX-License-Identifier: Apache-2.0
package org.septum.losses;

import java.util.List;
import org.septum.api.Arguments;
import org.septum.api.Option;
import org.septum.api.OptionType;
import org.septum.common.text.Words;

/** The option that weights classes. */
public final class ClassWeights {

    private static final String NAME = "class-weights";

    private ClassWeights() {}

    public static Option option() {
        return Option.list(
                        NAME,
                        new OptionType.Real(0, 1e6),
                        "for class indices: the weight of pixels of each class, in the order of the head's classes; all 1"
                                + " if left out")
                .optional();
    }

    /**
     * The weights, or an empty list.
     *
     * @throws org.septum.api.UserError if all are zero
     */
    public static List<Double> of(Arguments arguments) {
        List<Double> weights = arguments.has(NAME) ? arguments.list(NAME, Double.class) : List.of();
        if (!weights.isEmpty() && weights.stream().allMatch(weight -> weight == 0)) {
            throw arguments.error(NAME, "found only zeros, at least one weight must be positive");
        }
        return weights;
    }

    /**
     * @throws org.septum.api.UserError if there is not one weight for each class
     */
    public static void check(Arguments arguments, List<Double> weights, int classes) {
        if (!weights.isEmpty() && weights.size() != classes) {
            throw arguments.error(
                    NAME,
                    "found " + Words.count(weights.size(), "weight") + " for " + classes
                            + " classes; give one for each class");
        }
    }

    /**
     * @throws org.septum.api.UserError if there are any
     */
    public static void refuseForMasks(Arguments arguments, List<Double> weights) {
        if (!weights.isEmpty()) {
            throw arguments.error(NAME, "found " + weights + ", but the head's target is a mask, which has no classes");
        }
    }
}
