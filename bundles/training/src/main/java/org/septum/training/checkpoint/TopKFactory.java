// SPDX-License-Identifier: Apache-2.0
package org.septum.training.checkpoint;

import org.osgi.service.component.annotations.Component;
import org.septum.api.Arguments;
import org.septum.api.Option;
import org.septum.api.Options;
import org.septum.api.PluginType;
import org.septum.api.training.CheckpointPolicy;
import org.septum.api.training.CheckpointPolicyFactory;
import org.septum.training.Monitor;

/** Publishes {@link TopK} as {@code top-k}. */
@Component
@PluginType("top-k")
public final class TopKFactory implements CheckpointPolicyFactory {

    @Override
    public String summary() {
        return "keeps the checkpoints of the best epochs; the best of them is tested in the end";
    }

    @Override
    public Options options() {
        return Options.of(
                Monitor.pathOption(),
                Monitor.modeOption(),
                Option.whole("count", 1, 1000, "how many checkpoints are kept").or(3),
                CheckpointFile.option("top"));
    }

    @Override
    public CheckpointPolicy create(Arguments arguments) {
        return new TopK(arguments);
    }
}
