// SPDX-License-Identifier: Apache-2.0
package org.septum.training.schedule;

import org.osgi.service.component.annotations.Component;
import org.septum.api.Arguments;
import org.septum.api.Options;
import org.septum.api.PluginType;
import org.septum.api.training.Schedule;
import org.septum.api.training.ScheduleFactory;

/** The schedule {@code constant}: the optimizer's learning rate in every step. */
@Component
@PluginType("constant")
public final class ConstantFactory implements ScheduleFactory {

    @Override
    public String summary() {
        return "the same learning rate in every step";
    }

    @Override
    public Options options() {
        return Options.none();
    }

    @Override
    public Schedule create(Arguments arguments) {
        return progress -> 1;
    }
}
