// SPDX-License-Identifier: Apache-2.0
package org.septum.losses;

import java.util.List;
import org.osgi.service.component.annotations.Component;
import org.septum.api.Arguments;
import org.septum.api.Option;
import org.septum.api.OptionType;
import org.septum.api.Options;
import org.septum.api.PluginType;
import org.septum.api.loss.Loss;
import org.septum.api.loss.LossFactory;

/** The loss {@code cross-entropy}: {@link CrossEntropy}. */
@Component
@PluginType("cross-entropy")
public final class CrossEntropyFactory implements LossFactory {

    @Override
    public String summary() {
        return "log-softmax and negative log-likelihood of the true class";
    }

    @Override
    public Options options() {
        return Options.of(
                Option.list(
                                "class-weights",
                                new OptionType.Real(0, 1e6),
                                "the weight of pixels of each class, in the order of the head's classes; all 1 if left"
                                        + " out")
                        .optional(),
                Option.whole(
                                "ignore-index",
                                0,
                                Integer.MAX_VALUE,
                                "the index of a class whose pixels do not count; none if left out")
                        .optional(),
                Reduction.option("the weighted mean over the pixels that count"));
    }

    @Override
    public Loss create(Arguments arguments) {
        List<Double> weights =
                arguments.has("class-weights") ? arguments.list("class-weights", Double.class) : List.of();
        if (!weights.isEmpty() && weights.stream().allMatch(weight -> weight == 0)) {
            throw arguments.error("class-weights", "found only zeros, at least one weight must be positive");
        }
        return new CrossEntropy(arguments, weights, Reduction.of(arguments));
    }
}
