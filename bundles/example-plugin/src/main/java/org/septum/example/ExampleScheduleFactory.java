// SPDX-License-Identifier: Apache-2.0
package org.septum.example;

import org.osgi.service.component.annotations.Component;
import org.septum.api.Arguments;
import org.septum.api.Option;
import org.septum.api.Options;
import org.septum.api.PluginType;
import org.septum.api.training.Progress;
import org.septum.api.training.Schedule;
import org.septum.api.training.ScheduleFactory;

/** Creates {@code example-schedule}: the full learning rate at first, then a fraction of it. */
@Component
@PluginType("example-schedule")
public final class ExampleScheduleFactory implements ScheduleFactory {

    @Override
    public String summary() {
        return "the full learning rate for a share of the run, then a fraction of it";
    }

    @Override
    public Options options() {
        return Options.of(
                Option.real("share", 0, 1, "the share of the run's steps with the full learning rate")
                        .or(0.5),
                Option.real("fraction", 0, 1, "by what the learning rate is multiplied after that")
                        .or(0.1));
    }

    @Override
    public Schedule create(Arguments arguments) {
        return new ExampleSchedule(arguments.real("share"), arguments.real("fraction"));
    }

    private record ExampleSchedule(double share, double fraction) implements Schedule {

        @Override
        public double factor(Progress progress) {
            return progress.share() < share ? 1 : fraction;
        }
    }
}
