// SPDX-License-Identifier: Apache-2.0
package org.septum.example;

import java.util.Map;
import org.osgi.service.component.annotations.Component;
import org.septum.api.Arguments;
import org.septum.api.Options;
import org.septum.api.PluginType;
import org.septum.api.training.CheckpointDecision;
import org.septum.api.training.CheckpointPolicy;
import org.septum.api.training.CheckpointPolicyFactory;
import org.septum.api.training.EpochReport;

/** Creates {@code example-checkpoint-policy}: a checkpoint after epochs 1, 2, 4, 8 and so on. */
@Component
@PluginType("example-checkpoint-policy")
public final class ExampleCheckpointPolicyFactory implements CheckpointPolicyFactory {

    @Override
    public String summary() {
        return "saves after epochs 1, 2, 4, 8 and so on, each in a file of its own";
    }

    @Override
    public Options options() {
        return Options.none();
    }

    @Override
    public CheckpointPolicy create(Arguments arguments) {
        return new ExampleCheckpointPolicy();
    }

    /** It remembers nothing: the epoch's number is enough. */
    private record ExampleCheckpointPolicy() implements CheckpointPolicy {

        @Override
        public String fileName() {
            return "doubling";
        }

        @Override
        public boolean selectsModel() {
            return false;
        }

        @Override
        public CheckpointDecision after(EpochReport epoch) {
            return Integer.bitCount(epoch.epoch()) == 1
                    ? CheckpointDecision.save(this, fileAfter(epoch.epoch()), "the epoch's number is a power of two")
                    : CheckpointDecision.nothing(this, "the epoch's number is no power of two");
        }

        @Override
        public String fileAfter(int epoch) {
            return fileName() + "-" + epoch;
        }

        @Override
        public Map<String, Double> state() {
            return Map.of();
        }

        @Override
        public void restore(Map<String, Double> state) {}
    }
}
