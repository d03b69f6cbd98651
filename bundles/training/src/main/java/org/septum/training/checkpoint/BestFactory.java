// SPDX-License-Identifier: Apache-2.0
package org.septum.training.checkpoint;

import org.osgi.service.component.annotations.Component;
import org.septum.api.Arguments;
import org.septum.api.Options;
import org.septum.api.PluginType;
import org.septum.api.training.CheckpointPolicy;
import org.septum.api.training.CheckpointPolicyFactory;
import org.septum.training.Monitor;

/** Publishes {@link Best} as {@code best}. */
@Component
@PluginType("best")
public final class BestFactory implements CheckpointPolicyFactory {

    @Override
    public String summary() {
        return "saves when a monitored value is better than ever before; this checkpoint is tested in the end";
    }

    @Override
    public Options options() {
        return Options.of(Monitor.pathOption(), Monitor.modeOption(), CheckpointFile.option("best"));
    }

    @Override
    public CheckpointPolicy create(Arguments arguments) {
        return new Best(arguments);
    }
}
