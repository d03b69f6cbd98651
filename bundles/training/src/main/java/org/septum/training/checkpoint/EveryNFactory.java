// SPDX-License-Identifier: Apache-2.0
package org.septum.training.checkpoint;

import java.util.List;
import org.osgi.service.component.annotations.Component;
import org.septum.api.Arguments;
import org.septum.api.Option;
import org.septum.api.Options;
import org.septum.api.PluginType;
import org.septum.api.training.CheckpointDecision;
import org.septum.api.training.CheckpointPolicy;
import org.septum.api.training.CheckpointPolicyFactory;
import org.septum.api.training.EpochReport;
import org.septum.api.training.Progress;

/** Publishes {@code every-n}: a checkpoint of its own after every n-th epoch. */
@Component
@PluginType("every-n")
public final class EveryNFactory implements CheckpointPolicyFactory {

    private static final Option EPOCHS =
            Option.whole("epochs", 1, 1_000_000, "the number of epochs from one checkpoint to the next");

    @Override
    public String summary() {
        return "saves after every n-th epoch and keeps all of these checkpoints";
    }

    @Override
    public Options options() {
        return Options.of(EPOCHS, CheckpointFile.option("every"));
    }

    @Override
    public CheckpointPolicy create(Arguments arguments) {
        return new EveryN(CheckpointFile.name(arguments), new Interval(arguments.whole(EPOCHS.name()), "epochs"));
    }

    private record EveryN(String fileName, Interval interval) implements RegularPolicy {

        @Override
        public List<String> remarks(Progress end) {
            return interval.remarks(end.epochCount());
        }

        @Override
        public CheckpointDecision after(EpochReport epoch) {
            return interval.decide(this, epoch.epoch(), fileAfter(epoch.epoch()));
        }

        @Override
        public String fileAfter(int epoch) {
            return CheckpointFile.ofEpoch(fileName, epoch);
        }
    }
}
