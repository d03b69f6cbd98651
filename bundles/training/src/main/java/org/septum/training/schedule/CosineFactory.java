// SPDX-License-Identifier: Apache-2.0
package org.septum.training.schedule;

import org.osgi.service.component.annotations.Component;
import org.septum.api.Arguments;
import org.septum.api.Option;
import org.septum.api.Options;
import org.septum.api.PluginType;
import org.septum.api.training.Schedule;
import org.septum.api.training.ScheduleFactory;

/** The schedule {@code cosine}: half a wave of a cosine over the whole run, step by step. I. Loshchilov and F. Hutter, "SGDR:
 * Stochastic Gradient Descent with Warm Restarts", ICLR 2017, without restarts. */
@Component
@PluginType("cosine")
public final class CosineFactory implements ScheduleFactory {

    private static final Option FINAL_FACTOR = Option.real(
                    "final-factor", 0, 1, "what is left of the learning rate in the end; the default is the paper's")
            .or(0);

    @Override
    public String summary() {
        return "falls along half a cosine over the whole run (Loshchilov and Hutter 2017)";
    }

    @Override
    public Options options() {
        return Options.of(FINAL_FACTOR);
    }

    @Override
    public Schedule create(Arguments arguments) {
        double last = arguments.real(FINAL_FACTOR.name());
        return progress -> last + (1 - last) * (1 + Math.cos(Math.PI * progress.share())) / 2;
    }
}
