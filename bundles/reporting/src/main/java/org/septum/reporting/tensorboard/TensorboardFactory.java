// SPDX-License-Identifier: Apache-2.0
package org.septum.reporting.tensorboard;

import java.time.Clock;
import org.osgi.service.component.annotations.Component;
import org.septum.api.Arguments;
import org.septum.api.Option;
import org.septum.api.Options;
import org.septum.api.PluginType;
import org.septum.api.report.Reporter;
import org.septum.api.report.ReporterFactory;

/** Publishes {@link TensorboardReporter} as {@code tensorboard}. */
@Component
@PluginType("tensorboard")
public final class TensorboardFactory implements ReporterFactory {

    @Override
    public String summary() {
        return "writes TensorBoard's events into the run directory: scalars, and tested cases as pictures";
    }

    @Override
    public Options options() {
        return Options.of(Option.whole("cases", 0, 1000, "how many tested cases of each head are pictured at most")
                .or(4));
    }

    @Override
    public Reporter create(Arguments arguments) {
        return new TensorboardReporter(arguments.whole("cases"), Clock.systemUTC());
    }
}
