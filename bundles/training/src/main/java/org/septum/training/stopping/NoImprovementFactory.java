// SPDX-License-Identifier: Apache-2.0
package org.septum.training.stopping;

import org.osgi.service.component.annotations.Component;
import org.septum.api.Arguments;
import org.septum.api.Option;
import org.septum.api.Options;
import org.septum.api.PluginType;
import org.septum.api.training.StoppingRule;
import org.septum.api.training.StoppingRuleFactory;
import org.septum.training.Monitor;

/** Publishes {@link NoImprovement} as {@code no-improvement}. */
@Component
@PluginType("no-improvement")
public final class NoImprovementFactory implements StoppingRuleFactory {

    @Override
    public String summary() {
        return "early stopping: ends the run when a monitored value has not become better for some epochs";
    }

    @Override
    public Options options() {
        return Options.of(
                Monitor.pathOption(),
                Monitor.modeOption(),
                Option.whole("patience", 1, 1_000_000, "for how many epochs in a row it may fail to become better")
                        .or(10),
                Option.real(
                                "minimum-change",
                                0,
                                Double.POSITIVE_INFINITY,
                                "by how much a value must be better than the best before to count, in its own unit")
                        .or(0));
    }

    @Override
    public StoppingRule create(Arguments arguments) {
        return new NoImprovement(arguments);
    }
}
