// SPDX-License-Identifier: Apache-2.0
package org.septum.training.schedule;

import java.util.List;
import org.osgi.service.component.annotations.Component;
import org.septum.api.Arguments;
import org.septum.api.Option;
import org.septum.api.Options;
import org.septum.api.PluginType;
import org.septum.api.training.Progress;
import org.septum.api.training.Schedule;
import org.septum.api.training.ScheduleFactory;
import org.septum.common.text.Words;

/** The schedule {@code step}: a drop every few epochs, as PyTorch's StepLR. */
@Component
@PluginType("step")
public final class StepFactory implements ScheduleFactory {

    private static final Option EVERY =
            Option.whole("every", 1, 1_000_000, "the number of epochs from one drop to the next");
    private static final Option FACTOR = Option.real(
                    "factor", 0, 1, "by what the learning rate is multiplied; the default is PyTorch's")
            .or(0.1);

    @Override
    public String summary() {
        return "multiplies the learning rate every few epochs";
    }

    @Override
    public Options options() {
        return Options.of(EVERY, FACTOR);
    }

    @Override
    public Schedule create(Arguments arguments) {
        return new Step(arguments.whole(EVERY.name()), arguments.real(FACTOR.name()));
    }

    private record Step(int every, double drop) implements Schedule {

        @Override
        public double factor(Progress progress) {
            return Math.pow(drop, Math.floor(progress.epochs() / every));
        }

        @Override
        public List<String> remarks(Progress end) {
            return end.epochs() >= every
                    ? List.of()
                    : List.of("the learning rate drops every " + Words.count(every, "epoch") + ", and the run has "
                            + end.epochCount() + " for it: it never drops");
        }
    }
}
