// SPDX-License-Identifier: Apache-2.0
package org.septum.training.schedule;

import org.osgi.service.component.annotations.Component;
import org.septum.api.Arguments;
import org.septum.api.Kind;
import org.septum.api.Option;
import org.septum.api.Options;
import org.septum.api.PluginType;
import org.septum.api.training.Schedule;
import org.septum.api.training.ScheduleFactory;

/** The schedule {@code warm-up}: {@link WarmUp}. */
@Component
@PluginType("warm-up")
public final class WarmUpFactory implements ScheduleFactory {

    @Override
    public String summary() {
        return "rises along a straight line for some epochs, then hands over to another schedule (Goyal et al. 2017)";
    }

    @Override
    public Options options() {
        return Options.of(
                Option.real(
                                "epochs",
                                0,
                                1e6,
                                "how long it rises, in epochs or a fraction of one; the default is the paper's")
                        .or(5),
                Option.real("start-factor", 0, 1, "where it begins, as a share of the learning rate")
                        .or(0.01),
                Option.component("then", Kind.SCHEDULE, "the schedule of the steps after it, which begins there")
                        .or("constant"));
    }

    @Override
    public Schedule create(Arguments arguments) {
        return new WarmUp(
                arguments.real("epochs"), arguments.real("start-factor"), arguments.component("then", Schedule.class));
    }
}
