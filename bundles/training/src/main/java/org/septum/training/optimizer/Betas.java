// SPDX-License-Identifier: Apache-2.0
package org.septum.training.optimizer;

import java.util.List;
import org.septum.api.Arguments;
import org.septum.api.Option;
import org.septum.api.OptionType;

/** The decay rates of two running means. */
record Betas(double first, double second) {

    private static final String NAME = "betas";

    static Option option(double first, double second) {
        return Option.list(
                        NAME,
                        new OptionType.Real(0, 1),
                        "decay rates of the two running means, each below 1; default from the paper")
                .or(List.of(first, second));
    }

    /**
     * @throws org.septum.api.UserError if there are not two, or one of them never forgets
     */
    static Betas of(Arguments arguments) {
        List<Double> betas = arguments.list(NAME, Double.class);
        if (betas.size() != 2 || betas.contains(1.0)) {
            throw arguments.error(
                    NAME, "found " + betas + ", allowed are two numbers of at least 0 and below 1, as [0.9, 0.999]");
        }
        return new Betas(betas.get(0), betas.get(1));
    }
}
