// SPDX-License-Identifier: Apache-2.0
package org.septum.training;

import org.osgi.service.component.annotations.Component;
import org.septum.api.Arguments;
import org.septum.api.Option;
import org.septum.api.Options;
import org.septum.api.PluginType;
import org.septum.api.training.Schedule;
import org.septum.api.training.ScheduleFactory;

/** The schedule {@code step}: a drop every few epochs, as PyTorch's StepLR. */
@Component
@PluginType("step")
public final class StepFactory implements ScheduleFactory {

    @Override
    public String summary() {
        return "multiplies the learning rate every few epochs";
    }

    @Override
    public Options options() {
        return Options.of(
                Option.whole("every", 1, 1_000_000, "the number of epochs from one drop to the next"),
                Option.real("factor", 0, 1, "by what the learning rate is multiplied; the default is PyTorch's")
                        .or(0.1));
    }

    @Override
    public Schedule create(Arguments arguments) {
        int every = arguments.whole("every");
        double factor = arguments.real("factor");
        return progress -> Math.pow(factor, Math.floor(progress.epochs() / every));
    }
}
