// SPDX-License-Identifier: Apache-2.0
package org.septum.training.schedule;

import org.osgi.service.component.annotations.Component;
import org.septum.api.Arguments;
import org.septum.api.Option;
import org.septum.api.Options;
import org.septum.api.PluginType;
import org.septum.api.training.Schedule;
import org.septum.api.training.ScheduleFactory;
import org.septum.training.Monitor;

/** The schedule {@code reduce-on-plateau}: {@link ReduceOnPlateau}. The defaults are PyTorch's. */
@Component
@PluginType("reduce-on-plateau")
public final class ReduceOnPlateauFactory implements ScheduleFactory {

    @Override
    public String summary() {
        return "multiplies the learning rate when a monitored value has not become better for some epochs";
    }

    @Override
    public Options options() {
        return Options.of(
                Monitor.pathOption(),
                Monitor.modeOption(),
                Option.real("factor", 0, 1, "by what the learning rate is multiplied")
                        .or(0.1),
                Option.whole("patience", 0, 1_000_000, "after how many epochs without improvement the next one reduces")
                        .or(10),
                Option.real(
                                "threshold",
                                0,
                                1,
                                "how much better a value must be to count, as a share of the best before")
                        .or(1e-4),
                Option.real("minimum-factor", 0, 1, "what is left of the learning rate at least")
                        .or(0));
    }

    @Override
    public Schedule create(Arguments arguments) {
        return new ReduceOnPlateau(arguments);
    }
}
