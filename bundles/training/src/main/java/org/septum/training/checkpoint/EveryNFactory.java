// SPDX-License-Identifier: Apache-2.0
package org.septum.training.checkpoint;

import java.util.List;
import java.util.Map;
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

    @Override
    public String summary() {
        return "saves after every n-th epoch and keeps all of these checkpoints";
    }

    @Override
    public Options options() {
        return Options.of(
                Option.whole("epochs", 1, 1_000_000, "the number of epochs from one checkpoint to the next"),
                CheckpointFile.option("every"));
    }

    @Override
    public CheckpointPolicy create(Arguments arguments) {
        return new EveryN(CheckpointFile.name(arguments), arguments.whole("epochs"));
    }

    private record EveryN(String fileName, int epochs) implements CheckpointPolicy {

        @Override
        public boolean selectsModel() {
            return false;
        }

        @Override
        public List<String> remarks(Progress end) {
            return epochs <= end.epochCount()
                    ? List.of()
                    : List.of("it saves every " + epochs + " epochs, and the run has " + end.epochCount()
                            + ": it never saves");
        }

        @Override
        public CheckpointDecision after(EpochReport epoch) {
            String reason = "it saves every " + epochs + " epochs";
            return epoch.epoch() % epochs == 0
                    ? CheckpointDecision.save(this, fileAfter(epoch.epoch()), reason)
                    : CheckpointDecision.nothing(this, reason);
        }

        @Override
        public String fileAfter(int epoch) {
            return CheckpointFile.ofEpoch(fileName, epoch);
        }

        @Override
        public Map<String, Double> state() {
            return Map.of();
        }

        @Override
        public void restore(Map<String, Double> state) {
            // It remembers nothing.
        }
    }
}
