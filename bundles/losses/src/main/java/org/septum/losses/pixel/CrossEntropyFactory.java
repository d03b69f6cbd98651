// SPDX-License-Identifier: Apache-2.0
package org.septum.losses.pixel;

import org.osgi.service.component.annotations.Component;
import org.septum.api.Arguments;
import org.septum.api.Option;
import org.septum.api.Options;
import org.septum.api.PluginType;
import org.septum.api.loss.Loss;
import org.septum.api.loss.LossFactory;
import org.septum.losses.ClassWeights;
import org.septum.losses.Reduction;

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
                ClassWeights.option(),
                Option.whole(
                                CrossEntropy.IGNORED,
                                0,
                                Integer.MAX_VALUE,
                                "the index of a class whose pixels do not count; none if left out")
                        .optional(),
                Option.real(
                                CrossEntropy.SMOOTHING,
                                0,
                                1,
                                "the share of the truth that is spread evenly over all classes; PyTorch's label_smoothing,"
                                        + " none by default")
                        .or(0),
                Reduction.option("the weighted mean over the pixels that count"));
    }

    @Override
    public Loss create(Arguments arguments) {
        return new CrossEntropy(arguments, ClassWeights.of(arguments), Reduction.of(arguments));
    }
}
