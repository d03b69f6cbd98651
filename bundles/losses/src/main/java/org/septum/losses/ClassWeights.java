// SPDX-License-Identifier: Apache-2.0
package org.septum.losses;

import java.util.List;
import org.septum.api.Arguments;
import org.septum.api.Option;
import org.septum.api.OptionType;
import org.septum.common.text.Words;

/**
 * The weights that an option gives to classes.
 *
 * @param values one for each class, or empty
 */
public record ClassWeights(Arguments arguments, List<Double> values) {

    private static final String NAME = "class-weights";

    public static final Option OPTION = Option.list(
                    NAME,
                    new OptionType.Real(0, 1e6),
                    "for class indices: the weight of pixels of each class, in the order of the head's classes; all 1"
                            + " if left out")
            .optional();

    /**
     * @throws org.septum.api.UserError if all are zero
     */
    public static ClassWeights of(Arguments arguments) {
        List<Double> weights = arguments.has(NAME) ? arguments.list(NAME, Double.class) : List.of();
        if (!weights.isEmpty() && weights.stream().allMatch(weight -> weight == 0)) {
            throw arguments.error(NAME, "found only zeros, at least one weight must be positive");
        }
        return new ClassWeights(arguments, weights);
    }

    public boolean isEmpty() {
        return values.isEmpty();
    }

    /**
     * @throws org.septum.api.UserError if there is not one weight for each class
     */
    public void check(int classes) {
        if (!values.isEmpty() && values.size() != classes) {
            throw arguments.error(
                    NAME,
                    "found " + Words.count(values.size(), "weight") + " for " + classes
                            + " classes; give one for each class");
        }
    }

    /**
     * @throws org.septum.api.UserError if there are any
     */
    public void refuseForMasks() {
        if (!values.isEmpty()) {
            throw arguments.error(NAME, "found " + values + ", but the head's target is a mask, which has no classes");
        }
    }
}
