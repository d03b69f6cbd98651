// SPDX-License-Identifier: Apache-2.0
package org.septum.training.checkpoint;

import org.osgi.service.component.annotations.Component;
import org.septum.api.Arguments;
import org.septum.api.Options;
import org.septum.api.PluginType;
import org.septum.api.training.CheckpointDecision;
import org.septum.api.training.CheckpointPolicy;
import org.septum.api.training.CheckpointPolicyFactory;
import org.septum.api.training.EpochReport;

/** Publishes {@code last}: the state after the newest epoch, from which an interrupted run goes on. */
@Component
@PluginType("last")
public final class LastFactory implements CheckpointPolicyFactory {

    @Override
    public String summary() {
        return "saves after every epoch, replacing the epoch before";
    }

    @Override
    public Options options() {
        return Options.of(CheckpointFile.option("last"));
    }

    @Override
    public CheckpointPolicy create(Arguments arguments) {
        return new Last(CheckpointFile.name(arguments));
    }

    private record Last(String fileName) implements RegularPolicy {

        @Override
        public CheckpointDecision after(EpochReport epoch) {
            return CheckpointDecision.save(this, fileName, "it is the newest epoch");
        }
    }
}
