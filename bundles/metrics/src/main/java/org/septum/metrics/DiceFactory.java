// SPDX-License-Identifier: Apache-2.0
package org.septum.metrics;

import java.util.List;
import java.util.Locale;
import org.osgi.service.component.annotations.Component;
import org.septum.api.Arguments;
import org.septum.api.Option;
import org.septum.api.Options;
import org.septum.api.PluginType;
import org.septum.api.metric.Metric;
import org.septum.api.metric.MetricFactory;

/** Creates the Dice coefficient of each class. */
@Component
@PluginType("dice")
public final class DiceFactory implements MetricFactory {

    @Override
    public String summary() {
        return "Dice coefficient of each class: twice the overlap over the sum of both areas, 0 to 1";
    }

    @Override
    public Options options() {
        return Options.of(
                Units.option(),
                Option.choice(
                                "empty",
                                List.of("skip", "one", "zero"),
                                "the value of a class that neither truth nor prediction has: undefined and left out of"
                                        + " means (as in nnU-Net and MONAI), 1 or 0; it is always 0 where only one of"
                                        + " them has it")
                        .or("skip"),
                Option.flag("include-background", "whether the first class is scored as well")
                        .or(false));
    }

    @Override
    public Metric create(Arguments arguments) {
        return new Dice(
                Units.of(arguments),
                Dice.Empty.valueOf(arguments.text("empty").toUpperCase(Locale.ROOT)),
                arguments.flag("include-background"));
    }
}
