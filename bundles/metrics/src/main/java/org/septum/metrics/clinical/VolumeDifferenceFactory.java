// SPDX-License-Identifier: Apache-2.0
package org.septum.metrics.clinical;

import java.util.List;
import org.osgi.service.component.annotations.Component;
import org.septum.api.Arguments;
import org.septum.api.Option;
import org.septum.api.Options;
import org.septum.api.PluginType;
import org.septum.api.metric.Metric;
import org.septum.api.metric.MetricFactory;
import org.septum.metrics.EmptyValue;
import org.septum.metrics.Units;

/**
 * Creates the difference between predicted and true volume, absolute or signed, in ml or relative (T. Heimann et al.,
 * "Comparison and evaluation of methods for liver segmentation from CT datasets", IEEE Transactions on Medical Imaging
 * 28(8), 2009). It does not see whether the two volumes are in the same place.
 */
@Component
@PluginType("volume-difference")
public final class VolumeDifferenceFactory implements MetricFactory {

    @Override
    public String summary() {
        return "difference between predicted and true volume of each class, in ml or percent";
    }

    @Override
    public Options options() {
        return Options.of(
                Units.option(),
                Option.flag(
                                "signed",
                                "true: predicted less true volume, best near 0; reports add the bias and the 95 % limits of"
                                        + " agreement. false: its absolute value")
                        .or(false),
                Option.flag("relative", "true: in percent of the true volume; false: in ml")
                        .or(false),
                EmptyValue.option(
                        List.of("skip", "zero"),
                        "the value of a class that neither truth nor prediction has: undefined and left out of means, or"
                                + " 0. In percent it is always undefined where only the truth lacks it"));
    }

    @Override
    public Metric create(Arguments arguments) {
        return new VolumeDifference(
                Units.of(arguments), arguments.flag("signed"), arguments.flag("relative"), EmptyValue.of(arguments));
    }
}
